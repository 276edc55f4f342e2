"""What a started process tells whoever started it: how far it is, and that it serves.

The starter gives the number of an open pipe in `HSBA_READY_FD`; each message is one line. Without it nothing is said.
"""

import contextlib
import os
import sys
from typing import NoReturn

READY_FD = "HSBA_READY_FD"
HOPELESS = 78
"""Exit code of a process that would fail again however often it is started (EX_CONFIG of sysexits.h)."""


def tell_ready() -> None:
    """Says that this process serves from now on. Repeating it is harmless."""
    _tell("ready")


def tell_progress(done: int, total: int, what: str) -> None:
    """Says how far a long first start is: `done` of `total` steps, and what is being done, in a person's words."""
    _tell(f"progress {done} {total} {what}")


def give_up(why: str) -> NoReturn:
    """Ends this process for a reason that starting it again does not mend: wrong settings, data of another version."""
    sys.stderr.write(f"{why}\n")
    sys.exit(HOPELESS)


def _tell(line: str) -> None:
    number = os.environ.get(READY_FD)
    if number:
        with contextlib.suppress(OSError):  # the starter may be gone: telling it is a courtesy, never a reason to fail
            os.write(int(number), f"{line}\n".encode())
