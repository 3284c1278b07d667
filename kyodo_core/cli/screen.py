"""What the screen is like: how wide, and whether it draws lines."""

import os
import sys
from typing import TextIO


def screen_width() -> int:
    """The terminal's width, or COLUMNS, or 80 where there is neither."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return max(int(given), 40)
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, 40)
    except OSError:
        return 80


def draws_lines(stream: TextIO) -> bool:
    """Box lines are one column wide in UTF-8 terminals; older Japanese ones draw them two wide."""
    return (stream.encoding or "").lower().replace("-", "") == "utf8"
