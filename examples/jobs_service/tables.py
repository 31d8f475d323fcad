"""The tables. They hold what a database must find or compare; the rest is JSON."""

from datetime import UTC, datetime
from typing import Any

from jobs_contracts.jobs import JobStatus, Priority
from sqlalchemy import JSON, DateTime, Dialect, Index, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A time with an offset, stored in UTC: not every database keeps offsets."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return what is stored."""
        if value is None:
            return None
        try:
            return value.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:  # the first or last hours of the calendar
            return datetime.min if value.year == 1 else datetime.max

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,
    ) -> datetime | None:
        """Return what was stored."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads it, nobody changes it
        datetime: Moment,
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


class JobRow(Base):
    """A job. `number` tells the order in which jobs came."""

    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_by_queue", "queue", "status"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(String(36), unique=True)
    queue: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    status: Mapped[JobStatus]
    priority: Mapped[Priority]
    payload: Mapped[dict[str, Any]]
    retry: Mapped[dict[str, Any]]
    steps: Mapped[list[Any]]
    labels: Mapped[list[Any]]
    notify: Mapped[str | None] = mapped_column(String(254))
    created_at: Mapped[datetime]
    starts_at: Mapped[datetime | None]
    failure: Mapped[dict[str, Any] | None]


class WorkerRow(Base):
    """A worker."""

    __tablename__ = "workers"

    worker_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    registration: Mapped[dict[str, Any]]
    busy: Mapped[bool]
    last_seen_at: Mapped[datetime]


class EventRow(Base):
    """An event that was published, with the attributes of a CloudEvent."""

    __tablename__ = "events"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    source: Mapped[str] = mapped_column(String(255))
    type: Mapped[str] = mapped_column(String(255), index=True)
    time: Mapped[datetime]
    subject: Mapped[str | None] = mapped_column(String(255))
    dataschema: Mapped[str] = mapped_column(String(255))
    data: Mapped[dict[str, Any]]
