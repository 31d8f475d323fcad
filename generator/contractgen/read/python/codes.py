"""What can be wrong with a contract written in Python, beyond what YAML shares."""

from contractgen.diagnostics import Code

SYNTAX = Code(
    "CG130",
    "not valid Python",
    "The file cannot be parsed by the Python that runs contractgen.",
    "Run `python -m py_compile` on the file: Python's own message says more.",
    'NAME = "jobs',
    'NAME = "jobs"',
    language="python",
)
NOT_DATA = Code(
    "CG131",
    "contracts are read, never run",
    "A Python contract is data in Python's notation. It is read without being run, so "
    "that building a stranger's branch is safe and the result never depends on the "
    "machine. Assignments, literals, names, `*` and `**` spreads, joined strings, "
    "imports between contract modules and calls of `contractgen.dsl` can be read; "
    "loops, conditions, functions, comprehensions and other calls would have to run.",
    "Write the value out, give a shared part a name, or spread it: "
    '`{**COMMON, "id": …}` and `[*OWNERS, "platform.jobs"]`.',
    'TAGS = [tag.lower() for tag in ("Jobs", "Cancel")]',
    'TAGS = ["jobs", "cancel"]',
    language="python",
)
UNKNOWN_NAME = Code(
    "CG132",
    "unknown name",
    "The module is read from top to bottom, as Python would run it: a name can be used "
    "after the line that assigns or imports it. Python's built-in functions are not "
    "available, because nothing is run.",
    "Define or import the name above its first use. To refer to a model that comes "
    'later (or to itself), write its name as text: `{"type": "Reader"}`.',
    '{"owner": {"type": Owner}}  # Owner is defined below',
    '{"owner": {"type": "Owner"}}',
    language="python",
)
IMPORT = Code(
    "CG133",
    "import that cannot be followed",
    "A contract may import `contractgen.dsl` and other contract modules: files named "
    "`…_contract.py` below a spec root, relatively or by their path from that root. "
    "Other modules would have to be run to know what they hold. `typing` may be "
    "imported for annotations.",
    "Move what is shared into a module whose name ends in `_contract`, and import it "
    "by name.",
    "from .shared import OWNERS",
    "from .shared_contract import OWNERS",
    language="python",
)
CIRCULAR_IMPORT = Code(
    "CG134",
    "circular import",
    "Two modules that need each other cannot both be read first.",
    "Move what both need into a third module, or refer to a model by its name as "
    'text: `{"type": "stock.Item"}` needs no import.',
    "from .b_contract import B  # and b_contract imports from here",
    '{"b": {"type": "B"}}',
    language="python",
)
ARGUMENTS = Code(
    "CG135",
    "wrong arguments",
    "The functions of `contractgen.dsl` take the keyword arguments that they declare.",
    "Compare the call with the function's signature; editors show it.",
    'define_schema_model(name="Job", field={})',
    'define_schema_model(name="Job", fields={})',
    language="python",
)
UNKNOWN_SCALAR = Code(
    "CG136",
    "unknown scalar type",
    "`ScalarTypeEnum` has one method for each scalar type of the contract language.",
    "Pick one of the scalar types that the guide lists.",
    '{"type": ScalarTypeEnum.Strng()}',
    '{"type": ScalarTypeEnum.String()}',
    language="python",
)
WRONG_VALUE = Code(
    "CG137",
    "value of the wrong kind",
    "Something stands where the contract language has no place for it: a command used "
    "as a type, a function that is not called, an event outside of `ref`, a name that "
    "is not text.",
    "Models and enums are types and payloads; events go into "
    '`{"ref": …}`; functions and `ScalarTypeEnum` members are called.',
    '{"type": ScalarTypeEnum.ID}',
    '{"type": ScalarTypeEnum.ID()}',
    language="python",
)
TOO_MUCH = Code(
    "CG138",
    "contract unfolds too far",
    "Spreads, joined strings and values used many times make a small file stand for a "
    "large document. The limit is 250,000 values for a file.",
    "Split the contract, or refer to a model in place of repeating its parts.",
    "A = [0] …\nB = [*A, *A]\nC = [*B, *B]  # and so on",
    "A = [0]",
    language="python",
)
CODES = (
    SYNTAX,
    NOT_DATA,
    UNKNOWN_NAME,
    IMPORT,
    CIRCULAR_IMPORT,
    ARGUMENTS,
    UNKNOWN_SCALAR,
    WRONG_VALUE,
    TOO_MUCH,
)
