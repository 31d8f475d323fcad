"""The database, and the transaction that a call is in. Knows no job and no contract."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy import QueuePool, create_engine, make_url
from sqlalchemy.orm import Session

from .tables import Base

T = TypeVar("T")


class Database:
    """An engine, and the tables in it."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, **_options(url))

    def create_tables(self) -> None:
        """Create the tables that are missing."""
        Base.metadata.create_all(self.engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _options(url: str) -> dict[str, Any]:
    """Return what an engine needs besides its URL.

    SQLite has one writer at a time, and a database in memory lives in its connection.
    So there is one connection to it: transactions wait for their turn, up to a minute,
    where several connections would fail because the database is locked.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return {}
    return {
        "poolclass": QueuePool,
        "pool_size": 1,
        "max_overflow": 0,
        "pool_timeout": 60,
        "connect_args": {"check_same_thread": False},
    }


class Transaction:
    """A session, and the one thread that works in it.

    Sessions block and are not for two threads at once, but GraphQL asks the fields of
    a query side by side, and stops waiting for all of them when one fails. A thread of
    its own takes them in turn, and never waits for the threads of other transactions.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._thread = ThreadPoolExecutor(1, "transaction")

    async def run(self, work: Callable[[Session], T]) -> T:
        """Return what `work` returns, once it was done. Raises what it raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, work, self._session)

    async def close(self) -> None:
        """End it, and roll back what was not committed."""
        try:
            await self.run(Session.close)
        finally:
            self._thread.shutdown(wait=False)


async def transaction(request: Request) -> AsyncIterator[Transaction]:
    """Give a call its transaction: committed if the call succeeds, else rolled back."""
    database: Database = request.app.state.database
    started = Transaction(Session(database.engine))
    try:
        yield started
        await started.run(Session.commit)
    finally:
        await started.close()


# The scope: "function" commits before the answer is sent, so that no success is told
# which was not stored. FastAPI's default would commit afterwards.
InTransaction = Annotated[Transaction, Depends(transaction, scope="function")]
