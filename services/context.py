"""Who asks, and the tools to answer with."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from temporalio.client import Client

from domain.clock import Clock, day
from domain.forms import Form
from domain.names import RequestId
from domain.people import Actor, Position
from domain.policies import PolicyBook
from services.boards import Boards
from services.messengers import Messenger
from services.watch_days import WatchDays
from signing.client import SignerClient
from signing.sheets import Sheet
from store.blobs import Shelf
from store.engine import Sessions
from store.ocfl import Ocfl


@dataclass(frozen=True)
class House:
    """The tools of every service, chosen in `app/wiring.py`."""

    sessions: Sessions
    shelf: Shelf
    ocfl: Ocfl
    policies: PolicyBook
    clock: Clock
    temporal: Client
    signer: SignerClient
    messenger: Messenger
    print_pack: Callable[[Mapping[str, Any]], bytes]
    """What is printed for an outage → PDF (signing/sheets.py: Printer.pack)."""
    print_plan: Callable[[Mapping[str, Any]], bytes]
    """A plan made into a paper again → PDF (Printer.plan)."""
    print_report: Callable[[Mapping[str, Any]], bytes]
    """A progress report of a plan → PDF (Printer.report)."""
    print_sheet: Callable[[Form, Mapping[str, Any]], Sheet]
    """Form and data → the sheet, to be looked at before it is drawn up (signing/sheets.py: Printer.render)."""
    boards: Boards = field(default_factory=Boards, compare=False)
    watch_days: WatchDays = field(default_factory=WatchDays, compare=False)
    printing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1), compare=False)
    """Held while a pack, a plan, a report or a letter to be looked at is laid out: one at a time in a process."""
    public_url: str = ""
    """The address people type, for what leads here from elsewhere; empty where it is the one that was asked."""


@dataclass(frozen=True)
class Context:
    """One request of one person in one position."""

    house: House
    position: Position
    request: RequestId
    """Kept by the page or the machine, so that a second click repeats the same act."""

    @property
    def actor(self) -> Actor:
        return Actor(self.position.person, self.position.id, self.request)

    @property
    def now(self) -> datetime:
        return self.house.clock()

    @property
    def today(self) -> date:
        return day(self.now)
