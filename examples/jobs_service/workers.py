"""The operations of package workers: the generated Protocol `WorkersService`, kept."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from jobs_contracts.jobs import Job
from jobs_contracts.workers import (
    GetContext,
    GetWorkerInput,
    RegisterContext,
    RegisterWorkerInput,
    TakeJobContext,
    TakeJobInput,
    TakeJobOutput,
    Worker,
    WorkerNotFound,
    WorkerRegistered,
    WorkersService,
    WorkerState,
)
from sqlalchemy.orm import Session

from . import job_store
from .database import InTransaction
from .tables import WorkerRow

GONE_AFTER: Final = timedelta(minutes=1)  # as the contract of WorkerState says
FORGOTTEN_AFTER: Final = timedelta(weeks=1)  # as the contract of workers.get says


class Workers(WorkersService):
    """Keeps workers in a database; all that one call does is one transaction."""

    def __init__(self, transaction: InTransaction) -> None:
        self._transaction = transaction

    async def register_(
        self, input: RegisterWorkerInput, /, *, ctx: RegisterContext
    ) -> Worker:
        """Offer a worker."""
        row = WorkerRow(
            worker_id=str(uuid4()),
            registration=input.model_dump(mode="json"),
            busy=False,
            last_seen_at=datetime.now(UTC),
        )
        worker = _to_worker(row)
        await self._transaction.run(lambda session: session.add(row))
        await ctx.emit(WorkerRegistered.model_validate(worker.model_dump()))
        return worker

    async def take_job(
        self, input: TakeJobInput, /, *, ctx: TakeJobContext
    ) -> TakeJobOutput:
        """Give the next job to a worker."""
        work = partial(_take, worker_id=input.worker_id)
        return TakeJobOutput(job=await self._transaction.run(work))

    async def get(self, input: GetWorkerInput, /, *, ctx: GetContext) -> Worker:
        """Tell everything about one worker."""

        def work(session: Session) -> Worker:
            return _to_worker(_find(session, input.worker_id))

        return await self._transaction.run(work)


def _take(session: Session, worker_id: UUID) -> Job | None:
    """Take a job for a worker, and note its sign of life. Raises WorkerNotFound."""
    row = _find(session, worker_id)
    now = datetime.now(UTC)
    registered = RegisterWorkerInput.model_validate(row.registration)
    job = job_store.take(session, registered.queues, now)
    row.busy = job is not None
    row.last_seen_at = now
    return job


def _find(session: Session, worker_id: UUID) -> WorkerRow:
    """Return a worker that is remembered. Raises WorkerNotFound."""
    row = session.get(WorkerRow, str(worker_id))
    if row is None or datetime.now(UTC) - row.last_seen_at > FORGOTTEN_AFTER:
        raise WorkerNotFound
    return row


def _to_worker(row: WorkerRow) -> Worker:
    """Return the worker that a row describes."""
    registered = RegisterWorkerInput.model_validate(row.registration)
    return Worker(
        worker_id=UUID(row.worker_id),
        name=registered.name,
        state=_state(row),
        queues=registered.queues,
        place=registered.place,
        callback=registered.callback,
        last_seen_at=row.last_seen_at,
    )


def _state(row: WorkerRow) -> WorkerState:
    if datetime.now(UTC) - row.last_seen_at > GONE_AFTER:
        return WorkerState.GONE
    return WorkerState.BUSY if row.busy else WorkerState.IDLE
