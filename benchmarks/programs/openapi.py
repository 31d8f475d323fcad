"""The OpenAPI of 1,000 routes: the committed document ÷ what FastAPI makes of them."""

import sys
import time

from fastapi import FastAPI

from benchmarks.programs import handwritten
from benchmarks.programs.package import Generated


def main(folder: str) -> None:
    """Print the time to the first document over FastAPI's own."""
    package = Generated(folder)
    app = FastAPI()
    package.root.mount(app, *package.routers(package.services(10, 999)))
    package.root.install(app)
    own = handwritten.application([f"/act{n}" for n in range(1000)])
    print(_seconds(app) / _seconds(own))


def _seconds(app: FastAPI) -> float:
    began = time.perf_counter()
    if len(app.openapi()["paths"]) != 1000:
        raise RuntimeError("not all routes are described")
    return time.perf_counter() - began


main(sys.argv[1])
