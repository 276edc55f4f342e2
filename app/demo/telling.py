"""Telling the demo step by step, with the time each took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from rich.console import Console


@dataclass(frozen=True)
class Step:
    story: int
    step: str
    """What was done, in Vietnamese."""
    ms: int


class Failed(Exception):
    """A step did not succeed: which, and why."""


@dataclass
class Telling:
    """What has been told so far; `console` is quiet when a machine reads."""

    console: Console
    story: int = 0
    steps: list[Step] = field(default_factory=list)

    def begin(self, title: str) -> None:
        """The next story."""
        self.story += 1
        self.console.print(f"\n[bold]Câu chuyện {self.story}: {title}[/bold]")

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        """Times one step. Raises: Failed, with the step's words and what went wrong."""
        began = time.monotonic()
        try:
            yield
        except Exception as wrong:  # whatever goes wrong, people are told at which step
            self.console.print(f"  [red]✗[/red] {words}", highlight=False, soft_wrap=True)
            raise Failed(f"{words}: {wrong}") from wrong
        done = Step(self.story, words, round((time.monotonic() - began) * 1000))
        self.steps.append(done)
        self.console.print(f"  [green]✓[/green] {words} [dim]{done.ms} ms[/dim]", highlight=False, soft_wrap=True)

    def as_values(self) -> list[dict[str, object]]:
        return [asdict(step) for step in self.steps]
