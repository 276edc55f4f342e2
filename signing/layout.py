"""What typst may read for one sheet: the templates, and the pictures and files of the sheet for as long as it is printed.

Pictures and files lie in memory that has no name: nothing of a patient is left behind when the process ends in the middle, and a process
that is fenced off from the folders around it (`app.confinement`) needs none to write in.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

OPEN = Path("/proc/self/fd")
"""What this process has open, by number: the only place that a sheet with pictures can read from."""


@dataclass(frozen=True)
class Laid:
    """What typst compiles, the folder it reads from, and where in it each picture or file of the sheet is."""

    source: str | dict[str, bytes]
    root: Path
    places: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def laid_out(templates: Path, template: str, files: Mapping[str, bytes]) -> Iterator[Laid]:
    """Read from the templates' own folder when there is nothing else to read."""
    if not files:
        yield Laid(str(templates / template), templates)
        return
    with ExitStack() as held:
        places = {name: f"/{held.enter_context(_nameless(content))}" for name, content in files.items()}
        sources = {one.name: one.read_bytes() for one in templates.glob("*.typ")}
        yield Laid(sources | {"main.typ": sources[template]}, OPEN, places)


@contextmanager
def _nameless(content: bytes) -> Iterator[int]:
    with os.fdopen(os.memfd_create("hsba-sheet", os.MFD_CLOEXEC), "wb") as file:
        file.write(content)
        file.flush()
        yield file.fileno()
