"""Settings are read in one place, and each of them is explained."""

import ast
import inspect
import re
from dataclasses import fields

from app.settings import Settings
from tests.app.stacks import ROOT

VARIABLES = {part.metadata["variable"] for part in fields(Settings) if part.metadata}


def test_every_setting_is_explained_under_itself() -> None:
    (tree,) = ast.parse(inspect.getsource(Settings)).body
    assert isinstance(tree, ast.ClassDef)
    explained = {
        before.target.id
        for before, after in zip(tree.body, tree.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign) and isinstance(before.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }
    assert {part.name for part in fields(Settings)} <= explained | {"given"}


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| [^|]+ \| [^|]+ \|$", (ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(VARIABLES)


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for room in ("domain", "policies", "store", "signing", "activities", "workflows", "services", "api", "web", "app")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"environ(\.get\(|\[)[\"'](?!HSBA_DATA|HSBA_PORT)|getenv\(", path.read_text())
    }
    assert readers <= {"app/settings.py"}
