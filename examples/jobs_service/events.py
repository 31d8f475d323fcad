"""The outbox: events are stored in the transaction of the change they tell of.

So an event is there if and only if its change is. A relay would read them from here and
hand them on; this service lists them instead.
"""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from jobs_contracts import Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from .auth import administrator
from .database import InTransaction
from .tables import EventRow


class Outbox:
    """An EventPublisher that stores."""

    def __init__(self, transaction: InTransaction) -> None:
        self._transaction = transaction

    async def publish(self, event: Event, /) -> None:
        """Store the event with the rest of the transaction."""
        row = EventRow(**asdict(event))
        await self._transaction.run(lambda session: session.add(row))


router = APIRouter(tags=["outbox"])


@router.get("/events", dependencies=[Depends(administrator)])
async def list_events(
    transaction: InTransaction,
    type: Annotated[str | None, Query(examples=["job.cancelled.v1"])] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Event]:
    """List stored events, newest first. For administrators: they name people."""
    query = select(EventRow).order_by(EventRow.number.desc()).limit(limit)
    if type is not None:
        query = query.where(EventRow.type == type)

    def read(session: Session) -> list[Event]:
        return [_event(row) for row in session.scalars(query)]

    return await transaction.run(read)


def _event(row: EventRow) -> Event:
    return Event(
        id=row.id,
        source=row.source,
        type=row.type,
        time=row.time,
        subject=row.subject,
        dataschema=row.dataschema,
        data=row.data,
    )
