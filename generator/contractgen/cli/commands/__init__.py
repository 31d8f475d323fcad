"""What each command does, one module per command; `run` returns the exit code."""
