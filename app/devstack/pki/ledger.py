"""What the development authority issued and revoked: one line of JSON per act, only ever added to."""

import json
import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One certificate, and when and why it was revoked."""

    serial: int
    subject: str
    revoked_at: datetime | None = None
    reason: str = ""
    """A `cryptography.x509.ReasonFlags` name, e.g. `key_compromise`."""


class Ledger:
    """The entries by serial number, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.entries: dict[int, Entry] = {}
        written = path.read_bytes() if path.exists() else b""
        # A line cut short by a crash was never answered for: it goes.
        whole = written[: written.rfind(b"\n") + 1]
        if whole != written:
            os.truncate(path, len(whole))
        for line in whole.splitlines():
            self._apply(json.loads(line))

    @property
    def revoked(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.revoked_at]

    def issued(self, serial: int, subject: str) -> None:
        self._add({"serial": f"{serial:x}", "subject": subject})

    def revoke(self, serial: int, reason: str, at: datetime) -> Entry:
        """Revokes for good; a second revocation changes nothing. Raises KeyError for a serial never issued."""
        if not self.entries[serial].revoked_at:
            self._add({"serial": f"{serial:x}", "revoked_at": at.isoformat(), "reason": reason})
        return self.entries[serial]

    def _add(self, line: dict[str, str]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._apply(line)

    def _apply(self, line: dict[str, str]) -> None:
        serial = int(line["serial"], 16)
        if "subject" in line:
            self.entries[serial] = Entry(serial, line["subject"])
        else:
            at = datetime.fromisoformat(line["revoked_at"])
            self.entries[serial] = replace(self.entries[serial], revoked_at=at, reason=line["reason"])
