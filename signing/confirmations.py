"""Confirmations in a file: what somebody said by entering their PIN again, written by the next digital signature, which covers it.

They stand in that signature's dictionary (`/HSBAConfirmed`, inside the bytes it signs) and are seen beside its mark. They are
never called a digital signature (TT 13/2025/TT-BYT Đ3; Luật GDĐT 20/2023 Đ23 k2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils import generic as typeless
from pyhanko.pdf_utils.generic import ArrayObject, pdf_date, pdf_name, pdf_string
from pyhanko.pdf_utils.generic import parse_pdf_date as read_date

from signing.objects import entry

generic: Any = typeless
"""pyHanko's objects are not typed."""
KEY = "/HSBAConfirmed"
WAY = "pin"
"""The only way there is: the PIN of one's own token, entered again."""
WORDS = "Xác nhận bằng mã PIN (không phải chữ ký số)"


@dataclass(frozen=True)
class Confirmation:
    """One person's confirmation of one stage."""

    step: str
    name: str
    title: str
    at: datetime
    box: tuple[float, float, float, float] | None = None
    """Its place on the last page, as `SignatureMark.box`."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of its visible mark."""
        return tuple(line for line in (WORDS, self.name, self.title) if line)


def written(confirmations: Sequence[Confirmation]) -> ArrayObject:
    """As the signature's dictionary holds them."""
    return ArrayObject(
        generic.DictionaryObject(
            {
                pdf_name("/Step"): pdf_string(one.step),
                pdf_name("/Name"): pdf_string(one.name),
                pdf_name("/Title"): pdf_string(one.title),
                pdf_name("/M"): pdf_date(one.at),
                pdf_name("/Way"): pdf_name("/" + WAY),
            }
        )
        for one in confirmations
    )


def read(signature: Any) -> tuple[Confirmation, ...]:
    """Those that a signature's dictionary holds; whoever made the file wrote them."""
    return tuple(
        Confirmation(
            str(entry(one, "/Step", "")), str(entry(one, "/Name", "")), str(entry(one, "/Title", "")), read_date(str(entry(one, "/M")))
        )
        for one in (one.get_object() for one in entry(signature, KEY, ()))
    )
