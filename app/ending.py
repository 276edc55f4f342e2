"""How a command of ours ends."""

import atexit
import os
import sys
from typing import NoReturn

BRIDGE = "temporalio.bridge.temporal_sdk_bridge"


def end(code: int | None) -> NoReturn:
    """Ends this process with `code` (None: 0): what was promised for its end is done, and everything it wrote handed over.

    Where Temporal's own threads live in it, the interpreter is not taken down after that: one of them may ask the dying interpreter for
    its lock, which aborts the process with SIGABRT, whatever it had achieved (temporalio/sdk-python issue 300).
    """
    if BRIDGE not in sys.modules:
        sys.exit(code)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)
