"""What a fuzzer calls: bytes of a contract through the compiler's whole front.

Run by `python -m tests.long fuzz` in an environment that has atheris:
`python -m tests.long.fuzz_target yaml|python CORPUS [libFuzzer options]`.
"""

import sys

import atheris  # type: ignore[import-untyped]  # lives in an environment of its own

with atheris.instrument_imports(include=["contractgen"]):
    from contractgen import pipeline
    from contractgen.config import Config
    from contractgen.source import SourceFile

PATHS = {"yaml": "jobs/jobs.contract.yaml", "python": "jobs/jobs_contract.py"}


def front(path: str, data: bytes) -> None:
    """Compile one file; raises AssertionError where a finding has no true place."""
    file = SourceFile(f"specs/{path}", path, data)
    compiled = pipeline.compile(pipeline.Inputs((file,), Config(), {}), ())
    assert compiled.failed or compiled.contracts is not None
    for found in compiled.diagnostics:
        assert found.message
        if found.span is not None:
            line, column = found.span.line, found.span.column
            assert line >= 1
            assert 1 <= column <= len(found.span.source.line(line)) + 1


def main() -> None:
    """Hand over to libFuzzer; it ends the process."""
    _, form, *rest = sys.argv
    path = PATHS[form]
    atheris.Setup([sys.argv[0], *rest], lambda data: front(path, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
