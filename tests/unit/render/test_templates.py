"""Templates decide nothing: what may stand in one, and what may be printed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from contractgen import emit
from contractgen.render.compiler import environment
from contractgen.render.fragments import MdText, Part
from contractgen.render.templates import RenderError, Templates
from jinja2 import nodes
from msgspec import Struct

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
EMITTERS = Path(emit.__path__[0])
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.Const,  # the name of an included template
    nodes.Name,
    nodes.Getattr,
)


def below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from below(child)


def is_plain(node: nodes.Node) -> bool:
    """Whether a node is a name or a chain of attributes."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return isinstance(node, nodes.Name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_loops_tests_flags_and_includes(path: Path) -> None:
    for node in below(environment().parse(path.read_text())):
        assert isinstance(node, ALLOWED), f"line {node.lineno}: {node}"
        if isinstance(node, nodes.For):
            assert is_plain(node.iter)
            assert [node.test, node.else_, node.recursive] == [None, [], False]
        if isinstance(node, nodes.If):
            assert isinstance(node.test, nodes.Getattr)
            assert is_plain(node.test)
            assert [node.else_, node.elif_] == [[], []]


def is_view(value: object) -> bool:
    """Whether `value` is a class of records."""
    return isinstance(value, type) and issubclass(value, Struct)


def views(emitter: str) -> set[str]:
    """Return the names of the views an emitter's modules define."""
    found: set[str] = set()
    for path in (EMITTERS / emitter).glob("*.py"):
        name = "" if path.stem == "__init__" else f".{path.stem}"
        module = import_module(f"contractgen.emit.{emitter}{name}")
        found |= {key for key, one in vars(module).items() if is_view(one)}
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_the_first_line_names_a_view(path: Path) -> None:
    first = path.read_text().partition("\n")[0]
    assert first.startswith("{#- view: ")
    assert first.endswith(" #}")
    name = first.removeprefix("{#- view: ").removesuffix(" #}")
    assert name in views(path.parent.name)


class View(Struct, frozen=True):
    """A view for the templates below."""

    text: object


def test_only_fragments_are_printed() -> None:
    templates = Templates({"a": "{#- view: View #}\n{{ view.text }}"})
    assert templates.render("a", View(MdText("safe"))) == "safe"
    with pytest.raises(RenderError, match="only fragments"):
        templates.render("a", View("unsafe"))


class Loop(Struct, frozen=True):
    """A view of as many pieces as are wanted."""

    texts: tuple[object, ...]


_EACH = "{#- view: Loop #}\n{% for text in view.texts %}{{ text }}é{% endfor %}"


def test_what_is_encoded_in_pieces_is_what_is_rendered() -> None:
    templates = Templates({"a": _EACH})
    for texts in ((), (MdText("ü"),), (MdText(""), MdText("ü"), MdText("last"))):
        view = Loop(texts)
        made = templates.encode("a", view)
        assert made.content.decode() == templates.render("a", view)
        assert made.places == {}


def test_encoding_tells_where_parts_went_in_bytes() -> None:
    one, two = (Part(text.encode(), "s", text) for text in ("käse", "brot"))
    other = Part(memoryview(b"wein"), "t", "wein")
    view = Loop((MdText("mü"), one, two, other))
    made = Templates({"a": _EACH}).encode("a", view)
    assert made.places == {
        "s": {"käse": (5, 10), "brot": (12, 16)},
        "t": {"wein": (18, 22)},
    }
    for section in made.places.values():
        for text, (begin, end) in section.items():
            assert made.content[begin:end].decode() == text
    with pytest.raises(RenderError, match="Part"):  # it is encoded already
        Templates({"a": _EACH}).render("a", view)


def test_errors_while_encoding_name_the_place() -> None:
    templates = Templates({"a": "{#- view: View #}\n{{ view.text }}\n{{ view.no }}"})
    with pytest.raises(RenderError, match=r"^a:2: only fragments"):
        templates.encode("a", View("unsafe"))
    with pytest.raises(RenderError, match=r"^a:3: "):
        templates.encode("a", View(MdText("safe")))


@pytest.mark.parametrize("body", ["{{ view.no }}", "{{ no }}", "{{ range(3) }}"])
def test_nothing_else_is_at_hand(body: str) -> None:
    templates = Templates({"a": "{#- view: View #}\n" + body})
    with pytest.raises(RenderError, match=r"^a:2: "):
        templates.render("a", View(MdText("")))


def test_a_template_gets_its_own_view_alone() -> None:
    templates = Templates({"a": "{#- view: Other #}\n"})
    with pytest.raises(RenderError, match="first line"):
        templates.render("a", View(MdText("")))
    assert View.__struct_fields__ == ("text",)


class Nothing:
    """A view whose attributes fail without a word."""

    @property
    def silent(self) -> MdText:
        """Fail as no view should."""
        raise AttributeError

    @property
    def inner(self) -> View:
        """Return another view."""
        return View("plain")


HEAD = "{#- view: Nothing #}\n"
ALONE = "templates print attributes, loop, ask flags and include; they know no"
FOR = f"a:2: {ALONE} `for` of this kind"
MISTAKES = {
    HEAD + "\n{% for %}": "a:3: Expected an expression, got 'end of statement block'",
    HEAD + "{{ view.silent }}": "a:2: AttributeError",
    HEAD + "\n{{ view.other }}": "a:3: 'Nothing' object has no attribute 'other'",
    HEAD + "{{\nview.other }}": "a:3: 'Nothing' object has no attribute 'other'",
    HEAD + "x\n{% for a in view.inner %}{% endfor %}": "a:3: 'View' object is not iter",
    HEAD + "{{ other }}": "a:2: there is no 'other' here",
    HEAD + "{% for a in view.b %}{% endfor %}\n{{ a }}": "a:3: there is no 'a' here",
    HEAD + "{{ view.inner.text }}": "a:2: only fragments are printed, not str",
    HEAD + "{{ view.class }}": "a:2: 'Nothing' object has no attribute 'class'",
    HEAD + "{{ 1 }}": f"a:2: {ALONE} literals",
    HEAD + "{{ view.inner | upper }}": f"a:2: {ALONE} filters",
    HEAD + "{{ view.inner is upper }}": f"a:2: {ALONE} tests",
    HEAD + "{{ view.inner['x'] }}": f"a:2: {ALONE} subscripts",
    HEAD + "{{ view.inner() }}": f"a:2: {ALONE} calls",
    HEAD + "{% if view.a == view.b %}{% endif %}": f"a:2: {ALONE} comparisons",
    HEAD + "{% set a = view %}": f"a:2: {ALONE} `set`",
    HEAD + "{% macro a() %}{% endmacro %}": f"a:2: {ALONE} macros",
    HEAD + "{% block a %}{% endblock %}": f"a:2: {ALONE} `block` of this kind",
    HEAD + "{% include 'c' ignore missing %}": f"a:2: {ALONE} `include` of this kind",
    HEAD + "{% include 'c' without context %}": f"a:2: {ALONE} `include` of this kind",
    HEAD + "\n{% autoescape true %}x{% endautoescape %}": f"a:3: {ALONE} `scope` of",
    HEAD + "{{ " + "1" * 5000 + " }}": "a:1: Exceeds the limit (4300 digits)",
    HEAD + "{% include view.a %}": f"a:2: {ALONE} `include` of this kind",
    HEAD + "{% for a in view.b if a %}{% endfor %}": FOR,
    HEAD + "{% for a in view.b recursive %}{% endfor %}": FOR,
    HEAD + "{% for a in view.b %}{% else %}x{% endfor %}": FOR,
    HEAD + "{% for a, b in view.c %}{% endfor %}": FOR,
    HEAD + "{% include 'a' %}": "a:2: maximum recursion depth exceeded",
    HEAD + "{% include 'b' %}": "a:2: there is no template 'b'",
    HEAD + "{% include 'c' %}": "c:3: only fragments are printed, not str",
    HEAD + "{% include 'd' %}": "d:1: Encountered unknown tag 'oops'.",
    "": "a:1: the first line must be {#- view: Nothing #}",
    "{#- view: Nothing #} \n": "a:1: the first line must be {#- view: Nothing #}",
    "\n" + HEAD: "a:1: the first line must be {#- view: Nothing #}",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_with_its_line(text: str) -> None:
    texts = {"a": text, "c": "\n\n{{ view.inner.text }}", "d": "{% oops %}"}
    with pytest.raises(RenderError) as caught:
        Templates(texts).render("a", Nothing())
    told = str(caught.value)
    assert told.startswith(MISTAKES[text])
    assert told.partition("\n")[0] == told


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(RenderError, match=r"^b:1: the first line must be"):
        Templates({}).render("b", Nothing())


def test_blocks_leave_no_lines_behind() -> None:
    text = (
        "{#- view: View #}\n"
        "a\n"
        "  {% for one in view.text %}\n"
        "  {{ one }}\n"
        "  {% endfor %}\n"
        "<&>\n"
        "\n"
    )
    made = Templates({"a": text}).render("a", View((MdText("<b>"), MdText("{{ x }}"))))
    assert made == "a\n  <b>\n  {{ x }}\n<&>\n\n"
    ended = Templates({"a": "{#- view: View #}\nx"}).render("a", View(MdText("")))
    assert ended == "x"


def test_templates_may_include_and_be_used_again() -> None:
    texts = {"a": "{#- view: View #}\n[{% include 'b' %}]", "b": "{{ view.text }}"}
    templates = Templates(texts)
    for text in ("one", "two"):
        assert templates.render("a", View(MdText(text))) == f"[{text}]"
    with pytest.raises(RenderError, match="first line"):
        templates.render("b", View(MdText("")))


class Flags(Struct, frozen=True):
    """A view of flags, and of loops in loops."""

    a: bool = False
    b: bool = False
    rows: tuple[tuple[MdText, ...], ...] = ()


CHOICE = (
    "{#- view: Flags #}\n"
    "{% if view.a and view.b %}both{% elif not view.a %}not a"
    "{% elif view.a or view.b %}a{% else %}never{% endif %}"
    "{% if view.a %}{% endif %}{% if view.b %}!{% endif %}"
)


def test_flags_choose() -> None:
    def told(view: Flags) -> str:
        return Templates({"a": CHOICE}).render("a", view)

    assert told(Flags(a=True, b=True)) == "both!"
    assert told(Flags(a=True)) == "a"
    assert told(Flags(b=True)) == "not a!"
    assert told(Flags()) == "not a"


def test_loops_have_variables_of_their_own() -> None:
    """Also such as are called like another loop's, or like ours."""
    text = (
        "{#- view: Flags #}\n"
        "{% for put in view.rows %}{% for value in put %}"
        "{% for put in view.rows %}{% for value in put %}{{ value }}{% endfor %}"
        "{% endfor %}{{ value }};{% endfor %}{% endfor %}"
        "{% for view in view.rows %}{% for isinstance in view %}{{ isinstance }}"
        "{% endfor %}{% endfor %}"
    )
    rows = (MdText("1"), MdText("2")), (MdText("3"),)
    made = Templates({"a": text}).render("a", Flags(rows=rows))
    assert made == "1231;1232;1233;123"


def test_compiled_templates_are_handed_on() -> None:
    texts = {"a": "{#- view: View #}\n{{ view.text }}", "b": "{#- view: View #}\nb"}
    first = Templates(texts)
    first.render("a", View(MdText("x")))
    assert list(first.codes) == [texts["a"]]
    other = compile("", "nothing", "exec")
    codes = {texts["a"]: other}
    with pytest.raises(KeyError):  # what is compiled is taken, and this is no template
        Templates(texts, codes).render("a", View(MdText("x")))
    given = dict(first.codes)
    second = Templates(texts, given)
    assert second.render("a", View(MdText("y"))) == "y"
    assert second.render("b", View(MdText("y"))) == "b"
    assert list(given) == [texts["a"], texts["b"]]
    assert given[texts["a"]] is first.codes[texts["a"]]
    given.clear()
    assert Templates(texts, given).codes is given
