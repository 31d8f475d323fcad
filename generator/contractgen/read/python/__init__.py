"""Python contracts, read without being run: `reader` is the way in.

`ast` parses; names, literals, spreads, imports between contract modules and calls of
`contractgen.dsl` are evaluated; anything else is a diagnostic. No contract module is
ever imported. This package imports nothing by itself: builds of YAML contracts do not
pay for it.
"""
