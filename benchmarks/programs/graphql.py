"""A repeated GraphQL document: the generated router ÷ stock ariadne.

The second argument is a folder that holds ariadne.
"""

import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from benchmarks.programs.asgi import Request, throughput
from benchmarks.programs.package import Bus, Generated

_QUERY = """\
mutation Act($input: Act1Input!) {
  pack0_act1_v1(input: $input) { success }
}
"""
_BODY = json.dumps({"query": _QUERY, "variables": {"input": {"jobId": "7"}}}).encode()


def main(folder: str, peer: str) -> None:
    """Print how many times as many requests the generated router answers."""
    package = Generated(folder)
    router = package.module("graphql").create_graphql(
        **package.services(1, 1), authenticate=package.authenticate, events=Bus()
    )
    app = FastAPI()
    app.include_router(router)
    sys.path.append(peer)
    theirs = Request(_stock(Path(folder, "contracts", "schema.graphql")), "/", _BODY)
    print(asyncio.run(throughput(Request(app, "/graphql", _BODY), theirs)))


def _stock(sdl: Path) -> Any:
    ariadne: Any = import_module("ariadne")
    mutation = ariadne.MutationType()

    async def act(*_: object, **__: object) -> dict[str, bool]:
        return {"success": True}

    mutation.set_field("pack0_act1_v1", act)
    schema = ariadne.make_executable_schema(sdl.read_text("utf-8"), mutation)
    return import_module("ariadne.asgi").GraphQL(schema)


main(sys.argv[1], sys.argv[2])
