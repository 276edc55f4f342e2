"""What an ended stack leaves outside its data folder: taken away when nobody can need it again."""

import contextlib
import time
from pathlib import Path

from app.places import sockets
from app.settings import Settings


def sweep(settings: Settings, forget: bool = False) -> None:
    """Removes expired tickets (all of them to `forget`) and folders that are then empty; only while nothing runs on the data folder.

    Tickets still good stay: a stack that comes back within minutes asks nobody for a PIN again.
    """
    if settings.tickets.is_dir():
        for ticket in settings.tickets.iterdir():
            if forget or ticket.stat().st_mtime <= time.time():  # a ticket's file carries the time it ends
                ticket.unlink(missing_ok=True)
    outside = [settings.tickets, sockets(settings.data) / "pg", sockets(settings.data)]
    for folder in outside:
        if not folder.is_relative_to(settings.data):
            remove_empty(folder)


def remove_empty(folder: Path) -> None:
    """Removes a folder with nothing in it; leaves any other."""
    with contextlib.suppress(OSError):
        folder.rmdir()
