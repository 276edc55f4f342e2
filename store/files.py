"""Files that are there wholly or not at all."""

import os
from pathlib import Path
from uuid import uuid4


def write_once(path: Path, content: bytes) -> None:
    """Writes through a temporary name, fsync and rename; a file that is there stays as it is."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{uuid4().hex}")
    with passing.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename in this folder last (POSIX: the folder is a file of its own)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
