"""Prose, normalised once so that no surface has to: line ends, blanks, blank lines."""


def prose(text: str) -> str:
    r"""Return `text` without blank lines around it and blanks at line ends.

    Line ends become `\n`; what is indented stays so. Text of blanks alone is empty.
    """
    if "\n" not in text and "\r" not in text:
        return text.rstrip(" \t")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip("\n")
