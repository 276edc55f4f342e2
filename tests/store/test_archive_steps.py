"""A kill at any step on disk leaves an object as it was or whole, and a repeat finishes it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"(put|add) \d+ (killed|ended): (.+), then (.+)")


def test_nothing_or_all(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.archive_steps", str(tmp_path)]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    told = [found.groups() for found in map(LINE.fullmatch, lines) if found]
    assert len(told) == len(lines)
    for work, before, after in (("put", "nothing", "3 files"), ("add", "3 files", "4 files")):
        mine = [one for one in told if one[0] == work]
        assert [one[1] for one in mine] == ["killed"] * (len(mine) - 1) + ["ended"]
        seen = [one[2] for one in mine]
        assert set(seen) == {before, after}
        assert seen == sorted(seen, key=[before, after].index), "once it is there it stays"
        assert {one[3] for one in mine} == {after}
        assert len(mine) > 30, "the steps are seen"
