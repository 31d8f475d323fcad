"""Jobs in the database. Each function is one step in a transaction that others end.

A change says in its own statement which state it starts from, so two callers never both
succeed, on any database: the one that comes second changes no row.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from jobs_contracts import ContractError
from jobs_contracts.jobs import (
    Failure,
    Job,
    JobFilter,
    JobNotEnded,
    JobNotFound,
    JobStatus,
    ListJobsInput,
    Priority,
    RetryPolicy,
    Step,
)
from sqlalchemy import CursorResult, Delete, Update, case, delete, func, select, update
from sqlalchemy.orm import Session

from .tables import JobRow

ENDED: Final = (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED)
_URGENCY: Final = {
    Priority.ON_FIRE: 3,
    Priority.URGENT: 2,
    Priority.HIGH: 2,
    Priority.NORMAL: 1,
    Priority.LOW: 0,
}


def to_job(row: JobRow) -> Job:
    """Return the job that a row describes."""
    return Job(
        job_id=row.job_id,
        queue=row.queue,
        kind=row.kind,
        status=row.status,
        priority=row.priority,
        payload=row.payload,
        retry=RetryPolicy.model_validate(row.retry),
        steps=[Step.model_validate(step) for step in row.steps],
        labels=row.labels,
        created_at=row.created_at,
        starts_at=row.starts_at,
        failure=None if row.failure is None else Failure.model_validate(row.failure),
    )


def find(session: Session, job_id: str) -> JobRow:
    """Return a job. Raises JobNotFound."""
    row = session.scalar(select(JobRow).where(JobRow.job_id == job_id))
    if row is None:
        raise JobNotFound
    return row


def change(
    session: Session,
    job_id: str,
    values: dict[str, Any],
    *,
    start: JobStatus,
    otherwise: type[ContractError],
) -> JobRow:
    """Change a job that is in the state `start`, and return it.

    Raises JobNotFound, and `otherwise` if the job is in another state.
    """
    job = (JobRow.job_id == job_id, JobRow.status == start)
    if not _touched(session, update(JobRow).where(*job).values(values)):
        find(session, job_id)
        raise otherwise
    return find(session, job_id)


def remove(session: Session, job_id: str) -> None:
    """Delete a job that has ended. Raises JobNotFound, JobNotEnded."""
    job = (JobRow.job_id == job_id, JobRow.status.in_(ENDED))
    if not _touched(session, delete(JobRow).where(*job)):
        find(session, job_id)
        raise JobNotEnded


def purge(session: Session, queue: str, before: datetime | None) -> None:
    """Delete the jobs of a queue that have ended, if told those created before."""
    jobs = delete(JobRow).where(JobRow.queue == queue, JobRow.status.in_(ENDED))
    if before is not None:
        jobs = jobs.where(JobRow.created_at < before)
    session.execute(jobs)


def _touched(session: Session, statement: Update | Delete) -> bool:
    """Tell whether a statement changed a row."""
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount > 0


def count_pending(session: Session, queue: str) -> int:
    """Return how many jobs of a queue are pending."""
    jobs = select(func.count()).select_from(JobRow)
    where = (JobRow.queue == queue, JobRow.status == JobStatus.PENDING)
    return session.scalars(jobs.where(*where)).one()


def health(session: Session) -> tuple[int, datetime | None]:
    """Return how many jobs are pending, and when the oldest of them was created."""
    jobs = select(func.count(), func.min(JobRow.created_at))
    count, oldest = session.execute(
        jobs.where(JobRow.status == JobStatus.PENDING)
    ).one()
    return count, oldest


def page(session: Session, wanted: ListJobsInput) -> tuple[list[Job], str | None]:
    """Return jobs, newest first, and the cursor of those that follow.

    A cursor is the number of the last job before it, so it outlives that job. Anything
    else leads to an empty page: the contract has no error for it.
    """
    query = select(JobRow).order_by(JobRow.number.desc()).limit(wanted.limit + 1)
    if wanted.queue is not None:
        query = query.where(JobRow.queue == wanted.queue)
    if wanted.statuses is not None:
        query = query.where(JobRow.status.in_(wanted.statuses))
    if wanted.cursor is not None:
        query = query.where(JobRow.number < _number(wanted.cursor))
    rows = session.scalars(query).all()
    shown = rows[: wanted.limit]
    more = str(shown[-1].number) if len(rows) > len(shown) else None
    return [to_job(row) for row in shown], more


def _number(cursor: str) -> int:
    known = cursor.isascii() and cursor.isdigit() and len(cursor) <= 18
    return int(cursor) if known else 0


def search(session: Session, filters: list[JobFilter], limit: int) -> list[Job]:
    """Return jobs that one of the filters describes, newest first.

    Labels are JSON, in which each database searches in its own way: rows are looked at
    here, one after another, until there are enough.
    """
    query = select(JobRow).order_by(JobRow.number.desc())
    rows = session.scalars(query.execution_options(yield_per=100))
    found = (row for row in rows if any(_describes(one, row) for one in filters))
    return [to_job(row) for row in islice(found, limit)]


def _describes(wanted: JobFilter, row: JobRow) -> bool:
    return (
        (wanted.statuses is None or row.status in wanted.statuses)
        and (wanted.labels is None or set(wanted.labels) <= set(row.labels))
        and (wanted.created_after is None or row.created_at > wanted.created_after)
    )


def take(session: Session, queues: list[str], now: datetime) -> Job | None:
    """Make the most urgent job that waits in one of the queues a running one."""
    for job_id in _waiting(session, queues, now):
        job = (JobRow.job_id == job_id, JobRow.status == JobStatus.PENDING)
        running = update(JobRow).where(*job).values(status=JobStatus.RUNNING)
        if _touched(session, running):  # else another worker was faster
            return to_job(find(session, job_id))
    return None


def _waiting(session: Session, queues: list[str], now: datetime) -> Iterator[str]:
    """Yield the jobs that may start, the most urgent first, then the oldest."""
    urgency = case(*((JobRow.priority == one, it) for one, it in _URGENCY.items()))
    query = select(JobRow.job_id).where(
        JobRow.queue.in_(queues),
        JobRow.status == JobStatus.PENDING,
        JobRow.starts_at.is_(None) | (JobRow.starts_at <= now),
    )
    yield from session.scalars(
        query.order_by(urgency.desc(), JobRow.number).limit(100)
    ).all()
