"""The generated package of a workload, and the smallest service that answers."""

import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from fastapi import APIRouter, Header

BODY = b'{"jobId":"7","attempts":2}'


class Bus:
    """Publishes nowhere."""

    async def publish(self, event: object, /) -> None:
        """Forget the event."""


class Generated:
    """The package `contracts` below a folder."""

    def __init__(self, folder: str) -> None:
        sys.path.insert(0, folder)
        self.root: Any = import_module("contracts")

    def module(self, name: str) -> Any:
        """Return a module of the package."""
        return import_module(f"contracts.{name}")

    def services(self, packages: int, operation: int) -> dict[str, Any]:
        """Return a service per package; the last one answers `act<operation>`."""
        made: dict[str, Any] = {f"pack{n}": SimpleNamespace() for n in range(packages)}
        last = f"pack{packages - 1}"
        output = getattr(self.module(last), f"Act{operation}Output")

        async def act(_: object, /, *, ctx: object) -> Any:
            return output(success=ctx is not None, changed_at=None)

        setattr(made[last], f"act{operation}", act)
        return made

    def routers(self, services: dict[str, Any]) -> list[APIRouter]:
        """Return the router of each package."""
        return [
            self.module(name).create_router(
                service=service, authenticate=self.authenticate, events=Bus()
            )
            for name, service in services.items()
        ]

    async def authenticate(self, authorization: str | None = Header(None)) -> Any:
        """Take anybody who says who they are."""
        return self.root.Principal(id="u1") if authorization else None
