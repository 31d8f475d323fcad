"""What an operation says of itself that cannot be so: policies and errors."""

from collections.abc import Iterator

from contractgen.diagnostics import Code, Diagnostic
from contractgen.ir import Error, Operation, Package
from contractgen.rules.subject import Rule, Subject
from contractgen.rules.wording import described

ROLES_FOR_ANYONE = Code(
    "CG270",
    "roles or permissions beside anonymous",
    "`auth: anonymous` lets anybody call, signed in or not, and somebody who is not "
    "signed in has no roles and no permissions. Whichever of the two was meant, the "
    "other would be wrong without a word.",
    "Say `auth: user`, or remove the roles and permissions.",
    wrong="policy: { auth: anonymous, roles: [operator] }\n",
    right="policy: { auth: user, roles: [operator] }\n",
)
ERRORS_DISAGREE = Code(
    "CG271",
    "one error with two meanings",
    "An error code is one exception class per package, with one HTTP status and one "
    "`gqlCode`, whichever operation raises it. `description` and `when` may differ "
    "from operation to operation.",
    "Make the declarations agree, or give one of them another code.",
    wrong="JOB_NOT_FOUND: { description: …, http: 404 } # jobs.cancel\n"
    "JOB_NOT_FOUND: { description: …, http: 410 } # jobs.get\n",
    right="JOB_NOT_FOUND: { description: …, http: 404 } # jobs.cancel\n"
    "JOB_GONE: { description: …, http: 410 }      # jobs.get\n",
)


def _roles(subject: Subject) -> Iterator[Diagnostic]:
    for operation in subject.operations:
        policy = operation.policy
        if policy.auth != "anonymous":
            continue
        for key, values in (
            ("roles", policy.roles),
            ("permissions", policy.permissions),
        ):
            if values:
                message = f"{described(operation)} is for anybody and asks for {key}"
                mend = f"say `auth: user`, or remove the {key}"
                found = ROLES_FOR_ANYONE.at(
                    operation.origin.at("policy", key), message, help=mend
                )
                auth = operation.origin.at("policy", "auth")
                yield found.also(auth, "anybody may call")


def _errors(subject: Subject) -> Iterator[Diagnostic]:
    for pack in subject.contracts.packages:
        first: dict[str, tuple[Error, Operation]] = {}
        for error, operation in _declarations(pack):
            known, where = first.setdefault(error.code, (error, operation))
            for key, mine, theirs in _meanings(error, known):
                if mine != theirs:
                    yield _disagreement(
                        error,
                        known,
                        f"has {key} {mine} here and {theirs} in {described(where)}",
                        key,
                    )


def _declarations(pack: Package) -> Iterator[tuple[Error, Operation]]:
    for operation in pack.operations:
        for error in operation.errors:
            yield error, operation


def _meanings(error: Error, known: Error) -> Iterator[tuple[str, object, object]]:
    yield "http", error.http, known.http
    yield "gqlCode", error.gql_code, known.gql_code
    if error.names.python and known.names.python:
        yield "names", error.names.python, known.names.python


def _disagreement(error: Error, known: Error, message: str, key: str) -> Diagnostic:
    found = ERRORS_DISAGREE.at(
        error.origin.at(key),
        f"{described(error)} {message}",
        help="make them agree, or give one another code",
    )
    return found.also(known.origin.at(key), "declared here first")


RULES = (Rule(ROLES_FOR_ANYONE, _roles), Rule(ERRORS_DISAGREE, _errors))
