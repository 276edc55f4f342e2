"""Codes that are sent to a phone: bound to what was shown, to be typed in soon and with few tries."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from re import fullmatch

from domain.errors import CodeRefused, Malformed
from domain.forms import Form, Kind
from domain.names import CodeId, DocumentId, RecordId, Sha256

DIGITS = 6
APART = frozenset({Kind.PICTURE, Kind.FILE, Kind.CODE})
"""What is captured beside the words: the code is bound to the words."""


def said(form: Form, record: RecordId, data: Mapping[str, object]) -> Sha256:
    """SHA-256 of what whoever types the code has read: the words of the sheet, whatever was drawn beside them."""
    apart = {one.name for one in form.fields if one.kind in APART}
    words = {name: value for name, value in data.items() if name not in apart and value not in (None, "", [])}
    whole = [form.code, form.edition, str(record), words]
    return Sha256(sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest())


def number(phone: str) -> str:
    """`0912345678` or `+84912345678`, however it was typed. Raises: Malformed."""
    bare = "".join(one for one in phone if one not in " .-()")
    if not fullmatch(r"0[0-9]{9}|\+[1-9][0-9]{7,14}", bare):
        raise Malformed("phone: số điện thoại 10 chữ số, như 0912345678 / a phone number, e.g. 0912345678")
    return bare


def masked(phone: str) -> str:
    """As rows, sheets and pages show it: `09•••••678`."""
    return f"{phone[:2]}{'•' * (len(phone) - 5)}{phone[-3:]}"


@dataclass(frozen=True)
class Code:
    """One code that was sent; the code itself is kept by nobody."""

    id: CodeId
    record: RecordId
    said: Sha256
    phone: str
    """Masked."""
    sent_at: datetime
    expires_at: datetime
    tries: int
    """Wrong ones so far, the one being judged included."""
    most: int
    """Tries in all."""
    passed_at: datetime | None
    used_by: DocumentId | None
    """The document it confirmed."""
    used_in: int | None
    """And its version."""

    def check_open(self, now: datetime) -> None:
        """Whether it may still be tried. Raises: CodeRefused."""
        if self.tries >= self.most:
            raise CodeRefused("tries")
        if now >= self.expires_at:
            raise CodeRefused("expired")

    def check_use(self, record: RecordId, words: Sha256) -> None:
        """Whether it confirms these words of this record, for the first time. Raises: CodeRefused."""
        if self.passed_at is None:
            raise CodeRefused("open")
        if (self.record, self.said) != (record, words):
            raise CodeRefused("changed")
        if self.used_by is not None:
            raise CodeRefused("used")
