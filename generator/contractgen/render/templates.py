"""The Jinja environment: templates get one frozen view and decide nothing.

A template's first line names its view class, `{#- view: ModelsView #}`. It may loop,
test a bare flag of the view and include; there are no globals, filters or tests to
reach for, undefined names fail, and only fragments are printed.
Template texts come in as values: this module reads no files.
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from keyword import iskeyword
from types import CodeType

import jinja2
from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    Undefined,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import (
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from msgspec import Struct

from contractgen.artifact import Place
from contractgen.render.fragments import Fragment, Part

JINJA = jinja2.__version__
"""What compiled templates depend on beside their text and this module."""


class Encoded(Struct, frozen=True):
    """A document, and where its parts are, by section and package."""

    content: bytes
    places: dict[str, dict[str, Place]]


class RenderError(Exception):
    """A template is wrong; the message names template and line.

    Raised for our own templates (a bug) and for a user's overrides, whose mistakes the
    pipeline turns into a diagnostic.
    """


class _CodeGenerator(CodeGenerator):
    """Compiles to plain Python what Jinja asks the environment each time.

    `a.b` is what it is in Python, as views are objects and never mappings; and what is
    a fragment is printed as it is, without a call or a copy.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute access; no view has an attribute named by a keyword."""
        if iskeyword(node.attr):
            self.fail(f"no view has {node.attr!r}", node.lineno)
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(
        self,
        node: nodes.Expr,  # noqa: ARG002  # Jinja's own
        frame: Frame,  # noqa: ARG002
        finalize: object,  # noqa: ARG002
    ) -> None:
        self.write("value if isinstance(value := ")

    def _output_child_post(
        self,
        node: nodes.Expr,  # noqa: ARG002  # Jinja's own
        frame: Frame,  # noqa: ARG002
        finalize: object,  # noqa: ARG002
    ) -> None:
        self.write(", environment.fragment) else environment.finalize(value)")


class _Environment(Environment):
    code_generator_class = _CodeGenerator
    fragment = Fragment, Part


def _printable(value: object) -> Fragment | Part:
    if isinstance(value, Fragment | Part):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises, naming what is undefined
    kind = type(value).__name__
    raise TemplateRuntimeError(f"only fragments are printed, not {kind}")


def _included(name: str, texts: Mapping[str, str]) -> tuple[str, str, None] | None:
    """Return a template's text and, as its file, the name that errors are told by."""
    return (texts[name], name, None) if name in texts else None


def environment(texts: Mapping[str, str]) -> Environment:
    """Return the one environment; `texts` maps template names to their source."""
    made = _Environment(
        loader=FunctionLoader(lambda name: _included(name, texts)),
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # no HTML here; `finalize` is stricter
    )
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


class Templates:
    """Renders templates by name: `python/models.py.jinja` with its view.

    `codes` holds compiled templates by their text; what is compiled is added.
    """

    def __init__(
        self, texts: Mapping[str, str], codes: dict[str, CodeType] | None = None
    ) -> None:
        self._texts = texts
        self.codes = {} if codes is None else codes
        self._environment = environment(texts)
        self._loaded: dict[str, Template] = {}

    def render(self, name: str, view: object) -> str:
        """Return template `name` rendered with `view`.

        Raises RenderError if the template is wrong or made for another view.
        """
        try:
            return self._template(name, view).render(view=view)
        except (TemplateError, AttributeError, TypeError) as error:
            raise RenderError(_place(name, error)) from error

    def encode(self, name: str, view: object) -> Encoded:
        """Return the same in UTF-8, never held as text: for what has megabytes.

        Raises RenderError as `render` does.
        """
        made = BytesIO()
        places: dict[str, dict[str, Place]] = {}
        try:
            for piece in self._pieces(name, view):
                if isinstance(piece, Part):
                    begin = made.tell()
                    made.write(piece.data)
                    of_section = places.setdefault(piece.section, {})
                    of_section[piece.package] = begin, made.tell()
                else:
                    made.write(piece.encode())
        except (TemplateError, AttributeError, TypeError) as error:
            raise RenderError(_place(name, error)) from error
        return Encoded(made.getvalue(), places)

    def _pieces(self, name: str, view: object) -> Iterator[str | Part]:
        return self._template(name, view).generate(view=view)

    def _template(self, name: str, view: object) -> Template:
        template = self._loaded.get(name)
        if template is None:
            wanted = f"{{#- view: {type(view).__name__} #}}"
            first = self._texts.get(name, "").partition("\n")[0]
            if first != wanted:
                raise RenderError(f"{name}:1: the first line must be {wanted}")
            template = self._loaded[name] = self._compiled(name)
        return template

    def _compiled(self, name: str) -> Template:
        text = self._texts[name]
        code = self.codes.get(text)
        if code is None:
            code = self._environment.compile(text, name, name)
            self.codes[text] = code
        return Template.from_code(self._environment, code, {})


def _place(name: str, error: TemplateError | AttributeError | TypeError) -> str:
    message = str(error) or type(error).__name__
    if isinstance(error, TemplateError):
        message = error.message or message
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or name}:{error.lineno}: {message}"
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {message!r}"
    return f"{_spot(error) or name}: {message}"


def _spot(error: Exception) -> str:
    """Return template and line of an error at run time: Jinja marks its frames."""
    spot = ""
    trace = error.__traceback__
    while trace:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            spot = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    return spot
