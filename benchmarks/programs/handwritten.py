"""The workload's operations as FastAPI's own guide would write them."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict, Field, create_model


class Input(BaseModel):
    """The input of an operation, with the same checks."""

    model_config = ConfigDict(extra="forbid", strict=True)
    job_id: Annotated[str, Field(alias="jobId")]
    reason: Annotated[str | None, Field(max_length=200)] = None
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    when: datetime | None = None


class Output(BaseModel):
    """The output of an operation."""

    success: bool
    changed_at: Annotated[datetime | None, Field(alias="changedAt")]


async def authenticate(authorization: str | None = Header(None)) -> str | None:
    """Take anybody who says who they are."""
    return "u1" if authorization else None


async def user(principal: Annotated[str | None, Depends(authenticate)]) -> str:
    """Refuse who is not signed in."""
    if principal is None:
        raise HTTPException(401)
    return principal


def application(paths: list[str]) -> FastAPI:
    """Return an application with a route of its own models for each path."""
    router = APIRouter()
    for number, path in enumerate(paths):
        _add(router, number, path)
    app = FastAPI()
    app.include_router(router)
    return app


def _add(router: APIRouter, number: int, path: str) -> None:
    given: Any = create_model(f"Act{number}Input", __base__=Input)
    answer: Any = create_model(f"Act{number}Output", __base__=Output)

    async def act(body: Any, _: Annotated[str, Depends(user)]) -> Any:
        return answer(success=bool(body.job_id), changedAt=None)

    act.__annotations__["body"] = given
    router.post(path, operation_id=f"act{number}", response_model=answer)(act)
