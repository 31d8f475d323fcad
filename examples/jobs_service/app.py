"""The application: what was generated and what was written by hand, put together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from jobs_contracts import install
from jobs_contracts import jobs as jobs_package
from jobs_contracts import workers as workers_package
from jobs_contracts.graphql import create_graphql

from . import events
from .auth import authenticate
from .database import Database
from .jobs import Jobs
from .workers import Workers


def create_app(url: str) -> FastAPI:
    """Return the application over the database at a SQLAlchemy URL."""
    database = Database(url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        database.create_tables()
        yield
        database.close()

    app = FastAPI(title="Jobs", version="1.0.0", lifespan=lifespan)
    app.state.database = database  # `transaction` looks here

    # Classes, not objects: FastAPI makes them anew for each call, in its transaction.
    app.include_router(
        jobs_package.create_router(
            service=Jobs, authenticate=authenticate, events=events.Outbox
        )
    )
    app.include_router(
        workers_package.create_router(
            service=Workers, authenticate=authenticate, events=events.Outbox
        )
    )
    app.include_router(
        create_graphql(
            jobs=Jobs,
            workers=Workers,
            authenticate=authenticate,
            events=events.Outbox,
        )
    )
    app.include_router(events.router)  # a route of our own, beside the generated ones
    install(app)
    return app
