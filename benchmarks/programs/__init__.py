"""Programs that use a generated package; each prints one ratio as a number.

Run as `python -m benchmarks.programs.<name> <folder of the package>`. The package is
imported by name from that folder, so nothing of it is known to type checkers here.
"""
