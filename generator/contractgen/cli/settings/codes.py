"""The findings about configuration and project layout: CG190 to CG199."""

from contractgen.diagnostics import Code

NOT_READABLE = Code(
    "CG190",
    "configuration cannot be read",
    "The configuration is `contractgen.toml`, or the table `[tool.contractgen]` of "
    "`pyproject.toml`, in UTF-8 and valid TOML. It is looked for upwards from the "
    "current folder, to the first folder that has either, or `.git`. One folder may "
    "have one of the two, so that nobody edits the one that is not read.",
    "Mend the file at the place shown. With `--config PATH` the path must name a "
    "file that exists.",
    'output = "generated',
    'output = "generated"',
    language="toml",
)
UNKNOWN_KEY = Code(
    "CG191",
    "unknown configuration key",
    "A key that nothing reads is nearly always a misspelt one, and the setting that "
    "was meant would silently keep its default.",
    "Correct the key, or delete it. `contractgen schema config` prints every key.",
    'ouput = "generated"',
    'output = "generated"',
    language="toml",
)
WRONG_VALUE = Code(
    "CG192",
    "configuration value of the wrong kind",
    "Each key takes one kind of value: a text, a list of texts, one of a few words, "
    "or a table.",
    "Write the value as the message says. `contractgen schema config` prints what "
    "each key takes.",
    'specs = "specs"',
    'specs = ["specs"]',
    language="toml",
)
BAD_PATH = Code(
    "CG193",
    "path that the project may not use",
    "Paths in the configuration are relative to its folder, use forward slashes and "
    "stay inside: no `..`, no `~`, no absolute path, no link that leads out. "
    "The output folder may not be, or contain, a folder of contracts: a build owns "
    "what it generates and must never own what people write.",
    "Choose a folder of its own below the configuration's folder, such as "
    '`output = "generated"`.',
    'specs = ["specs"]\noutput = "specs"',
    'specs = ["specs"]\noutput = "generated"',
    language="toml",
)
BAD_EMIT = Code(
    "CG194",
    "emitters that do not fit together",
    "`emit` lists what is generated. Routers and GraphQL resolvers are written "
    "against the generated Python models, so `fastapi` and `graphql` need `python`.",
    "Add the emitter that is needed, correct the name, or leave out `emit` to get "
    "everything.",
    'emit = ["fastapi", "openapi"]',
    'emit = ["python", "fastapi", "openapi"]',
    language="toml",
)
BAD_PACKAGE = Code(
    "CG195",
    "name that Python cannot import",
    "`python.package` is the name of the generated package: one identifier in ASCII "
    "that is no Python keyword and hides neither a module of the standard library "
    "nor a package that generated code imports.",
    "Choose another name; `jobs_contracts` is a good pattern.",
    '[python]\npackage = "json"',
    '[python]\npackage = "jobs_contracts"',
    language="toml",
)
BAD_TEXT = Code(
    "CG196",
    "text or URL that cannot be published",
    "Titles, versions and URLs of the configuration are written into documents and "
    "pages. Titles may not hold `<` or `>`, because documentation pages of web "
    "frameworks print them as they are; no text may hold control characters; URLs "
    "must be absolute http or https, or start with `/` where the key allows it.",
    "Remove the character that the message names, or write the URL in full.",
    '[openapi]\ntitle = "Jobs</title>"',
    '[openapi]\ntitle = "Jobs"',
    language="toml",
)
NO_CONTRACTS = Code(
    "CG197",
    "no contract files",
    "Nothing to compile was found: no `*.contract.yaml`, `*.contract.yml` or "
    "`*_contract.py` below the folders that `specs` lists. A build of nothing would "
    "delete everything that was generated before.",
    "Check `specs` in the configuration and the names of the files, or run "
    "`contractgen init` to start with an example.",
    'specs = ["spec"]   # the folder is called specs',
    'specs = ["specs"]',
    language="toml",
)
UNUSABLE_FILE = Code(
    "CG198",
    "contract file or folder that cannot be used",
    "A file that is named like a contract must be readable, a regular file, have a "
    "name in UTF-8 and lie inside the project: links that lead out of it, or to "
    "folders, are not followed, so that a build reads what is committed and "
    "nothing else.",
    "Correct the file's permissions or name, or replace the link by what it leads to.",
    "specs/jobs.contract.yaml -> /etc/jobs.contract.yaml",
    "specs/jobs.contract.yaml",
    language="text",
)
CODES = (
    NOT_READABLE,
    UNKNOWN_KEY,
    WRONG_VALUE,
    BAD_PATH,
    BAD_EMIT,
    BAD_PACKAGE,
    BAD_TEXT,
    NO_CONTRACTS,
    UNUSABLE_FILE,
)
