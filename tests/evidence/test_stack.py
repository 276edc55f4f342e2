"""The judges' own hsba is started, asked and stopped by its commands."""

from pathlib import Path

import pytest

from app.devstack.facts import status
from app.settings import Settings
from evidence import made, stack


def test_a_command_that_fails_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(stack.Failed, match=r"(?s)hsba status --unknown.*exit 2.*--unknown"):
        stack.hsba("status", "--unknown", data=tmp_path, seconds=30)


def test_a_stack_that_does_not_run_tells_nothing(tmp_path: Path) -> None:
    with pytest.raises(stack.Failed, match="hsba status --json: exit 1"):
        stack.Stack(tmp_path).status()


def test_status_names_the_root_and_the_archive_where_the_judges_look(tmp_path: Path) -> None:
    settings = Settings.read({"HSBA_DATA": str(tmp_path)})
    settings.trust_roots.parent.mkdir(parents=True, exist_ok=True)
    settings.trust_roots.touch()
    settings.archive.mkdir()
    sheet = {"path": str(settings.trust_roots), "title": "Phiếu", "text": [], "signatures": []}
    things = made.read({"documents": [sheet], "archived": 1}, status(settings))
    assert (things.root, things.archive) == (settings.trust_roots, settings.archive)
