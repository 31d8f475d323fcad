"""The last of 1,000 routes through `mount` ÷ the first through `include_router`."""

import asyncio
import sys

from fastapi import FastAPI

from benchmarks.programs import handwritten
from benchmarks.programs.asgi import Request, throughput
from benchmarks.programs.package import BODY, Generated


def main(folder: str) -> None:
    """Print how many times as many requests the mounted application answers."""
    package = Generated(folder)
    app = FastAPI()
    package.root.mount(app, *package.routers(package.services(10, 999)))
    ours = Request(app, "/pack9/act999/v1", BODY)
    path = "/pack0/act1/v1"
    theirs = Request(handwritten.application([path]), path, BODY)
    print(asyncio.run(throughput(ours, theirs)))


main(sys.argv[1])
