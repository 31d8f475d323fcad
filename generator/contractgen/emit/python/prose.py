"""What docstrings say beside the contract's own words."""


def prose(description: str, deprecated: bool) -> str:
    """Return a description, and whether what it describes is deprecated.

    Said in words alone: pydantic's `deprecated=` would warn whoever copies or prints a
    model, and fail them under `-W error`.
    """
    if not deprecated:
        return description
    return f"{description}\n\nDeprecated." if description else "Deprecated."
