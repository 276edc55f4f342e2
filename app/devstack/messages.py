"""The stand-in of a message service: what would go to a phone is written into a file, for whoever tries the house."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path


class MessageFile:
    """One line a message, readable by this user only. Whoever reads it confirms in anybody's name: never for real patients."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Makes the file, as long as this process may: fenced off (`app.confinement`), it makes none beside what is hidden from it."""
        self._write("")

    async def send(self, phone: str, text: str, key: str) -> None:
        await asyncio.to_thread(self._write, f"{datetime.now(UTC).isoformat(timespec='seconds')}\t{phone}\t{text}\n")

    def _write(self, line: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
            file.write(line)
