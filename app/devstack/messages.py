"""The stand-ins of a message service and a mail server: what would go out is written into files, for whoever tries the house."""

import asyncio
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from services.mails import Outcome


class MessageFile:
    """One line a message, readable by this user only. Whoever reads it confirms in anybody's name: never for real patients."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Makes the file, as long as this process may: fenced off (`app.confinement`), it makes none beside what is hidden from it."""
        self._write("")

    async def send(self, phone: str, text: str, key: str) -> None:
        await self.append(f"{datetime.now(UTC).isoformat(timespec='seconds')}\t{phone}\t{text}\n")

    async def append(self, line: str) -> None:
        await asyncio.to_thread(self._write, line)

    def _write(self, line: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
            file.write(line)


class MailFile:
    """The stand-in of a mail server: letters are written into a file, and reach nobody."""

    sender = "hsba@localhost.localdomain"

    def __init__(self, path: Path) -> None:
        self._file = MessageFile(path)

    def prepare(self) -> None:
        """As of `MessageFile`."""
        self._file.prepare()

    async def send(self, message: EmailMessage) -> Outcome:
        await self._file.append(f"{message.as_bytes().decode()}\n\n")
        return Outcome()
