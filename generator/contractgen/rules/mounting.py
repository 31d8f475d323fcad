"""Routes that something else in the application answers before they are asked.

Knows what FastAPI and the generated GraphQL router add to an application, and that
routers are asked in the order in which they were included.
"""

from collections.abc import Iterator
from typing import TypeAlias

from contractgen.diagnostics import Code, Diagnostic, Severity
from contractgen.rules.route import Route
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described

OWN_ROUTE = Code(
    "CG239",
    "a route that the application has itself",
    "A FastAPI application serves its OpenAPI document and the pages that show it, and "
    "the generated GraphQL router serves `POST /graphql`. They would answer in place "
    "of the operation.",
    "Give the operation another path under `transport: { rest: { path: … } }`.",
    wrong="transport: { rest: { method: GET, path: /docs } }\n",
    right="transport: { rest: { method: GET, path: /documents } }\n",
)
HIDDEN_ROUTE = Code(
    "CG307",
    "a path that a template of another package hides",
    "Within a package, concrete paths are registered before templates. Routers of two "
    "packages are asked in the order in which the application includes them: a "
    "request for `/jobs/next` goes to `/jobs/{id}` if that router comes first.",
    "Include the routers in the order that the message gives, or give one of the "
    "operations another path.",
    wrong="path: /jobs/{id} # in package jobs\npath: /jobs/next # in package queue\n",
    right="path: /jobs/{id} # in package jobs\npath: /q/next # in package queue\n",
    severity=Severity.WARNING,
)

_FASTAPI = ("/docs", "/docs/oauth2-redirect", "/openapi.json", "/redoc")
"""What FastAPI serves, by GET, unless it is told not to."""


def _own(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.emits("fastapi"):
        return
    owners = {("GET", path): "FastAPI" for path in _FASTAPI}
    if subject.emits("graphql"):
        owners["POST", "/graphql"] = "the generated GraphQL router"
    for route in subject.routes:
        owner = owners.get((route.method, route.path))
        if owner is not None:
            message = (
                f"{described(route.operation)} has the route "
                f"`{route.method} {route.path}`, which {owner} serves"
            )
            mend = "give it another path under `transport: { rest: { path: … } }`"
            yield OWN_ROUTE.at(route.span, message, help=mend)


_Hiding: TypeAlias = tuple[Route, Route]
"""A route, and the template of another package that hides it."""


def _hidden(subject: Subject) -> Iterator[Diagnostic]:
    found = list(_hidings(subject)) if subject.emits("fastapi") else []
    orders = {_packages(hiding) for hiding in found}
    for hiding in found:
        before, after = _packages(hiding)
        mend = f"include the router of package `{before}` before that of `{after}`"
        if (after, before) in orders:
            mend = "no order of the two routers serves all: give one another path"
        yield _hiding(*hiding, mend)


def _packages(hiding: _Hiding) -> tuple[str, str]:
    """Return which package's router must come first, and which after it."""
    hidden, template = hiding
    return hidden.operation.package, template.operation.package


def _hidings(subject: Subject) -> Iterator[_Hiding]:
    """Group templates by the positions of their placeholders; look each route up.

    A template hides what has fewer of its placeholders, and agrees everywhere else.
    """
    groups: dict[tuple[str, int], dict[frozenset[int], dict[tuple[str, ...], Route]]]
    groups = {}
    for route in subject.routes:
        if route.holes:
            by_holes = groups.setdefault((route.method, len(route.segments)), {})
            known = by_holes.setdefault(route.holes, {})
            known.setdefault(route.without(route.holes), route)
    for route in subject.routes:
        shape = (route.method, len(route.segments))
        for holes, known in groups.get(shape, {}).items():
            template = known.get(route.without(holes)) if holes > route.holes else None
            if template and template.operation.package != route.operation.package:
                yield route, template


def _hiding(hidden: Route, template: Route, mend: str) -> Diagnostic:
    message = (
        f"`{hidden.method} {hidden.path}` of {described(hidden.operation)} is hidden "
        f"if the router with `{template.path}` comes first"
    )
    found = HIDDEN_ROUTE.at(hidden.span, message, help=mend)
    label = f"`{template.path}` of package `{template.operation.package}` is here"
    return found.also(template.operation.origin.span, label)


RULES = (Rule(OWN_ROUTE, _own), Rule(HIDDEN_ROUTE, _hidden))
