"""Operations by chance: inputs, transports, errors, policies, events, examples."""

import re
from random import Random
from typing import Any

from .draft import Draft, Field, Operation
from .fields import Scope, any_field, flat_field, names, path_field
from .words import PROSE, VERBS

_BODILESS = ("GET", "DELETE")


def of(chance: Random, made: Draft, package: str) -> dict[str, Any]:
    """Return `commands` and `queries` of a package."""
    written: dict[str, Any] = {"commands": [], "queries": []}
    for verb in chance.sample(VERBS, chance.randint(1, 5)):
        kind = chance.choice(("commands", "queries"))
        first = chance.choice(("0.1.0", "1.0.0", "1.4.2"))
        more = ("2.0.0", "12.0.1") if chance.random() < 0.2 else ()
        for version in (first, *more):
            one = _Maker(chance, made, package, kind)
            written[kind].append(one.write(verb, version))
    return written


class _Maker:
    """Writes one operation and notes it in the draft."""

    def __init__(self, chance: Random, made: Draft, package: str, kind: str) -> None:
        self.chance, self.made, self.package, self.kind = chance, made, package, kind
        self.key = self.version = self.name = ""
        self.inline: dict[str, Any] = {}
        self.emits: list[tuple[str, int]] = []

    def write(self, verb: str, version: str) -> dict[str, Any]:
        """Return the operation as a contract."""
        chance = self.chance
        words = re.split("[._-]", f"{self.package}.{verb}")
        self.key, self.version = f"{self.package}.{verb}", version
        self.name = "".join(word[0].upper() + word[1:] for word in words)
        self.name += version.replace(".", "x")
        method = self._method()
        input_, transport = self._input(method)
        output = chance.choice(("", *self._own()))
        status = 204 if not output else chance.choice((200, 200, 201, 202))
        io: dict[str, Any] = {
            "input": self._use(input_),
            "output": self._use(output),
            "errors": self._errors(),
        }
        if output and status != 200:
            io["success"] = {
                "OK": {"status": status, "description": chance.choice(PROSE)}
            }
        operation = {
            "meta": self._meta(),
            "io": io,
            "policy": self._policy(),
            "sideEffects": {"emits": self._emits()},
            "transport": transport,
            "acceptance": self._acceptance(input_, output),
        }
        self.made.operations.append(
            Operation(
                self.package, self.key, int(self.version.partition(".")[0]),
                input_, output, status, tuple(self.emits),
            )
        )  # fmt: skip
        return operation

    def _own(self) -> tuple[str, ...]:
        return self.made.outputs

    def _use(self, symbol: str) -> Any:
        if not symbol:
            return None
        if symbol in self.inline:
            return self.inline[symbol]
        return symbol.removeprefix(f"{self.package}.")

    def _method(self) -> str:
        usual = "POST" if self.kind == "commands" else "GET"
        return self.chance.choice((usual, "GET", "POST", "PUT", "PATCH", "DELETE"))

    def _input(self, method: str) -> tuple[str, dict[str, Any]]:
        """Return the input's symbol and the transport that fits it."""
        chance = self.chance
        rest: dict[str, Any] = {"method": method}
        if chance.random() < 0.15:
            return "", {"rest": rest}
        if method not in _BODILESS and chance.random() < 0.3 and self._own():
            return chance.choice(self._own()), {"rest": rest}
        near = Scope(self.package, tuple(self.made.enums), self._own(), self._own())
        make = flat_field if method in _BODILESS else any_field
        said = names(chance, chance.choice((1, 2, 5)))
        holes = said[: chance.choice((0, 0, 1, 2))]
        fields: list[Field] = [path_field(chance, name) for name in holes]
        fields += [make(chance, self.made, near, name) for name in said[len(holes) :]]
        if holes:
            steps = "/".join(f"{{{name}}}" for name in holes)
            rest["path"] = f"/{self.name}/{steps}" + chance.choice(("", "/end"))
        symbol = f"{self.package}.{self.name}Input"
        self.made.models[symbol] = tuple(fields)
        written = {field.name: field.said for field in fields}
        self.inline[symbol] = {"name": f"{self.name}Input", "fields": written}
        return symbol, {"rest": rest}

    def _meta(self) -> dict[str, Any]:
        prose = self.chance.choice
        meta = {"key": self.key, "version": self.version, "description": prose(PROSE)}
        meta |= {"goal": prose(PROSE), "context": prose(PROSE)}
        if self.chance.random() < 0.5:
            stability = ("beta", "deprecated", "experimental", "stable")
            meta |= {
                "stability": prose(stability),
                "owners": [prose(PROSE)[:60].strip()],
            }
            meta |= {"title": prose(PROSE), "docId": "a.b", "domain": prose(PROSE)}
        return meta

    def _errors(self) -> dict[str, Any]:
        codes = self.chance.sample(("NOT_THERE", "GONE", "TOO_LATE", "CLASH"), 2)
        http = {"NOT_THERE": 404, "GONE": 404, "TOO_LATE": 409, "CLASH": 599}
        return {
            code: {
                "description": self.chance.choice(PROSE),
                "http": http[code],
                "when": self.chance.choice(PROSE),
            }
            for code in codes[: self.chance.randint(0, 2)]
        }

    def _policy(self) -> dict[str, Any]:
        auth = self.chance.choice(("anonymous", "user", "admin"))
        policy: dict[str, Any] = {"auth": auth}
        if auth != "anonymous" and self.chance.random() < 0.5:
            policy |= {"roles": ["a", "b c"], "permissions": ['p"', "q\\"]}
            policy |= {"rateLimit": {"rpm": 60, "key": "org"}, "idempotent": True}
        return policy

    def _emits(self) -> list[Any]:
        written: list[Any] = []
        when = self.chance.choice(PROSE)
        known = list(self.made.versions)
        for key, major in known[: self.chance.choice((0, 0, 1, 2))]:
            version = self.made.versions[key, major]
            written.append({"ref": key, "version": version, "when": when})
            self.emits.append((key, major))
        if self._own() and self.chance.random() < 0.2:
            key, payload = f"{self.key}.inlined", self.chance.choice(self._own())
            use = payload.removeprefix(f"{self.package}.")
            if (key, 1) not in self.made.events:
                written.append(
                    {"key": key, "version": "1.2.3", "when": when, "payload": use}
                )
                self.made.events[key, 1] = payload
                self.emits.append((key, 1))
        return written

    def _acceptance(self, input_: str, output: str) -> dict[str, Any]:
        example: dict[str, Any] = {
            "key": "one",
            "description": self.chance.choice(PROSE),
        }
        if input_:
            example["input"] = self.made.value(self.chance, input_)
        if output:
            example["output"] = self.made.value(self.chance, output)
        text = self.chance.sample(PROSE, 3)
        scenario = {"key": "s", "given": text[0], "when": text[1:], "then": text[:1]}
        return {"examples": [example], "scenarios": [scenario]}
