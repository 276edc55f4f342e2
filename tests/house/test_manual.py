"""The manual names every command, in groups too, and every option a command takes.

That it names every setting is tested beside the settings (tests/app/test_settings.py), every policy key beside the reader
(tests/policies/test_keys.py).
"""

import re
from collections.abc import Iterator
from typing import Any

import typer

from app.cli import hsba
from tests.house.tree import ROOT

EVERYWHERE = frozenset({"--help", "--json", "--data"})
"""Options described once for all commands."""


def commands(of: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """(words, options) of every command, groups walked through."""
    inside = getattr(of, "commands", None)
    if inside is None:
        yield " ".join(path), [option for one in of.params for option in (*one.opts, *one.secondary_opts) if option.startswith("--")]
    else:
        for name, one in inside.items():
            yield from commands(one, (*path, name))


def undescribed(app: typer.Typer, manual: str) -> list[str]:
    """Commands and options the manual's table leaves out."""
    rows = [line for line in manual.splitlines() if line.startswith("| `hsba ")]
    missing = []
    for words, options in commands(typer.main.get_command(app)):
        mine = [row for row in rows if re.search(rf"`hsba {words}[ `]", row)]
        missing += [words] if not mine else []
        missing += [
            f"{words} {one}" for one in options if one not in EVERYWHERE and not any(f"`{one}" in row or one in row for row in mine)
        ]
    return missing


def test_every_command_and_option_is_in_the_manual() -> None:
    assert undescribed(hsba, (ROOT / "docs" / "running.md").read_text()) == []


def test_a_forgotten_command_and_option_are_named() -> None:
    app = typer.Typer()

    @app.command()
    def up(port: int = 8000) -> None: ...

    @app.command()
    def burn() -> None: ...

    assert undescribed(app, "| `hsba up` | starts everything |\n") == ["up --port", "burn"]
