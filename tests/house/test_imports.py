"""Doors between rooms: the contracts hold, and each of them names a breach."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT

BREACHES = {
    "domain.spoiled": ("sqlalchemy",),
    "store.spoiled": ("signing.pades",),
    "workflows.spoiled": ("store.writes.acts", "yaml"),
    "signing.spoiled": ("jinja2", "temporalio"),
    "services.spoiled": ("app.settings",),
    "api.spoiled": ("store.writes.acts", "workflows.orders"),
    "web.spoiled": ("activities.desk", "api.deps", "signing.tickets"),
    "app.spoiled": ("app.devstack.softhsm",),
}
"""Module → imports that some contract must name."""


def told(folder: Path) -> str:
    """What lint-imports says of the rooms in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The rooms and their contracts, apart."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "fonts", "static", "*.yaml", "*.typ"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(copy: Path) -> None:
    said = told(copy)
    assert "0 broken" in said, said


def test_every_contract_names_its_breach(copy: Path) -> None:
    for module, imported in BREACHES.items():
        lines = "".join(f"import {one}\n" for one in imported)
        (copy / f"{module.replace('.', '/')}.py").write_text(f'"""Spoiled."""\n\n{lines}')
    said = told(copy)
    assert "0 kept" in said, said
    assert [(one, into) for one, many in BREACHES.items() for into in many if not re.search(f"{one} -> {into.split('.')[0]}", said)] == []
