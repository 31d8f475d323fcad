"""Projects of a few packages by chance, and small changes to them.

A project is a number for each of its files: the number decides all that stands in it,
so that a change is another number. Names, paths and events of packages meet now and
then; most projects compile, and some have findings.
"""

from pathlib import Path
from random import Random

PACKAGES = ("ants", "bees", "crabs", "dogs", "eels")
"""A package refers to the two before it, if to any other than itself."""

CONFIGS = (
    "",
    'emit = ["openapi", "events"]\n',
    'emit = ["openapi", "markdown"]\n[names]\nprefix = "package"\n',
    'emit = ["python", "graphql"]\n[names]\nversions = "full"\n',
    '[python]\noutput = "src"\npackage = "made"\n',
)
"""Some emit no file for a package that has nothing but operations."""

_VERBS = ("add", "drop", "find", "keep", "list", "move")

_BASE = """\
contractgen: 1
package: {package}
enums:
  {Package}Kind: {{ values: [a b, {value}], description: Kinds of {package}. }}
models:
  {Package}Common:
    description: {text}
    fields:
      id: ID
      kind: {{ type: {Package}Kind, isOptional: true }}
      {field}: {{ type: {type}, isOptional: true }}
queries:
- meta:
    {{ key: {package}.common, version: 1.0.0, stability: stable, owners: [a], tags: [],
      description: {text}, goal: Show it., context: Any. }}
  io: {{ input: null, output: {Package}Common }}
  policy: {{ auth: anonymous }}
"""
_SLOT = """\
contractgen: 1
package: {package}
models:
  {name}Input: {{ fields: {{ id: ID, at: {type}{taken} }} }}
{more}{kind}:
- meta:
    {{ key: {key}, version: {version}, stability: stable, owners: [a], tags: [{tags}],
      description: {text}, goal: Do it., context: Any. }}
  io: {{ input: {name}Input, output: {output} }}
  policy: {{ auth: {auth} }}
"""
_OUTPUT = """\
  {name}Output:
    fields: {{ one: {common}, more: {{ type: {type}, isArray: true }} }}
"""
_TOLD = "  {name}Told: {{ fields: {{ id: ID, about: {common} }} }}\n"
_TRANSPORT = "  transport: {{ rest: {{ method: {method}, path: '/{home}/{end}' }} }}\n"
_EMITS = """\
  sideEffects:
    emits: [{{ key: {event}, version: 1.0.0, when: Done, payload: {name}Told }}]
"""


class Archipelago:
    """A project by chance; `files` are the numbers of its files."""

    def __init__(self, chance: Random, configuration: str) -> None:
        self._chance = chance
        self._configuration = configuration
        self.files = {
            f"{package}/{name}": chance.randrange(10**6)
            for package in PACKAGES[: chance.choice((3, 4, 5))]
            for name in ("base", "one", "two")
        }

    def change(self) -> None:
        """Change a file, or, now and then, add or remove one."""
        dice = self._chance.random()
        slots = [one for one in self.files if not one.endswith("base")]
        if dice < 0.06 and len(slots) > 3:
            del self.files[self._chance.choice(slots)]
        elif dice < 0.12:
            package = self._chance.choice(sorted(self.files)).partition("/")[0]
            self.files[f"{package}/three"] = self._chance.randrange(10**6)
        else:
            self.files[self._chance.choice(sorted(self.files))] = (
                self._chance.randrange(10**6)
            )

    def write(self, root: Path) -> None:
        """Write the contracts below `root/specs` and, once, a configuration."""
        configuration = root / "contractgen.toml"
        if not configuration.exists():
            configuration.write_text(self._configuration)
        texts = {
            f"{name}.contract.yaml": _text(name, number)
            for name, number in self.files.items()
        }
        specs = root / "specs"
        for path in specs.rglob("*.yaml"):
            if str(path.relative_to(specs)) not in texts:
                path.unlink()
        for name, text in texts.items():
            path = specs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)


def _text(file: str, number: int) -> str:
    package, _, name = file.partition("/")
    chance = Random(number)  # noqa: S311  # for repeating, not for secrets
    return _base(package, chance) if name == "base" else _slot(package, name, chance)


def _base(package: str, chance: Random) -> str:
    return _BASE.format(
        package=package,
        Package=package.title(),
        value=chance.choice(("b", "c", "'a-c'")),
        text=f"What {package} share in {chance.randrange(3)}.",
        field=chance.choice(("weight", "colour")),
        type=chance.choice(("String", "Int", "DateTime", "JSON")),
    )


def _slot(package: str, name: str, chance: Random) -> str:
    def maybe(probability: float) -> bool:
        return chance.random() < probability

    title, verb = f"{package.title()}{name.title()}", chance.choice(_VERBS)
    home = chance.choice(PACKAGES[:3]) if maybe(0.04) else package
    facts = {
        "package": home,
        "name": title,
        "type": chance.choice(("String", "Int", "Date", "URL")),
        "common": _common(package, chance),
        "key": f"all.{verb}" if maybe(0.05) else f"{package}.{verb}{name.title()}",
        "event": "all.told" if maybe(0.05) else f"{package}.{verb}",
        "version": chance.choice(("1.0.0", "1.1.0", "2.0.0")),
        "tags": ", ".join(chance.sample(("x", "y", "z"), chance.randint(0, 2))),
        "text": '""' if maybe(0.02) else f"Do it {chance.randrange(5)}.",
        "auth": chance.choice(("anonymous", "user", "admin")),
        "method": chance.choice(("GET", "POST")),
        "home": "things" if maybe(0.05) else f"{package}/{name}",
        "end": chance.choice(("next", "{id}", "{id}/log")),
    }
    answers, tells = maybe(0.7), maybe(0.5)
    more = (_OUTPUT if answers else "") + (_TOLD if tells else "")
    placed, asks = maybe(0.4), not tells and maybe(0.5)
    parts = _SLOT, _TRANSPORT if placed else "", _EMITS if tells else ""
    taken = _common(package, chance) if maybe(0.5) and not (placed or asks) else ""
    return "".join(parts).format(
        **facts,
        more=more.format(**facts),
        taken=f", like: {taken}" if taken else "",
        kind="queries" if asks else "commands",
        output=f"{title}Output" if answers else "null",
    )


def _common(package: str, chance: Random) -> str:
    """Return a model that packages share; now and then, that of another."""
    here = PACKAGES.index(package)
    near = PACKAGES[max(0, here - 2) : here] if chance.random() < 0.3 else ()
    if not near:
        return f"{package.title()}Common"
    other = chance.choice(near)
    return f"{other}.{other.title()}Common"
