"""The operations of package jobs: the generated Protocol `JobsService`, kept.

What a caller may do was decided before, by the contract's policy; inputs are checked.
"""

from datetime import UTC, datetime, time
from functools import partial
from typing import Any, Final
from uuid import uuid4

from jobs_contracts.jobs import (
    CancelContext,
    CancelJobInput,
    CancelJobOutput,
    EnqueueContext,
    EnqueueJobInput,
    GetContext,
    GetJobInput,
    HealthContext,
    Job,
    JobCancelled,
    JobEnqueued,
    JobNotFailed,
    JobNotPending,
    JobPage,
    JobRetried,
    JobsHealth,
    JobsService,
    JobStatus,
    ListContext,
    ListJobsInput,
    PurgeContext,
    PurgeJobsInput,
    PurgeJobsOutput,
    QueueFull,
    RemoveContext,
    RemoveJobInput,
    ReplaceStepsContext,
    ReplaceStepsInput,
    RetryContext,
    RetryContextV2,
    RetryJobInput,
    RetryJobV2Input,
    RetryPolicy,
    ScheduleContext,
    ScheduleJobInput,
    ScheduleJobOutput,
    SearchContext,
    SearchJobsInput,
    UpdateContext,
    UpdateJobInput,
)
from sqlalchemy.orm import Session

from . import job_store
from .database import InTransaction
from .tables import JobRow

QUEUE_LIMIT: Final = 10_000  # pending jobs: as the contract of jobs.enqueue says


class Jobs(JobsService):
    """Keeps jobs in a database; all that one call does is one transaction."""

    def __init__(self, transaction: InTransaction) -> None:
        self._transaction = transaction

    # Commands

    async def enqueue(self, input: EnqueueJobInput, /, *, ctx: EnqueueContext) -> Job:
        """Put a job into a queue."""
        row = _new_row(input)
        job = await self._transaction.run(partial(_add, row=row))
        event = JobEnqueued(job_id=job.job_id, status=job.status, notify=input.notify)
        await ctx.emit(event)
        return job

    async def cancel(
        self, input: CancelJobInput, /, *, ctx: CancelContext
    ) -> CancelJobOutput:
        """Cancel a pending job."""
        await self._change_pending(input.job_id, status=JobStatus.CANCELLED)
        await ctx.emit(JobCancelled(job_id=input.job_id))
        return CancelJobOutput(success=True)

    async def schedule(
        self, input: ScheduleJobInput, /, *, ctx: ScheduleContext
    ) -> ScheduleJobOutput:
        """Set the time at which a pending job starts."""
        await self._change_pending(input.job_id, starts_at=input.starts_at)
        return ScheduleJobOutput(job_id=input.job_id, starts_at=input.starts_at)

    async def update(self, input: UpdateJobInput, /, *, ctx: UpdateContext) -> Job:
        """Change what may be changed of a pending job."""
        values: dict[str, Any] = {}
        if input.priority is not None:
            values["priority"] = input.priority
        if input.labels is not None:
            values["labels"] = input.labels
        if "starts_at" in input.model_fields_set:  # None: off the schedule
            values["starts_at"] = input.starts_at
        return await self._change_pending(input.job_id, **values)

    async def replace_steps(
        self, input: ReplaceStepsInput, /, *, ctx: ReplaceStepsContext
    ) -> Job:
        """Replace all steps of a pending job."""
        steps = [step.model_dump(mode="json") for step in input.steps]
        return await self._change_pending(input.job_id, steps=steps)

    async def remove(self, input: RemoveJobInput, /, *, ctx: RemoveContext) -> None:
        """Forget a job that has ended."""
        await self._transaction.run(partial(job_store.remove, job_id=input.job_id))

    async def purge(
        self, input: PurgeJobsInput, /, *, ctx: PurgeContext
    ) -> PurgeJobsOutput:
        """Forget all jobs of a queue that have ended.

        The contract allows to do it later; here it is one statement, done at once.
        """
        day = input.before
        before = None if day is None else datetime.combine(day, time.min, UTC)
        work = partial(job_store.purge, queue=input.queue, before=before)
        await self._transaction.run(work)
        return PurgeJobsOutput(purge_id=uuid4())

    async def retry(self, input: RetryJobInput, /, *, ctx: RetryContext) -> None:
        """Make a failed job pending again."""
        await self._retry(input.job_id, ctx)

    async def retry_v2(self, input: RetryJobV2Input, /, *, ctx: RetryContextV2) -> Job:
        """Make a failed job pending again and tell how it stands."""
        return await self._retry(input.job_id, ctx, priority=input.priority)

    async def _change_pending(self, job_id: str, **values: Any) -> Job:
        """Change a pending job. Raises JobNotFound, JobNotPending."""

        def work(session: Session) -> Job:
            pending = {"status": JobStatus.PENDING, **values}
            row = job_store.change(
                session,
                job_id,
                pending,
                start=JobStatus.PENDING,
                otherwise=JobNotPending,
            )
            return job_store.to_job(row)

        return await self._transaction.run(work)

    async def _retry(
        self, job_id: str, ctx: RetryContext | RetryContextV2, **values: Any
    ) -> Job:
        """Make a failed job pending. Raises JobNotFound, JobNotFailed."""

        def work(session: Session) -> tuple[Job, str | None]:
            again = {"status": JobStatus.PENDING, "failure": None, **values}
            row = job_store.change(
                session, job_id, again, start=JobStatus.FAILED, otherwise=JobNotFailed
            )
            return job_store.to_job(row), row.notify

        job, notify = await self._transaction.run(work)
        await ctx.emit(JobRetried(job_id=job_id, status=job.status, notify=notify))
        return job

    # Queries

    async def get(self, input: GetJobInput, /, *, ctx: GetContext) -> Job:
        """Tell everything about one job."""

        def work(session: Session) -> Job:
            return job_store.to_job(job_store.find(session, input.job_id))

        return await self._transaction.run(work)

    async def list_(self, input: ListJobsInput, /, *, ctx: ListContext) -> JobPage:
        """List jobs, newest first."""
        work = partial(job_store.page, wanted=input)
        jobs, cursor = await self._transaction.run(work)
        return JobPage(jobs=jobs, next_cursor=cursor)

    async def search(self, input: SearchJobsInput, /, *, ctx: SearchContext) -> JobPage:
        """Find jobs by several conditions."""
        work = partial(job_store.search, filters=input.any, limit=input.limit)
        return JobPage(jobs=await self._transaction.run(work))

    async def health(self, *, ctx: HealthContext) -> JobsHealth:
        """Tell whether jobs are taken and done."""
        pending, oldest = await self._transaction.run(job_store.health)
        return JobsHealth(pending=pending, oldest=oldest)


def _new_row(input: EnqueueJobInput) -> JobRow:
    """Return the row of a job to be, with the contract's defaults."""
    retry = RetryPolicy() if input.retry is None else input.retry
    return JobRow(
        job_id=str(uuid4()),
        queue=input.queue,
        kind=input.kind,
        status=JobStatus.PENDING,
        priority=input.priority,
        payload=input.payload,
        retry=retry.model_dump(mode="json"),
        steps=[step.model_dump(mode="json") for step in input.steps or []],
        labels=input.labels or [],
        notify=input.notify,
        created_at=datetime.now(UTC),
        starts_at=None,
        failure=None,
    )


def _add(session: Session, row: JobRow) -> Job:
    """Store a job. Raises QueueFull: that rolls the row back.

    Counting after writing is exact on SQLite, where writers wait for each other.
    """
    session.add(row)
    session.flush()
    if job_store.count_pending(session, row.queue) > QUEUE_LIMIT:
        raise QueueFull
    return job_store.to_job(row)
