"""contractgen: one contract, every surface, provably the same."""

from contractgen.version import __version__

__all__ = ["__version__"]
