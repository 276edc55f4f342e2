"""The command `hsba`. Commands import what they need when they run, so that `hsba --help` answers at once."""

import typer

from app.cli import archive, demo, doctor, parts, plans, policies, repair, stack, verify, welcome

hsba = typer.Typer(
    name="hsba",
    help="Hồ sơ bệnh án điện tử · a workflow engine for electronic medical records.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # its help costs a quarter of a second to draw
)
for commands in (stack, demo, welcome, doctor, repair, verify, policies, plans, archive, parts):
    commands.add_to(hsba)


def main() -> None:
    """Entry point of the console script."""
    hsba()
