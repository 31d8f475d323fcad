"""Linking: a type's text becomes the scalar, enum or model it names.

Also keeps which package refers to which, since they may not form a circle.
"""

from itertools import chain, pairwise

from contractgen.diagnostics import Code, Diagnostic
from contractgen.documents.surface import InlineModelDoc, ModelUse, TypeRef
from contractgen.ir import EnumType, ModelType, ScalarType, Symbol, Type
from contractgen.resolve.graphs import circles
from contractgen.resolve.scope import Declared, Scope
from contractgen.scalars import scalar, scalar_names
from contractgen.suggest import shown, suggesting

UNKNOWN_TYPE = Code(
    "CG203",
    "unknown type",
    "A type is looked up among the scalars of the language, the enums and models of "
    "the package, and with a package's name before it among those of that package. "
    "Nothing else is a type; no import is ever made from a contract's text.",
    "Correct the spelling, declare the model, or write its package before it: "
    "`stock.Item`.",
    wrong="fields: { name: Strng }\n",
    right="fields: { name: String }\n",
)
CIRCULAR_PACKAGES = Code(
    "CG205",
    "packages refer to each other in a circle",
    "Each package becomes a Python module that imports those it refers to. A circle "
    "could not be imported, and it says that the packages are one.",
    "Move the shared models to a package that both refer to.",
    wrong="Job: { fields: { item: stock.Item } }   # and stock.Item has a jobs.Job\n",
    right="Job: { fields: { item: shared.Item } }  # stock refers to shared as well\n",
)
NOT_A_MODEL = Code(
    "CG208",
    "a model is needed here",
    "Inputs, outputs and payloads are objects, so that fields can be added later "
    "without breaking anyone; scalars and enums stand in their fields.",
    "Wrap the value in a model, or use an inline one.",
    wrong="io: { input: ID, output: null }\n",
    right="io:\n  input: { name: GetJobInput, fields: { id: ID } }\n  output: null\n",
)


class Linker:
    """Looks types up in a scope, and remembers references between packages."""

    def __init__(self, scope: Scope, found: list[Diagnostic]) -> None:
        self._scope = scope
        self._found = found
        self._scalars = {
            name: ScalarType(row)
            for name in scalar_names()
            if (row := scalar(name)) is not None
        }
        self._crossings: dict[str, dict[str, TypeRef]] = {}

    def type(self, package: str, ref: TypeRef) -> Type | None:
        """Return what `ref` names as seen from `package`; None if nothing does."""
        if ref.package is None and ref.name in self._scalars:
            return self._scalars[ref.name]
        declared = self._declared(package, ref)
        if declared is None:
            return None
        return (EnumType if declared.is_enum else ModelType)(declared.symbol)

    def model(self, package: str, use: ModelUse) -> Symbol | None:
        """Return the model that an input, output or payload is."""
        if isinstance(use, InlineModelDoc):
            return Symbol(package, use.name.text)
        type_ = self.type(package, use)
        if type_ is None or isinstance(type_, ModelType):
            return type_.symbol if type_ else None
        kind = "an enum" if isinstance(type_, EnumType) else "a scalar"
        message = f"{shown(use.node.text)} is {kind}; a model is needed here"
        help_ = "write an inline model: `{ name: …, fields: … }`"
        self._found.append(NOT_A_MODEL.at(use.node.span, message, help=help_))
        return None

    def circular_packages(self) -> None:
        """Report packages that refer to each other in a circle."""
        graph = {name: sorted(to) for name, to in sorted(self._crossings.items())}
        for path in circles(graph):
            message = f"packages refer to each other in a circle: {' → '.join(path)}"
            places = [
                (self._crossings[one][other].node.span, f"{one} refers to {other} here")
                for one, other in pairwise(path)
            ]
            help_ = "move what both need into a package of its own"
            report = CIRCULAR_PACKAGES.at(places[0][0], message, help=help_)
            for span, text in places[1:]:
                report = report.also(span, text)
            self._found.append(report)

    def _declared(self, package: str, ref: TypeRef) -> Declared | None:
        names = self._scope.declared.get(ref.package or package, {})
        declared = names.get(ref.name)
        if declared is None:
            self._found.append(self._unknown(package, ref))
            return None
        if ref.package not in (None, package):
            crossings = self._crossings.setdefault(package, {})
            crossings.setdefault(declared.symbol.package, ref)
        return declared

    def _unknown(self, package: str, ref: TypeRef) -> Diagnostic:
        span, packages = ref.node.span, self._scope.declared
        if ref.package is not None and ref.package not in packages:
            report = UNKNOWN_TYPE.at(span, f"unknown package {shown(ref.package)}")
            return suggesting(report, ref.package, packages, self._found)
        names = packages.get(ref.package or package, {})
        if ref.package is not None:
            message = f"package {ref.package} declares no {shown(ref.name)}"
            report = UNKNOWN_TYPE.at(span, message)
            return suggesting(report, ref.name, names, self._found)
        message = f"unknown type {shown(ref.name)}"
        elsewhere = [other for other in sorted(packages) if ref.name in packages[other]]
        if elsewhere:
            help_ = f"write `{elsewhere[0]}.{ref.name}`: another package declares it"
            return UNKNOWN_TYPE.at(span, message, help=help_)
        candidates = chain(scalar_names(), names)
        report = UNKNOWN_TYPE.at(span, message)
        return suggesting(report, ref.name, candidates, self._found)


CODES = (UNKNOWN_TYPE, CIRCULAR_PACKAGES, NOT_A_MODEL)
