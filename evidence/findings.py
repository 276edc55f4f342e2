"""The verdicts of a run: collected with the time each step took, shown as a table, kept as JSON."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True)
class Finding:
    """One question, and what its judge answered."""

    judge: str
    subject: str
    question: str
    holds: bool
    """Whether the answer is the one wanted; for a control, that the judge refused the spoilt thing for the right reason."""
    answer: str
    control: bool = False
    """A thing spoilt on purpose, which the judge must refuse."""


@dataclass
class Findings:
    """Everything found so far."""

    console: Console
    found: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    """Step → wall clock it took."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times a step and says so when it ends, also when it fails."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(time.monotonic() - start, 1)
            self.console.print(f"{self.seconds[name]:7.1f} s  {escape(name)}")

    def say(self, judge: str, subject: str, question: str, faults: Sequence[str], answer: str = "") -> None:
        """Keeps what a judge said of a thing hsba made: no fault is the answer wanted."""
        self.found.append(Finding(judge, subject, question, not faults, "; ".join(faults) or answer or "yes"))

    def refused(self, judge: str, subject: str, question: str, faults: Sequence[str], because: str) -> None:
        """Keeps what a judge said of a thing spoilt on purpose: it must refuse, `because` of this. What cannot fail proves nothing."""
        reasons = [fault for fault in faults if because in fault]
        answer = reasons[0] if reasons else f"not for `{because}`: {'; '.join(faults) or 'accepted'}"
        self.found.append(Finding(judge, subject, question, bool(reasons), answer, control=True))

    @property
    def faults(self) -> list[Finding]:
        return [finding for finding in self.found if not finding.holds]

    @property
    def passed(self) -> bool:
        """No fault, and something was asked at all, of good things and of spoilt ones."""
        return not self.faults and {finding.control for finding in self.found} == {True, False}

    def show(self) -> None:
        """Prints one row per judge and question, and below it each fault in full."""
        table = Table(title="Evidence", title_justify="left")
        for heading in ("judge", "question", "asked", "holds", "answer"):
            table.add_column(heading, justify="right" if heading in ("asked", "holds") else "left", overflow="fold")
        for row in self._rows():
            table.add_row(*map(escape, row))
        self.console.print(table)
        for fault in self.faults:
            self.console.print(f"[red]FAULT[/] {escape(f'{fault.judge}: {fault.subject}: {fault.question}: {fault.answer}')}")
        self.console.print(f"{len(self.found)} questions, {len(self.faults)} faults, {sum(self.seconds.values()):.1f} s")

    def write(self, path: Path) -> None:
        """Writes everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        report = {"passed": self.passed, "seconds": self.seconds, "findings": [asdict(finding) for finding in self.found]}
        path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n")

    def _rows(self) -> Iterator[tuple[str, ...]]:
        groups: dict[tuple[str, str, bool], list[Finding]] = {}
        for finding in self.found:
            groups.setdefault((finding.judge, finding.question, finding.control), []).append(finding)
        for (judge, question, control), group in groups.items():
            holds = sum(finding.holds for finding in group)
            asked = f"refuses: {question}" if control else question
            yield judge, asked, str(len(group)), str(holds), " · ".join(sorted({finding.answer for finding in group}))[:300]
