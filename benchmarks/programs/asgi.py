"""Requests to an ASGI application in process: no socket, so the application alone."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True)
class Request:
    """A POST of JSON to an application; its answer has to be 200."""

    app: ASGIApp
    path: str
    body: bytes

    async def send(self, count: int) -> float:
        """Send it `count` times and return the mean seconds of one."""
        scope = self._scope()
        began = time.perf_counter()
        for _ in range(count):
            await self.app({**scope}, self._receive, _check)
        return (time.perf_counter() - began) / count

    async def _receive(self) -> Message:
        return {"type": "http.request", "body": self.body, "more_body": False}

    def _scope(self) -> Scope:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": "http",
            "method": "POST",
            "path": self.path,
            "raw_path": self.path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [
                (b"host", b"test"),
                (b"content-type", b"application/json"),
                (b"content-length", str(len(self.body)).encode()),
                (b"authorization", b"u1"),
            ],
            "client": ("test", 1),
            "server": ("test", 80),
        }


async def _check(message: Message) -> None:
    if message["type"] == "http.response.start" and message["status"] != 200:
        raise RuntimeError(f"answered {message['status']}")


async def throughput(ours: Request, theirs: Request, rounds: int = 21) -> float:
    """Return how many times as many requests `ours` answers in the same time."""
    for one in (ours, theirs):
        await one.send(200)
    pairs = [(await ours.send(100), await theirs.send(100)) for _ in range(rounds)]
    return _ratio(pairs)


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return median(theirs / ours for ours, theirs in pairs)
