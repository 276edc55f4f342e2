"""A secret that is read only where it is used, and shown nowhere."""

import base64
from dataclasses import dataclass, field
from pathlib import Path


class SecretMissing(Exception):
    """A process needs a secret that was neither given nor made. Facts: setting, file looked at."""


@dataclass(frozen=True)
class Secret:
    """One secret setting: its value, or the file it stands in. A process that never asks never holds it."""

    name: str
    """The setting it answers, as `HSBA_PIN_PEPPER`."""
    path: Path | None = None
    value: str | None = field(default=None, repr=False)
    given: bool = False
    """Whether somebody gave it; otherwise it is the one made at the first start in the data folder."""

    @property
    def exists(self) -> bool:
        """Whether there is something to read: an empty file is what a start that was killed left behind."""
        return bool(self.value) or (self.path is not None and self.path.is_file() and self.path.stat().st_size > 0)

    @property
    def readable(self) -> bool:
        """Whether `text` would give something: a file may be there and hold nothing but blanks, or be somebody else's."""
        try:
            return bool(self.text())
        except (SecretMissing, OSError, UnicodeDecodeError):
            return False

    def text(self) -> str:
        """The secret as text, without surrounding blanks. Raises SecretMissing, also for an empty one."""
        said = self.value or (self.path.read_text() if self.path and self.path.is_file() else "")
        if not said.strip():
            raise SecretMissing(self.name, str(self.path))
        return said.strip()

    def key(self) -> bytes:
        """The secret as key bytes, written in base64. Raises SecretMissing, ValueError when it is no base64."""
        return decoded(self.name, self.text())

    def each(self) -> tuple[bytes, ...]:
        """Keys written one after the other in base64: the first one encrypts, all of them decrypt. Raises as `key` does."""
        return tuple(decoded(self.name, word) for word in self.text().split())

    def keys(self) -> dict[str, bytes]:
        """A keyring written as `id:base64` words; the first one encrypts, all of them decrypt. Raises as `key` does."""
        pairs = (word.partition(":") for word in self.text().split())
        return {identity: decoded(self.name, key) for identity, _, key in pairs}


def decoded(name: str, text: str) -> bytes:
    """Bytes of a base64 text; the error names the setting and never the text."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise ValueError(f"{name}: not base64") from wrong
