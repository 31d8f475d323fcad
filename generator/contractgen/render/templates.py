"""Templates get one frozen view and decide nothing.

A template's first line names its view class, `{#- view: ModelsView #}`; `compiler`
knows what else it may hold. There are no globals, filters or tests to reach for, and
only fragments are printed. Template texts come in as values: this module reads no
files.
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from io import BytesIO
from types import CodeType
from typing import Any, NoReturn, TypeAlias

from msgspec import Struct

from contractgen.artifact import Place
from contractgen.render.fragments import Fragment, Part

_Put: TypeAlias = Callable[[tuple[Any, ...]], object]
"""Takes what is printed: pieces of text, and parts."""

_Program: TypeAlias = Callable[[object, _Put], None]
"""A compiled template: prints a view."""


class Encoded(Struct, frozen=True):
    """A document, and where its parts are, by section and package."""

    content: bytes
    places: dict[str, dict[str, Place]]


class RenderError(Exception):
    """A template is wrong; the message names template and line.

    Raised for our own templates (a bug) and for a user's overrides, whose mistakes the
    pipeline turns into a diagnostic.
    """


class _UnprintableError(Exception):
    """A template does what none may do."""


_MISTAKES = (_UnprintableError, AttributeError, TypeError, RecursionError)


class Templates:
    """Renders templates by name: `python/models.py.jinja` with its view.

    `codes` holds compiled templates by their text; what is compiled is added.
    """

    def __init__(
        self, texts: Mapping[str, str], codes: dict[str, CodeType] | None = None
    ) -> None:
        self._texts = texts
        self.codes = {} if codes is None else codes
        self._programs: dict[str, _Program] = {}
        self._fitting: set[tuple[str, type]] = set()

    def render(self, name: str, view: object) -> str:
        """Return template `name` rendered with `view`.

        Raises RenderError if the template is wrong or made for another view.
        """
        made: list[str] = []
        with self._mistakes(name):
            self._begin(name, view)(view, made.extend)
            return "".join(made)

    def encode(self, name: str, view: object) -> Encoded:
        """Return the same in UTF-8, never held as text: for what has megabytes.

        Raises RenderError as `render` does.
        """
        made = BytesIO()
        places: dict[str, dict[str, Place]] = {}

        def put(pieces: Iterable[str | Part]) -> None:
            for piece in pieces:
                if isinstance(piece, Part):
                    begin = made.tell()
                    made.write(piece.data)
                    of_section = places.setdefault(piece.section, {})
                    of_section[piece.package] = begin, made.tell()
                else:
                    made.write(piece.encode())

        with self._mistakes(name):
            self._begin(name, view)(view, put)
        return Encoded(made.getvalue(), places)

    @contextmanager
    def _mistakes(self, name: str) -> Generator[None, None, None]:
        """Tell what goes wrong in the block by template and line."""
        try:
            yield
        except _MISTAKES as error:
            message = str(error) or type(error).__name__
            raise RenderError(f"{self._spot(error) or name}: {message}") from error

    def _begin(self, name: str, view: object) -> _Program:
        """Return a template that is made for views like this one."""
        kind = type(view)
        if (name, kind) not in self._fitting:
            wanted = f"{{#- view: {kind.__name__} #}}"
            if self._texts.get(name, "").partition("\n")[0] != wanted:
                raise RenderError(f"{name}:1: the first line must be {wanted}")
            self._fitting.add((name, kind))
        return self._program(name)

    def _program(self, name: str) -> _Program:
        program = self._programs.get(name)
        if program is None:
            program = self._programs[name] = self._loaded(name)
        return program

    def _loaded(self, name: str) -> _Program:
        known: dict[str, Any] = {
            "__builtins__": {},
            "isinstance": isinstance,
            "fragments": (Fragment, Part),
            "refuse": _refuse,
            "include": self._include,
        }
        exec(self._code(name), known)  # noqa: S102  # templates are code
        program: _Program = known["template"]
        return program

    def _code(self, name: str) -> CodeType:
        text = self._texts[name]
        code = self.codes.get(text)
        if code is None:
            # Jinja takes a while to import, and most templates were compiled before.
            from contractgen.render.compiler import compile_template  # noqa: PLC0415

            try:
                code = self.codes[text] = compile_template(text, name)
            except SyntaxError as error:
                place = f"{error.filename}:{error.lineno}"
                raise RenderError(f"{place}: {error.msg}") from error
        return code

    def _include(self, name: str, view: object, put: _Put) -> None:
        """Print what another template makes of the view."""
        if name not in self._texts:
            raise _UnprintableError(f"there is no template {name!r}")
        self._program(name)(view, put)

    def _spot(self, error: Exception) -> str:
        """Return the template and line where an error was met."""
        spot = ""
        trace = error.__traceback__
        while trace:
            name = trace.tb_frame.f_code.co_filename
            if name in self._texts:
                spot = f"{name}:{trace.tb_lineno}"
            trace = trace.tb_next
        return spot


def _refuse(value: object) -> NoReturn:
    kind = type(value).__name__
    raise _UnprintableError(f"only fragments are printed, not {kind}")
