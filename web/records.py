"""Records: the list, one record, and opening a new one."""

from dataclasses import dataclass
from datetime import date, datetime

from web.audit import Happened
from web.forms import Form, Option


@dataclass(frozen=True)
class Head:
    """Which patient, which episode: stands above every page about a record."""

    record: str
    code: str
    patient: str
    patient_code: str
    """Số định danh cá nhân, or a temporary code."""
    born: str
    """Birth day, or year when only that is known."""
    sex: str
    department: str
    opened_at: datetime
    state: str
    diagnosis: str = ""


@dataclass(frozen=True)
class RecordLine:
    head: Head
    treating: str
    """Treating doctor."""
    waits: str = ""
    """The next thing somebody owes; empty when nothing is open."""


@dataclass(frozen=True)
class RecordsPage:
    query: str
    lines: tuple[RecordLine, ...]
    may_open: bool
    older: str = ""


@dataclass(frozen=True)
class DocumentLine:
    address: str
    title: str
    version: int
    at: datetime
    author: str
    state: str
    signed: str = ""
    """`2/3`."""
    off: int = 0
    """Abnormal values in it."""


@dataclass(frozen=True)
class Day:
    of: date
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True)
class ServiceLine:
    service: str
    performing: str
    state: str
    why: str = ""
    """Why cancelled, or why the sample was rejected."""


@dataclass(frozen=True)
class OrderBlock:
    address: str
    code: str
    at: datetime
    doctor: str
    lines: tuple[ServiceLine, ...]
    deliver: str = ""
    """Address of the form for a result; empty when this position delivers none."""


@dataclass(frozen=True)
class Missing:
    """Something that must come before the record can close, and who owes it."""

    what: str
    who: str
    link: str = ""


@dataclass(frozen=True)
class RecordPage:
    head: Head
    days: tuple[Day, ...]
    orders: tuple[OrderBlock, ...]
    missing: tuple[Missing, ...]
    timeline: tuple[Happened, ...]
    next_words: str = ""
    """The next act of this position, e.g. `Chỉ định`; empty when it has none."""
    next_address: str = ""
    discharge: Form | None = None
    keep_until: date | None = None
    """Last day of retention, once archived."""


@dataclass(frozen=True)
class DischargePage:
    head: Head
    form: Form
    outcomes: tuple[Option, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class OpenRecordPage:
    form: Form
    departments: tuple[Option, ...]
    doctors: tuple[Option, ...]
    kinds: tuple[Option, ...]
    """Kinds of episode: inpatient, outpatient, day treatment."""
