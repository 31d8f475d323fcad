"""Who is calling: bearer tokens of a demonstration, which anybody can read here.

A real service would verify a signed token and make the Principal from its claims.
"""

from typing import Annotated, Final

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jobs_contracts import Principal

PRINCIPALS: Final = {
    "demo": Principal("demo"),
    "operator": Principal(
        "operator",
        is_admin=True,
        roles=frozenset({"operator"}),
        permissions=frozenset({"jobs.remove"}),
    ),
    "worker": Principal("worker", roles=frozenset({"worker"})),
}

# `auto_error=False`: whether a caller has to be known is the contract's decision.
_bearer = HTTPBearer(scheme_name="bearer", auto_error=False)


async def authenticate(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal | None:
    """Return who holds the token, None without a token or for an unknown one."""
    return PRINCIPALS.get(credentials.credentials) if credentials else None


async def administrator(
    principal: Annotated[Principal | None, Depends(authenticate)],
) -> Principal:
    """Return the caller of a route of our own, or refuse with 401 or 403."""
    if principal is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    if not principal.is_admin:
        raise HTTPException(403)
    return principal
