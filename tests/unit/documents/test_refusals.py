"""Each mistake of the surface syntax: one diagnostic, with its place (`§`)."""

from collections.abc import Callable

import pytest
from contractgen import documents
from contractgen.diagnostics import Diagnostic
from contractgen.documents import Document
from contractgen.scalars import SAFE_INTEGER as SAFE

Decode = Callable[[str], tuple[Document | None, list[Diagnostic]]]

FIELD = "contractgen: 1\nmodels: {M: {fields: {a: %s}}}\n"
ENUM = "contractgen: 1\nenums: {E: {values: %s}}\n"
EVENT = """contractgen: 1
events:
  - meta: {key: %s, version: %s, description: %s}
    payload: M
"""
COMMAND = """contractgen: 1
commands:
  - meta: {key: a.b, version: 1.0.0, description: d, goal: g, context: c%s}
    io: {input: null, output: null%s}
    policy: {auth: user%s}
"""


LONG_LIST = ", ".join(f"v{i}" for i in range(1001))


def event(key: str = "a.b", version: str = "1.0.0", description: str = "d") -> str:
    return EVENT % (key, version, description)


def command(meta: str = "", io: str = "", policy: str = "") -> str:
    return COMMAND % (meta, io, policy)


CASES = {
    # kinds of node
    "list-for-mapping": ("contractgen: 1\nmodels: §[a]\n", "CG150"),
    "mapping-for-text": (event(description="{§a: b}"), "CG150"),
    "text-for-list": (command(", tags: §jobs"), "CG150"),
    "text-for-mapping": ("contractgen: 1\nmodels: §M\n", "CG150"),
    # keys
    "unknown": ("contractgen: 1\n§model: {}\n", "CG151"),
    "misspelt-required": (
        "contractgen: 1\nevents:\n  - {§metta: {}, payload: M}\n",
        "CG151",
    ),
    "extension": ("contractgen: 1\n§x-foo: {}\n", "CG151"),
    "multiple-of": (FIELD % "{type: Int, §multipleOf: 2}", "CG151"),
    "missing": ("contractgen: 1\nevents: [{§payload: M}]\n", "CG152"),
    "no-language": ("§package: jobs\n", "CG152"),
    # booleans and numbers
    "no": (FIELD % "{type: ID, isOptional: §no}", "CG153"),
    "quoted-true": (FIELD % '{type: ID, isOptional: §"true"}', "CG153"),
    "one": (FIELD % "{type: ID, isOptional: §1}", "CG153"),
    "underscore": (FIELD % "{type: ID, maxLength: §1_000}", "CG154"),
    "broken-beside-whole": (FIELD % "{type: Int, min: §05, max: 1}", "CG154"),
    "octal": (FIELD % "{type: ID, maxLength: §010}", "CG154"),
    "hexadecimal": (FIELD % "{type: ID, maxLength: §0x1F}", "CG154"),
    "infinity": (FIELD % "{type: Float, max: §.inf}", "CG154"),
    "too-long": (FIELD % f"{{type: Float, max: §{'9' * 5000}}}", "CG154"),
    "unsafe": (FIELD % "{type: Float, max: §9007199254740993}", "CG154"),
    "1e400": (FIELD % "{type: Float, max: §1e400}", "CG154"),
    "1e30": (FIELD % "{type: Float, max: §1e30}", "CG154"),
    "negative-length": (FIELD % "{type: ID, maxLength: §-1}", "CG154"),
    "half-length": (FIELD % "{type: ID, maxLength: §1.5}", "CG154"),
    "quoted-number": (FIELD % '{type: ID, maxLength: §"5"}', "CG154"),
    "http": (command(io=", errors: {E: {description: d, http: §200}}"), "CG154"),
    "rpm": (command(policy=", rateLimit: {rpm: §0}"), "CG154"),
    "success-status": (command(io=", success: {OK: {status: §203}}"), "CG154"),
    # closed sets
    "stability": (command(", stability: §stabel"), "CG155"),
    "auth": (command().replace("auth: user", "auth: §nobody"), "CG155"),
    "method": (command() + "    transport: {rest: {method: §get}}\n", "CG155"),
    # null
    "null-text": (event(description="§null"), "CG156"),
    "null-fields": ("contractgen: 1\nmodels: {M: {fields: §null}}\n", "CG156"),
    "nothing": (
        "contractgen: 1\nmodels:\n  M:\n    description:§\n    fields: {}\n",
        "CG156",
    ),
    "tilde": (command().replace("input: null", "input: §~"), "CG158"),
    # sizes
    "no-values": (ENUM % "§[]", "CG157"),
    "empty-value": (ENUM % '[§""]', "CG157"),
    "long-value": (ENUM % f"[§{'a' * 257}]", "CG157"),
    "many-values": (ENUM % f"§[{LONG_LIST}]", "CG157"),
    "many-tags": (command(f", tags: §[{LONG_LIST}]"), "CG157"),
    "no-roles": (command(policy=", roles: §[]"), "CG157"),
    "long-prose": (event(description="§" + "a" * 200_001), "CG157"),
    # lists
    "twice": (command(", tags: [a, b, §a]"), "CG159"),
    "enum-twice": (ENUM % "[a, {§value: a}]", "CG159"),
    # names
    "key-path": (event("§../../etc/cron.d/x"), "CG160"),
    "key-device": (event("§nul.x"), "CG160"),
    "key-cyrillic": (event("§\u0458obs.cancel"), "CG160"),
    "key-long": (event("§" + "a" * 129), "CG160"),
    "key-newline": (event(r'§"jobs.cancel\nimport os"'), "CG160"),
    "version-short": (event(version="§1.10"), "CG161"),
    "version-build": (event(version="§1.0.0+a"), "CG161"),
    "version-long": (event(version=f"§1.{'1' * 10}.0"), "CG161"),
    "version-zero": (event(version="§1.0.0-01"), "CG161"),
    "model-name": ("contractgen: 1\nmodels: {§job: {fields: {}}}\n", "CG162"),
    "field-name": (FIELD.replace("a:", "§_private:") % "ID", "CG162"),
    "field-code": (FIELD.replace("a:", '§"import os":') % "ID", "CG162"),
    "error-code": (
        command(io=", errors: {§not-found: {description: d, http: 404}}"),
        "CG162",
    ),
    "package": ("contractgen: 1\npackage: §Jobs\n", "CG162"),
    "override": (
        "contractgen: 1\nmodels: {M: {fields: {}, names: {python: §a b}}}\n",
        "CG162",
    ),
    "type-code": (FIELD % "§str; import os", "CG163"),
    "type-generic": (FIELD % '§"List[Any]"', "CG163"),
    "payload-array": (event().replace("payload: M", 'payload: §"M[]"'), "CG163"),
    # the language itself
    "language": ("contractgen: §2\nnonsense: true\n", "CG164"),
}


@pytest.mark.parametrize(("text", "code"), CASES.values(), ids=list(CASES))
def test_one_mistake_one_diagnostic(decoded: Decode, text: str, code: str) -> None:
    before, _, after = text.partition("§")
    _, found = decoded(before + after)
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    places = [
        (one.code, one.span and (one.span.line, one.span.column)) for one in found
    ]
    assert places == [(code, place)], [one.message for one in found]


def test_every_code_is_raised() -> None:
    raised = {code for _, code in CASES.values()}
    assert raised == {code.id for code in documents.CODES}


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        (
            "contractgen: 1\nmodel: {}\n",
            "unknown key `model`",
            "did you mean `models`?",
        ),
        (event("\u0458obs"), "U+0458", "dotted segments"),
        (event(version="1.10"), "`1.10` is not a semantic version", "`1.0.0`"),
        (event("aux"), "device name on Windows", ""),
        (FIELD % "{type: ID, isOptional: no}", "found `no`", "only true and false"),
        (FIELD % '{type: ID, isOptional: "true"}', "`true`", "remove the quotes"),
        (command().replace("auth: user", "auth: usr"), "`usr`", "`user`"),
        (FIELD % "{type: Float, max: 1e30}", f"expected -{SAFE} to {SAFE}", ""),
        (FIELD % "{type: Float, min: -1e400}", f"expected -{SAFE} to {SAFE}", ""),
        (FIELD % f"{{type: Int, max: {SAFE + 1}}}", f"expected -{SAFE} to {SAFE}", ""),
        (FIELD % "{type: ID, maxLength: 1e400}", "expected 0 to 2147483647", ""),
        (FIELD % f"{{type: ID, pattern: {'a' * 513}}}", "at most 512 characters", ""),
    ],
)
def test_messages_say_what_and_how(
    decoded: Decode, text: str, message: str, help_: str
) -> None:
    _, (found,) = decoded(text)
    assert message in found.message
    assert help_ in (found.help or "")


def test_did_you_mean_offers_a_fix(decoded: Decode) -> None:
    _, (found,) = decoded("contractgen: 1\nmodel: {}\n")
    (fix,) = found.fixes
    assert (fix.replacement, fix.span.text) == ("models", "model")


def test_several_mistakes_are_all_found(decoded: Decode) -> None:
    fields = "{a: '', B: ID, c: {type: ID, x: 1}}"
    document, found = decoded(f"contractgen: 1\nmodels: {{M: {{fields: {fields}}}}}\n")
    assert sorted(one.code for one in found) == ["CG151", "CG162", "CG163"]
    assert document is not None, "the model is still known"
