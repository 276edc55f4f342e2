"""Telling the demo step by step, with the time each took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from rich.console import Console


@dataclass(frozen=True)
class Step:
    story: int
    step: str
    """What was done, in Vietnamese."""
    ms: int
    """How long it took; only looking, when `found`."""
    found: bool = False
    """Nothing was done: it had been done before."""


class Failed(Exception):
    """A step did not succeed: which, and why."""


@dataclass
class Telling:
    """What has been told so far; `console` is quiet when a machine reads."""

    console: Console
    story: int = 0
    steps: list[Step] = field(default_factory=list)
    acts: Callable[[], int] | None = None
    """How many acts were sent so far, in a story whose steps look first and do only what is still to be done."""
    before: int = 0
    """Acts sent before this story."""

    def begin(self, title: str, acts: Callable[[], int] | None = None) -> None:
        """The next story; with `acts`, a step that sends none is told as found done."""
        self.story += 1
        self.acts, self.before = acts, acts() if acts else 0
        self.console.print(f"\n[bold]Câu chuyện {self.story}: {title}[/bold]")

    @property
    def idle(self) -> bool:
        """Nothing was done in this story so far: all of it was found done."""
        return self.acts is not None and self.acts() == self.before

    @contextmanager
    def step(self, words: str, found: bool | None = None) -> Iterator[None]:
        """Times one step; `found` says what its acts cannot, when it only waits or checks.

        Raises: Failed, with the step's words and what went wrong.
        """
        began, sent = time.monotonic(), self.acts() if self.acts else 0
        try:
            yield
        except Exception as wrong:  # whatever goes wrong, people are told at which step
            self.console.print(f"  [red]✗[/red] {words}", highlight=False, soft_wrap=True)
            raise Failed(f"{words}: {wrong}") from wrong
        if found is None:
            found = self.acts is not None and self.acts() == sent
        done = Step(self.story, words, round((time.monotonic() - began) * 1000), found)
        self.steps.append(done)
        self.console.print(f"  {_mark(done)}", highlight=False, soft_wrap=True)

    def as_values(self) -> list[dict[str, object]]:
        return [asdict(step) for step in self.steps]


def _mark(step: Step) -> str:
    if step.found:
        return f"[dim]– {step.step}: đã có từ trước · found done[/dim]"
    return f"[green]✓[/green] {step.step} [dim]{step.ms} ms[/dim]"
