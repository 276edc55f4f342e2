"""Results: the form by which a technician delivers one."""

from dataclasses import dataclass

from web.forms import Form
from web.records import Head


@dataclass(frozen=True)
class Asked:
    """One value the sheet asks for."""

    key: str
    name: str
    unit: str
    reference: str


@dataclass(frozen=True)
class DeliverPage:
    head: Head
    order: str
    code: str
    service: str
    asked: tuple[Asked, ...]
    form: Form
    version: int = 1
    refused: str = ""
    """Why the version before was refused, in the words of who refused it."""
