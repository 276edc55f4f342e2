"""Logs of the parts: one file each, put aside when it has grown, at the start of the part."""

from pathlib import Path

LARGEST = 5_000_000
"""Bytes after which a log is put aside; one older file is kept beside it."""


def log_of(data: Path, name: str) -> Path:
    """The file a part writes to, with room in it."""
    log = data / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST:
        log.replace(log.with_suffix(".log.1"))
    return log
