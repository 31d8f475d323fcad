"""Typed text: what a template may print, and how contract text gets there.

Every surface has its own fragment class and its own encoders in the module named after
it. Templates print fragments and nothing else, so a plain str, such as a description
that nobody encoded, cannot reach an output. Encoders are the only code that turns
contract text into a fragment.
"""


class Fragment(str):
    """Text that is safe to print, on the surface its class names."""

    __slots__ = ()


class PyText(Fragment):
    """Python source: a name, literal, expression or docstring."""

    __slots__ = ()


class GqlText(Fragment):
    """GraphQL SDL."""

    __slots__ = ()


class YamlText(Fragment):
    """YAML 1.2 source: JSON's spelling, or plain scalars that are safe."""

    __slots__ = ()


class JsonText(Fragment):
    """JSON (RFC 8259)."""

    __slots__ = ()


class MdText(Fragment):
    """CommonMark in which contract text is inert."""

    __slots__ = ()


class Part:
    """What one package adds to a section of a document, in UTF-8.

    Only `Templates.encode` prints it, and says where it went.
    """

    __slots__ = ("data", "package", "section")

    def __init__(self, data: bytes | memoryview, section: str, package: str) -> None:
        self.data = data
        self.section = section
        self.package = package
