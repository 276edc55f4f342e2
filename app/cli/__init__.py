"""The command `hsba`. Commands import what they need when they run, so that `hsba --help` answers at once."""

import sys

import typer
from typer.exceptions import TyperException

from app.cli import archive, demo, doctor, facilities, keys, parts, plans, policies, repair, stack, troubles, verify, welcome
from app.ending import end

hsba = typer.Typer(
    name="hsba",
    help="Hồ sơ bệnh án điện tử · a workflow engine for electronic medical records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its help costs a quarter of a second to draw
)
for commands in (stack, demo, welcome, doctor, repair, verify, policies, plans, facilities, archive, keys, parts):
    commands.add_to(hsba)


def main() -> None:
    """Entry point of the console script: whatever goes wrong is told in a sentence, where one is known."""
    try:
        code = hsba(standalone_mode=False, prog_name="hsba")
    except TyperException as wrong:
        troubles.misused(wrong)
    except typer.Abort:
        typer.echo("Đã ngừng · aborted", err=True)
        sys.exit(1)
    except Exception as trouble:
        if troubles.told(trouble):
            end(1)
        raise
    end(code)
