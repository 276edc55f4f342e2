"""A command that spoke with Temporal ends with its own code, never with an abort of the interpreter."""

import subprocess
import sys

import pytest

ENDS = """
import atexit, os, sys
from app.ending import end
{more}
class Thread:
    def __del__(self): os.abort()
late = Thread()
atexit.register(sys.stdout.write, ' dọn')
sys.stdout.write('xong')
end({code})
"""
"""What is still alive when the interpreter is taken down aborts it."""


def told(more: str, code: int | None) -> tuple[int, str]:
    command = [sys.executable, "-c", ENDS.format(more=more, code=code)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize(("code", "seen"), [(None, 0), (0, 0), (3, 3)])
def test_nothing_is_taken_down_beside_temporals_threads(code: int | None, seen: int) -> None:
    assert told("import temporalio.client", code) == (seen, "xong dọn")


def test_without_temporal_it_ends_as_any_other() -> None:
    assert told("", 3)[0] < 0
