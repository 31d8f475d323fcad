"""A service of the whole package `jobs` of `contracts/`, and who may call it."""

from typing import Any

from fastapi import Header

from .generated import Generated


class Jobs:
    """Answers by the job's id. `jobs` is the generated package, set by `implement`."""

    jobs: Any

    def __init__(self) -> None:
        self.seen: Any = None

    async def cancel(self, input: Any, /, *, ctx: Any) -> Any:
        match input.job_id:
            case "unknown":
                raise self.jobs.JobNotFound
            case "done":
                raise self.jobs.JobNotPending("Job done is done")
            case "boom":
                raise ValueError("secret")
            case "bad":
                return self.jobs.CancelJobOutput.model_construct(success="secret")
            case "none":
                return None
            case _:
                await ctx.emit(self.jobs.JobCancelled(job_id=input.job_id))
                ctx.response_headers["x-job"] = input.job_id
                return self.jobs.CancelJobOutput(success=True)

    async def cancel_v2(self, _input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        raise self.jobs.JobNotPending  # declared by version 1 alone

    async def enqueue(self, input: Any, /, *, ctx: Any) -> Any:
        self.seen = input
        if input.note == "emit":
            await ctx.emit(self.jobs.JobCancelled(job_id="7"))
        return self._job("1")

    async def list_(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        self.seen = input
        return self.jobs.ListJobsOutput(items=[])

    async def ping(self, *, ctx: Any) -> None:
        self.seen = ctx.principal

    async def purge(self, _input: Any, /, *, ctx: Any) -> Any:
        return self.jobs.PurgeJobsOutput(ticket=ctx.principal.id)

    async def get(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        if input.job_id == "unknown":
            raise self.jobs.JobNotFound
        return self._job(input.job_id)

    async def remove(self, input: Any, /, *, ctx: Any) -> None:  # noqa: ARG002
        self.seen = input

    async def touch(self, input: Any, /, *, ctx: Any) -> None:  # noqa: ARG002
        self.seen = input

    async def update(self, input: Any, /, *, ctx: Any) -> Any:  # noqa: ARG002
        self.seen = input
        return self._job(input.job_id, deadline=input.deadline)

    def _job(self, number: str, **more: Any) -> Any:
        status = self.jobs.JobStatus.PENDING
        return self.jobs.Job(id=number, name="a", status=status, **more)


def implement(made: Generated) -> type[Jobs]:
    """Return the service of one generated package."""
    return type("JobsOfContracts", (Jobs,), {"jobs": made.load("jobs")})


def authenticator(made: Generated) -> Any:
    """Return what reads a caller from a token such as `admin:operator:jobs.purge`."""
    principal = made.load().Principal

    async def authenticate(authorization: str | None = Header(default=None)) -> Any:
        if authorization is None:
            return None
        kind, _, rest = authorization.partition(":")
        role, _, permission = rest.partition(":")
        return principal(
            kind, kind == "admin", frozenset({role}), frozenset({permission})
        )

    return authenticate
