"""STYLE.md stays short and true: what it calls good stands in the file it names, and every file it names is there."""

import re
from collections.abc import Iterator

from tests.house.tree import ROOT, committed

LONGEST = 200


def style() -> str:
    return (ROOT / "STYLE.md").read_text()


def untrue(text: str, files: dict[str, str]) -> Iterator[str]:
    """Lines called good that stand nowhere in their file."""
    for path, code in re.findall(r"^# good: (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        there = {line.strip() for line in files.get(path, "").splitlines()}
        yield from (f"{path}: {line.strip()}" for line in code.splitlines() if line.strip() and line.strip() not in there)


def missing(text: str, files: dict[str, str]) -> list[str]:
    """Files named in the text that are not there."""
    named = re.findall(r"`([a-z_]+/[\w/.-]+|[A-Z]+\.md)(?:: \w+)?`", text)
    return sorted({path for path in named if not any(one == path or one.startswith(path.rstrip("/") + "/") for one in files)})


def test_it_is_short_and_true() -> None:
    files = {source.path: source.text for source in committed()}
    assert len(style().splitlines()) <= LONGEST
    assert list(untrue(style(), files)) == []
    assert missing(style(), files) == []


def test_a_lost_line_and_a_lost_file_are_named() -> None:
    text = "```python\n# good: domain/x.py\ndef was() -> None:\n```\nSee `domain/x.py` and `domain/y.py`.\n"
    assert list(untrue(text, {"domain/x.py": "def now_is() -> None:"})) == ["domain/x.py: def was() -> None:"]
    assert missing(text, {"domain/x.py": ""}) == ["domain/y.py"]
