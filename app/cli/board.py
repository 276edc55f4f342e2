"""The stack's state as people see it: a live table on a terminal, plain lines elsewhere."""

import sys
from typing import Any

from rich.console import Console, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

WORDS = {
    "waiting": ("chờ", "waiting", "dim"),
    "starting": ("đang khởi động", "starting", "yellow"),
    "ready": ("sẵn sàng", "ready", "green"),
    "done": ("xong", "done", "green"),
    "restarting": ("sắp khởi động lại", "restarting", "red"),
    "stopping": ("đang dừng", "stopping", "yellow"),
    "stopped": ("đã dừng", "stopped", "dim"),
    "failed": ("hỏng", "failed", "bold red"),
}
"""Vietnamese word, English word and colour of each stage."""


class Board:
    """Shows state after state: redraws a table on a terminal, prints one line per change elsewhere. Use it as a context."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._live = Live(console=self._console, auto_refresh=False, transient=False) if self._console.is_terminal else None
        self._shown: dict[str, str] = {}

    def __enter__(self) -> "Board":
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()

    def show(self, state: dict[str, Any]) -> None:
        """Shows the whole state, as read from `state.json`."""
        if self._live:
            self._live.update(table(state), refresh=True)
            return
        for part in state["parts"]:
            if part["stage"] != "waiting" and self._shown.get(part["name"]) != (change := change_of(part)):
                self._shown[part["name"]] = change
                print(line_of(part), file=sys.stderr, flush=True)

    def say(self, text: str) -> None:
        """Prints to the standard output, above the table when there is one."""
        if self._live and sys.stdout.isatty():
            self._console.print(text, markup=False)
        else:
            print(text, flush=True)


def table(state: dict[str, Any]) -> RenderableType:
    """One row per part, and how far the start is."""
    rows = Table.grid(padding=(0, 2))
    for part in state["parts"]:
        vi, en, colour = WORDS[part["stage"]]
        pid = str(part["pid"] or "")
        rows.add_row(Text(part["name"], style="bold"), Text(f"{vi} · {en}", style=colour), Text(pid, style="dim"), detail(part))
    done = sum(part["stage"] in ("ready", "done") for part in state["parts"])
    if any(part["stage"] in ("waiting", "starting") for part in state["parts"]) and done:
        rows.add_row("", Text(f"{done}/{len(state['parts'])}"), "", ProgressBar(total=len(state["parts"]), completed=done, width=40))
    return rows


def detail(part: dict[str, Any]) -> RenderableType:
    """Progress of a long step, or why a part was started again."""
    if part["progress"]:
        done, total, what = part["progress"]
        bar = Table.grid(padding=(0, 1))
        bar.add_row(ProgressBar(total=total, completed=done, width=24), f"{done}/{total}", what)
        return bar
    return Text(reason(part), style="dim", overflow="ellipsis", no_wrap=True)


def reason(part: dict[str, Any]) -> str:
    """How often and why a part was started again; empty when it never was."""
    if not part["ended"] or part["ended"] == "exit 0":
        return ""
    again = f"khởi động lại {part['restarts']} lần · restarted {part['restarts']}×; " if part["restarts"] else ""
    return f"{again}{part['ended']}: {' | '.join(part['log'])}"


def change_of(part: dict[str, Any]) -> str:
    """What has to change before another plain line is worth printing: the stage, a restart, a quarter of the progress."""
    done, total, _ = part["progress"] or (0, 1, "")
    return f"{part['stage']} {part['restarts']} {4 * done // max(total, 1)}"


def line_of(part: dict[str, Any]) -> str:
    """One part in one plain line."""
    vi, en, _ = WORDS[part["stage"]]
    progress = "{} / {} {}".format(*part["progress"]) if part["progress"] else ""
    return "  ".join(word for word in (f"{part['name']:<10}", f"{vi} · {en}", progress, reason(part)) if word)
