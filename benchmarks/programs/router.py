"""A generated router ÷ a hand-written one with the same checks: requests a second."""

import asyncio
import sys

from fastapi import FastAPI

from benchmarks.programs import handwritten
from benchmarks.programs.asgi import Request, throughput
from benchmarks.programs.package import BODY, Generated


def main(folder: str) -> None:
    """Print how many times as many requests the generated router answers."""
    package = Generated(folder)
    app = FastAPI()
    for router in package.routers(package.services(1, 1)):
        app.include_router(router)
    path = "/pack0/act1/v1"
    ours = Request(app, path, BODY)
    # The workload's other operation is looked at first, in both applications.
    theirs = Request(handwritten.application(["/pack0/act0/v1", path]), path, BODY)
    print(asyncio.run(throughput(ours, theirs)))


main(sys.argv[1])
