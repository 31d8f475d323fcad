"""A generated package of chance contracts, served by services that answer by chance.

Requests are made from the emitted OpenAPI document and the emitted schema, as a client
would make them who has seen nothing else.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import quote

from contractgen.ir import Symbol
from contractgen.names import NameTable
from fastapi import FastAPI
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, get_named_type
from starlette.testclient import TestClient

from ..generated import Generated
from .draft import Draft, Operation

Json = dict[str, Any]


class Service:
    """Has a method per operation: keeps what it saw, answers what it was told to."""

    def __init__(self) -> None:
        self.told_seen: Any = None
        self.told_answer: Any = None
        self.told_events: list[Any] = []


class Served:
    """Everything of one draft: services, publisher, application, documents."""

    def __init__(
        self, draft: Draft, made: Generated, names: NameTable, *, sync: bool
    ) -> None:
        self.draft, self.made, self.names, self.sync = draft, made, names, sync
        folder = made.folder / made.package
        self.document: Json = json.loads((folder / "openapi.json").read_bytes())
        sdl = (folder / "schema.graphql").read_text("utf-8")
        self.schema: GraphQLSchema = build_schema(sdl)
        self.published: list[Any] = []
        self.services = {package: Service() for package in draft.packages}
        for operation in draft.operations:
            self._implement(operation)
        self.app = FastAPI()
        package = made.load()
        package.install(self.app)
        for name, service in self.services.items():
            arguments = {"authenticate": self._principal, **self._events(name)}
            router = self.module(name).create_router(service=service, **arguments)
            self.app.include_router(router)
        whole = {
            "authenticate": self._principal,
        }
        for name, service in self.services.items():
            whole[self.names.packages[name].module] = service
        if draft.emitting:
            whole["events"] = self
        self.app.include_router(made.load("graphql").create_graphql(**whole))
        self.client = TestClient(self.app)

    def _events(self, package: str) -> Json:
        return {"events": self} if package in self.draft.emitting else {}

    def _principal(self) -> Any:
        principal = self.made.load().Principal
        roles, permissions = frozenset({"b c"}), frozenset({'p"', "q\\"})
        return principal("me", True, roles, permissions)

    @property
    def publish(self) -> Callable[[Any], Any]:
        """Return the publisher's method, async or not as the package wants it."""

        async def publish(event: Any) -> None:
            self.published.append(event)

        return self.published.append if self.sync else publish

    def _implement(self, operation: Operation) -> None:
        service = self.services[operation.package]

        def answer(input: Any) -> Any:
            service.told_seen = input
            return service.told_answer

        async def awaited(*input: Any, ctx: Any) -> Any:
            for event in service.told_events:
                await ctx.emit(event)
            return answer(*input or (None,))

        def plain(*input: Any, ctx: Any) -> Any:
            for event in service.told_events:
                ctx.emit(event)
            return answer(*input or (None,))

        name = self.name(operation).python
        setattr(service, name, plain if self.sync else awaited)

    def name(self, operation: Operation) -> Any:
        """Return the names of an operation."""
        return self.names.operations[operation.key, operation.major]

    def module(self, package: str, inner: str = "") -> Any:
        """Return a package's module, or one inside it."""
        return self.made.load(self.names.packages[package].module + inner)

    def model(self, symbol: str) -> Any:
        """Return the class of a model."""
        package, _, name = symbol.partition(".")
        python = self.names.models[Symbol(package, name)].python
        return getattr(self.module(package), python)

    def read(self, symbol: str, value: Json) -> Any:
        """Return the model that JSON describes."""
        return self.model(symbol).model_validate(value, by_alias=True, by_name=False)

    def prepare(
        self, operation: Operation, output: Json | None, chance: Random
    ) -> None:
        """Say what an operation will answer, and which events it will emit first."""
        service = self.services[operation.package]
        service.told_answer = (
            output if output is None else self.read(operation.output, output)
        )
        service.told_seen, service.told_events = None, []
        self.published.clear()
        for key, major in operation.emits:
            payload = self.draft.value(chance, self.draft.events[key, major])
            service.told_events.append(self._event(operation, key, major, payload))

    def _event(self, operation: Operation, key: str, major: int, payload: Json) -> Any:
        context = getattr(
            self.module(operation.package, ".service"), self.name(operation).context
        )
        (found,) = [
            kind
            for kind in context.emits
            if kind.__event__.key == key
            and int(kind.__event__.version.partition(".")[0]) == major
        ]
        return found.model_validate(payload, by_alias=True, by_name=False)

    def over_http(self, operation: Operation, value: Json | None) -> Any:
        """Return the response to an input over HTTP."""
        identity = self.name(operation).operation_id
        ((path, method, said),) = [
            (path, method, said)
            for path, item in self.document["paths"].items()
            for method, said in item.items()
            if said["operationId"] == identity
        ]
        rest = dict(value or {})
        query: list[tuple[str, str]] = []
        for parameter in said.get("parameters", ()):
            name = parameter["name"]
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", quote(_url(rest.pop(name)), safe=""))
            elif name in rest:
                given = rest.pop(name)
                items = given if isinstance(given, list) else [given]
                query += [(name, _url(item)) for item in items]
        if "requestBody" in said:
            return self.client.request(method, path, params=query, json=rest)
        assert not rest
        return self.client.request(method, path, params=query)

    def over_graphql(
        self, operation: Operation, value: Json | None, seen: Json | None
    ) -> Any:
        """Return the response to an input; `seen` says what is worth asking for."""
        name = self.name(operation).graphql
        found = [
            (kind, root.fields[name])
            for kind, root in (
                ("query", self.schema.query_type),
                ("mutation", self.schema.mutation_type),
            )
            if root and name in root.fields
        ]
        ((kind, field),) = found
        selection = _selection(field.type, seen)
        if "input" in field.args:
            type_ = field.args["input"].type
            text = f"{kind}($i: {type_}) {{ {name}(input: $i) {selection} }}"
            symbol = operation.input
            variables = {"i": self.graphql_value(symbol, value or {})}
        else:
            text, variables = f"{kind} {{ {name} {selection} }}", {}
        body = {"query": text, "variables": variables}
        return self.client.post("/graphql", json=body)

    def graphql_value(self, symbol: str, value: Json) -> Json:
        """Return a value with the names that enum members have in GraphQL."""
        members = {member.name: member for member in self.draft.models[symbol]}
        return {
            name: self._graphql(members[name], inner) if name in members else inner
            for name, inner in value.items()
        }

    def _graphql(self, member: Any, value: Any) -> Any:
        if isinstance(value, list) and member.array:
            return [self._graphql(member, item) for item in value]
        if member.model:
            return (
                self.graphql_value(member.model, value)
                if isinstance(value, dict)
                else value
            )
        if member.enum and isinstance(value, str):
            package, _, name = member.enum.partition(".")
            table = self.names.enums[Symbol(package, name)].graphql_members
            return table.get(value, value)
        return value


def _url(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _selection(type_: Any, value: Any) -> str:
    """Return a selection of all that a value holds, and of all scalars."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        return ""
    values = value if isinstance(value, list) else [value]
    chosen: list[str] = []
    for name, field in named.fields.items():
        there, inner = False, []
        for one in values:
            held = (one or {}).get(name)
            there |= held is not None
            inner += held if isinstance(held, list) else [] if held is None else [held]
        if not isinstance(get_named_type(field.type), GraphQLObjectType):
            chosen.append(name)
        elif there:
            chosen.append(f"{name} {_selection(field.type, inner)}")
    return f"{{ {' '.join(chosen or ['__typename'])} }}"
