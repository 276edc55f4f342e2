"""Files that are there wholly or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def write_once(path: Path, content: bytes) -> None:
    """Writes through a temporary name and fsync; a file that is there stays as it is, also one that came at the same moment."""
    if path.exists():
        return
    make_folder(path.parent)
    passing = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with passing.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A rename would put ours in the place of one that another process wrote meanwhile, and perhaps used.
        with suppress(FileExistsError):
            os.link(passing, path)
    finally:
        passing.unlink(missing_ok=True)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """The folder (0700) and those above it, each made to last."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Makes a change of names in this folder last (POSIX: the folder is a file of its own)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Puts these bytes in the place of what is there, at once; a file that holds them already is left alone."""
    if not (path.exists() and path.read_bytes() == content):
        put_in_place(path, content)


def put_in_place(path: Path, content: bytes) -> None:
    """These bytes in this place, at once, whether something was there or not; what was there is not read, for it may be unreadable."""
    make_folder(path.parent)
    passing = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with passing.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
    sync_folder(path.parent)
