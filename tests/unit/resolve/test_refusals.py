"""Each mistake of linking: one diagnostic, at `§`."""

from collections.abc import Callable

import pytest
from contractgen import resolve
from contractgen.diagnostics import Diagnostic
from contractgen.ir import Contracts
from contractgen.source import Span

Resolve = Callable[..., tuple[Contracts, list[Diagnostic]]]

SAID = "defaults: {owners: [o], stability: stable, tags: []}\n"
MODELS = "models: {M: {fields: {a: ID}}, N: {fields: {a: ID}}, O: {fields: {a: Int}}}\n"


def event(key: str, version: str = "1.0.0", more: str = "payload: M") -> str:
    return f"  - {{meta: {{key: {key}, version: {version}, description: d}}, {more}}}\n"


def operation(key: str, io: str = "input: null, output: null", more: str = "") -> str:
    meta = f"{{key: {key}, version: 1.0.0, description: d, goal: g, context: c}}"
    return f"  - {{meta: {meta}, io: {{{io}}}, policy: {{auth: user}}{more}}}\n"


def fields(text: str) -> str:
    return (
        f"enums: {{E: {{values: [a, bcd]}}}}\nmodels: {{M: {{fields: {{{text}}}}}}}\n"
    )


def emits(*emissions: str) -> str:
    return f", sideEffects: {{emits: [{', '.join(emissions)}]}}"


def emission(key: str, version: str = "1.0.0", payload: str = "M") -> str:
    return f"{{{key}, version: {version}, when: w, payload: {payload}}}"


def reference(key: str, version: str = "1.0.0") -> str:
    return f"{{{key}, version: {version}, when: w}}"


EVENTS = SAID + MODELS + "events:\n"
COMMANDS = SAID + MODELS + "commands:\n"

CASES: dict[str, tuple[str, str]] = {
    "reserved-package": ("package: §graphql\n", "CG201"),
    "keyword-package": ("package: §class\n", "CG201"),
    "no-owners": (
        "defaults: {stability: stable, tags: []}\nmodels: {M: {fields: {}}}\nevents:\n"
        "  - {meta: {§key: a, version: 1.0.0, description: d}, payload: M}\n",
        "CG202",
    ),
    "unknown-type": (fields("a: §Strng"), "CG203"),
    "unknown-model": (fields("a: §other.M"), "CG203"),
    "unknown-payload": (EVENTS + event("a", more="payload: §P"), "CG203"),
    "duplicate": (
        "enums: {M: {values: [a]}}\nmodels: {§M: {fields: {}}}\n",
        "CG204",
    ),
    "duplicate-inline": (
        COMMANDS + operation("a", "input: {name: §M, fields: {}}, output: null"),
        "CG204",
    ),
    "self": ("models: {M: {fields: {§m: M}}}\n", "CG206"),
    "self-default": ("models: {M: {fields: {§m: {type: M, default: {}}}}}\n", "CG206"),
    "circle": ("models: {A: {fields: {§b: B}}, B: {fields: {a: A}}}\n", "CG206"),
    "deep": (
        "models:\n  §M0: {fields: {a: M1}}\n"
        + "".join(f"  M{i}: {{fields: {{a: M{i + 1}}}}}\n" for i in range(1, 2_000))
        + "  M2000: {fields: {}}\n",
        "CG207",
    ),
    "deep-optional": (
        "models:\n  §M0: {fields: {a: M1?}}\n"
        + "".join(f"  M{i}: {{fields: {{a: M{i + 1}?}}}}\n" for i in range(1, 2_000))
        + "  M2000: {fields: {}}\n",
        "CG207",
    ),
    "deep-circle": (
        "models:\n  §M0: {fields: {a: M1?}}\n"
        + "".join(f"  M{i}: {{fields: {{a: M{i + 1}?}}}}\n" for i in range(1, 99))
        + "  M99: {fields: {a: M0?}}\n",
        "CG207",
    ),
    "scalar-input": (COMMANDS + operation("a", "input: §ID, output: null"), "CG208"),
    "event-twice": (EVENTS + event("a") + event("§a", "1.1.0"), "CG209"),
    "operation-twice": (COMMANDS + operation("a") + operation("§a"), "CG209"),
    "emitted-twice": (
        COMMANDS + operation("a", more=emits(emission("key: e"), emission("key: §e"))),
        "CG209",
    ),
    "unknown-event": (
        COMMANDS + operation("a", more=emits(reference("ref: §e"))),
        "CG210",
    ),
    "unknown-major": (
        EVENTS
        + event("e")
        + "commands:\n"
        + operation("a", more=emits(reference("ref: e", "§2.0.0"))),
        "CG210",
    ),
    "inline-is-not-declared": (
        COMMANDS
        + operation("a", more=emits(emission("key: e")))
        + operation("b", more=emits(reference("ref: §e"))),
        "CG210",
    ),
    "two-shapes": (
        COMMANDS
        + operation("a", more=emits(emission("key: e")))
        + operation("b", more=emits(emission("key: §e", payload="O"))),
        "CG211",
    ),
    "declared-and-inline": (
        EVENTS
        + event("e")
        + "commands:\n"
        + operation("a", more=emits(emission("key: §e", payload="O"))),
        "CG211",
    ),
    "two-versions": (
        EVENTS
        + event("e")
        + "commands:\n"
        + operation("a", more=emits(emission("key: e", "§1.0.1"))),
        "CG212",
    ),
    "two-successes": (
        COMMANDS
        + operation(
            "a",
            "input: null, output: M, success: {A: {status: 200}, §B: {status: 201}}",
        ),
        "CG213",
    ),
    "content-204": (
        COMMANDS
        + operation("a", "input: null, output: M, success: {A: {status: §204}}"),
        "CG213",
    ),
    "null-200": (
        COMMANDS
        + operation("a", "input: null, output: null, success: {A: {status: §200}}"),
        "CG213",
    ),
    "pii": (EVENTS + event("e", more="pii: [§b], payload: M"), "CG214"),
    "carried-twice": (
        COMMANDS
        + operation("a", more=", capability: x")
        .replace("context: c", "context: c, capability: y")
        .replace(", capability: x", ", §capability: x"),
        "CG215",
    ),
    "contradiction": (
        fields('a: {type: "ID[]", isArray: §false}'),
        "CG216",
    ),
    "no-input": (
        COMMANDS
        + operation("a", more=", acceptance: {examples: [{key: x, input: §a}]}"),
        "CG227",
    ),
    # values
    "quoted-int": (fields('a: {type: Int, default: §"3"}'), "CG220"),
    "list-for-scalar": (fields("a: {type: Int, default: §[3]}"), "CG220"),
    "nan": (fields("a: {type: Float, default: §.nan}"), "CG220"),
    "unsafe-int": (fields("a: {type: Int, default: §9007199254740992}"), "CG221"),
    "above-max": (fields("a: {type: Int, max: 5, default: §7}"), "CG221"),
    "latitude": (fields("a: {type: Latitude, example: §90.5}"), "CG221"),
    "many-items": (fields('a: {type: "ID[]", maxItems: 1, default: §[a, b]}'), "CG221"),
    "date": (fields("a: {type: Date, example: §2030-02-30}"), "CG222"),
    "pattern": (fields('a: {type: ID, pattern: "^a+$", example: §b}'), "CG222"),
    "member": (fields("a: {type: E, default: §bdc}"), "CG223"),
    "unknown-field": (
        MODELS.replace("a: Int", "m: {type: M, example: {a: x, §c: 1}}"),
        "CG224",
    ),
    "misspelt-field": (
        MODELS.replace("a: ID", "jobId: ID").replace(
            "a: Int", "m: {type: M, example: {§jobID: x}}"
        ),
        "CG224",
    ),
    "missing-field": (MODELS.replace("a: Int", "m: {type: M, example: §{}}"), "CG225"),
    "null": (fields("a: {type: ID, default: §null}"), "CG226"),
    "null-item": (
        fields('a: {type: "ID[]", isNullable: true, default: [§null]}'),
        "CG226",
    ),
    "example-path": (
        COMMANDS
        + operation(
            "a",
            "input: M, output: null",
            ", acceptance: {examples: [{key: x, input: {a: §[]}}]}",
        ),
        "CG220",
    ),
}


def place(span: Span | None) -> tuple[int, int] | None:
    return (span.line, span.column) if span else None


@pytest.mark.parametrize(("text", "code"), CASES.values(), ids=list(CASES))
def test_one_mistake_one_diagnostic(resolved: Resolve, text: str, code: str) -> None:
    before, _, after = text.partition("§")
    _, found = resolved(jobs__a=before + after)
    expected = before.count("\n") + 2, len(before) - before.rfind("\n")
    places = [(one.code, place(one.span)) for one in found]
    assert places == [(code, expected)], [one.message for one in found]


def test_every_code_is_raised() -> None:
    elsewhere = {"CG200", "CG205"}  # they take other files: below
    raised = {code for _, code in CASES.values()} | elsewhere
    assert raised == {code.id for code in resolve.CODES}


def test_a_file_in_the_root_must_say_its_package(resolved: Resolve) -> None:
    _, (found,) = resolved(a="models: {}\n")
    assert (found.code, place(found.span)) == ("CG200", (1, 1))
    assert "specs/<package>/" in str(found.help)


def test_a_folder_must_name_a_package(resolved: Resolve) -> None:
    _, (found,) = resolved(Jobs__a="models: {}\n")
    assert found.code == "CG200"


def test_packages_in_a_circle(resolved: Resolve) -> None:
    _, (found,) = resolved(
        one__a="models: {A: {fields: {b: two.B?}}}\n",
        two__a="models: {B: {fields: {c: three.C?}}}\n",
        three__a="models: {C: {fields: {a: one.A?}}}\n",
    )
    assert found.code == "CG205"
    assert "one → two → three → one" in found.message
    assert place(found.span) == (2, 26)
    assert len(found.labels) == 2


def test_both_places_are_shown(resolved: Resolve) -> None:
    model = "models: {M: {fields: {}}}\n"
    _, (found,) = resolved(jobs__a=model, jobs__b=model)
    assert str(found.span) == "specs/jobs/b.contract.yaml:2:10"
    assert [str(label.span) for label in found.labels] == [
        "specs/jobs/a.contract.yaml:2:10"
    ]


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        (fields("a: Strng"), "did you mean `String`?"),
        (fields("a: {type: E, default: bdc}"), "did you mean `bcd`?"),
        (fields("a: F"), "another package declares it"),
    ],
)
def test_help(resolved: Resolve, text: str, help_: str) -> None:
    other = "models: {F: {fields: {}}}\n"
    _, (found,) = resolved(jobs__a=text, other__a=other)
    assert help_ in str(found.help)


def test_messages_say_the_path_into_the_value(resolved: Resolve) -> None:
    models = "models: {M: {fields: {n: 'N[]'}}, N: {fields: {a: Int}}}\n"
    example = ", acceptance: {examples: [{key: x, input: {n: [{a: 1}, {a: b}]}}]}"
    text = (
        SAID
        + models
        + "commands:\n"
        + operation("a", "input: M, output: null", example)
    )
    _, (found,) = resolved(jobs__a=text)
    assert found.message.startswith("`input/n/1/a`: ")


def test_a_broken_default_is_not_reported_again(resolved: Resolve) -> None:
    wrong = "M: {fields: {a: {type: Int, default: x}}}"
    right = "N: {fields: {m: {type: M, default: {}}}}"
    _, found = resolved(jobs__a=f"models: {{{wrong}, {right}}}\n")
    assert [one.code for one in found] == ["CG220"]
