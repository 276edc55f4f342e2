"""What a part of the stack is, and what is known of one that runs."""

import signal
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Probe = Callable[[], Awaitable[bool]]


@dataclass(frozen=True)
class Part:
    """One process of the stack. Declared in `parts.py`, kept alive by the supervisor."""

    name: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    """Parts that must be ready first."""
    uses: tuple[str, ...] = ()
    """Parts it calls while it serves: not waited for at the start, ended after it at the end."""
    once: bool = False
    """A step instead of a service: ready when it has ended well; the start fails when it ends badly."""
    spare: bool = False
    """A step the stack serves without: when it ends badly, that is told and everything goes on."""
    probe: Probe | None = None
    """Asked again and again while the part starts; without one the process itself says that it is ready (`app.readiness`)."""
    environment: dict[str, str] = field(default_factory=dict)
    stop: signal.Signals = signal.SIGTERM
    """The signal that ends it cleanly."""
    patience: float = 120.0
    """Seconds it may take to become ready before it is killed and started anew."""


class Stage(StrEnum):
    """How far a part is."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass
class PartState:
    """What `hsba status` tells of one part; changed by the supervisor only."""

    name: str
    stage: Stage = Stage.WAITING
    pid: int | None = None
    restarts: int = 0
    since: str = ""
    """When it entered this stage, ISO 8601 with zone."""
    ended: str = ""
    """How it last ended unasked: `exit 1` or a signal's name."""
    log: tuple[str, ...] = ()
    """Last lines it wrote before that."""
    progress: tuple[int, int, str] | None = None
    """Steps done, steps in all, and what is being done."""

    spare: bool = False
    """A step the stack serves without."""

    @property
    def settled(self) -> bool:
        """Whether the start need not wait for it any more."""
        return self.stage in (Stage.READY, Stage.DONE) or (self.spare and self.stage is Stage.FAILED)

    def enter(self, stage: Stage) -> None:
        """Enters a stage now."""
        self.stage, self.since = stage, datetime.now().astimezone().isoformat(timespec="milliseconds")

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def present(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with needs that are no parts of this stack (servers that run elsewhere) left out."""
    listed = tuple(parts)
    names = {part.name for part in listed}
    return tuple(Part(**{**vars(part), "needs": tuple(need for need in part.needs if need in names)}) for part in listed)


def waves(parts: Iterable[Part]) -> list[list[Part]]:
    """The order in which to stop: first the parts nobody needs, then those only they needed, and so on."""
    left, order = list(parts), []
    while left:
        needed = {need for part in left for need in (*part.needs, *part.uses)}
        wave = [part for part in left if part.name not in needed]
        order.append(wave)
        left = [part for part in left if part.name in needed]
    return order
