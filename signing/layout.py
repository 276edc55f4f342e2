"""What typst may read for one sheet: the templates, and the pictures and files of the sheet beside them for as long as it is printed."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

MEMORY = Path("/dev/shm")  # noqa: S108 - clinical bytes never touch a disk in clear


@contextmanager
def laid_out(templates: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """The folder to print from: the templates' own when there is nothing else to read."""
    if not files:
        yield templates
        return
    with TemporaryDirectory(prefix="hsba-sheet-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        root = Path(folder)
        for template in templates.glob("*.typ"):
            copyfile(template, root / template.name)
        (root / "files").mkdir()
        for name, content in files.items():
            (root / "files" / name).write_bytes(content)
        yield root
