"""The domain is pure: nothing outside the standard library, no clock, no dice, no disk."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, Source, dotted, python

IMPURE = (
    "from datetime import datetime\n\nx = datetime.now()",
    "from datetime import date\n\nx = date.today()",
    "import time\n\nx = time.time()",
    "import random\n\nx = random.random()",
    "from uuid import uuid4\n\nx = uuid4()",
    "from pathlib import Path\n\nx = Path()",
    "import os\n\nx = os.environ",
)


def foreign(source: Source) -> Iterator[str]:
    """Imports from outside, and doors that ruff does not know."""
    for node in ast.walk(source.tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        roots = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"domain"}
        yield from (source.at(node, f"{root} is not of the standard library") for root in sorted(roots))
        if isinstance(node, ast.Call) and dotted(node.func) in ("open", "print", "input", "__import__"):
            yield source.at(node, f"{dotted(node.func)}() in a rule")


def impure(folder: Path) -> str:
    """What ruff says of a domain folder by its own rules."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251,DTZ", "--output-format", "concise", "domain"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def test_it_imports_the_standard_library_only() -> None:
    assert [fault for source in python("domain") for fault in foreign(source)] == []


def test_it_reads_no_clock_no_dice_and_no_disk() -> None:
    assert "All checks passed" in impure(ROOT)


def test_each_impurity_is_named(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    for file in ("pyproject.toml", "domain/ruff.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    for number, text in enumerate(IMPURE):
        (tmp_path / "domain" / f"impure{number}.py").write_text(text + "\n")
    said = impure(tmp_path)
    assert [text for number, text in enumerate(IMPURE) if f"impure{number}.py" not in said] == []


@pytest.mark.parametrize("text", ["import yaml", "from store.tables import Table", "x = open('x')"])
def test_what_comes_from_outside_is_named(text: str) -> None:
    assert list(foreign(Source("domain/x.py", text)))
