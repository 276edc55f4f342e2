"""What a form asks for, and whether data fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain import enclosures
from domain.basis import Certainty
from domain.conditions import Never, When
from domain.exchange import TREATMENT
from domain.faults import Spot
from domain.identifiers import Identifies
from domain.reasons import Reason
from domain.roles import Role

HEAD = frozenset(
    {"parent", "facility", "place", "record", "department", "patient", "author", "acted_at", "entered_at", "acts", "back_entry", "baseline"}
)
"""Keys of what stands at the head of a sheet; no form asks for them."""
RESERVED = HEAD | {
    "form",
    "form_edition",
    "edition",
    "chain_regulation",
    "code",
    "version",
    "chain",
    "preservation",
    "request",
    "more",
    "again",
}
"""Keys that the house adds to the data of a sheet, and names that its pages need for themselves: no field may be named so."""


class Subject(StrEnum):
    """What a document of the form belongs to."""

    RECORD = "record"
    TRACK = "track"
    APPRAISAL = "appraisal"
    DISPOSAL = "disposal"
    PLAN = "plan"
    """A province's plan as it was opened, for all of its units."""


class Paper(StrEnum):
    """How it is laid out."""

    CLINICAL = "clinical"
    """A sheet of a record: patient on every page."""
    OFFICIAL = "official"
    """A paper of an office: NĐ 30/2020/NĐ-CP, annex I."""


class Kind(StrEnum):
    """What a field holds, as JSON carries it."""

    TEXT = "text"
    """One line."""
    LONG_TEXT = "long_text"
    """Paragraphs, parted by line breaks."""
    TEXTS = "texts"
    """A list of texts."""
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    """Whole đồng."""
    DAY = "day"
    """`21/11/2026`, or `2026-11-21`."""
    MOMENT = "moment"
    """`13:05 21/11/2026` in Vietnam, or `2026-11-21T13:05:00+07:00`, always with its offset."""
    FLAG = "flag"
    """true or false."""
    CHOICE = "choice"
    """One of the keys of `choices`."""
    PERSON = "person"
    """Somebody of the facility: `{"id", "name"}`; asked for by the id alone."""
    PEOPLE = "people"
    """A list of them."""
    LINES = "lines"
    """A list of objects, each with `fields`."""
    PICTURE = "picture"
    """A drawing or photograph, PNG or JPEG as base64; kept on the shelf and named by the data, printed on the sheet."""
    FILE = "file"
    """A scan: PDF, JPEG or PNG as base64; kept on the shelf, attached to the sheet."""
    UID = "uid"
    """A DICOM unique identifier: numbers parted by points, at most 64 characters (PS3.5 §9.1)."""
    CODE = "code"
    """A code that was sent to a phone and typed in again, bound to what the other fields say: the id of its row."""


class Known(StrEnum):
    """What the record may know already of what a field asks for."""

    NOTHING = ""
    OPENED_AT = "opened_at"
    DISCHARGED_AT = "discharged_at"
    ADMITTED_FOR = "admitted_for"
    """Diagnosis at admission."""
    DIAGNOSIS = "diagnosis"
    """Diagnosis at discharge."""
    COURSE = "course"
    """How the illness went, as the discharge sums it up."""
    OUTCOME = "outcome"
    """Outcome of the treatment, in words."""
    TREATMENT = "treatment"
    """Of other sheets only, as the next."""
    ADVICE = "advice"


TIMES = frozenset({Known.OPENED_AT, Known.DISCHARGED_AT})
"""Those that are moments; the others are words."""


@dataclass(frozen=True)
class Field:
    """One thing a form asks for."""

    name: str
    """Key in the data."""
    label: str
    """What people read, Vietnamese."""
    kind: Kind = Kind.TEXT
    """One of the kinds above."""
    required: bool = False
    """Whether it must be filled; a required list holds at least one line."""
    unit: str = ""
    """Unit of the number, e.g. `giường`."""
    longest: int = 20_000
    """Most characters of a text, most lines of a list."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Key → what people read, for a choice."""
    fields: "tuple[Field, ...]" = ()
    """What each line holds, for lines."""
    least: float | None = None
    """Smallest number that can be meant; what lies below is a slip of the hand. Of people: fewest."""
    most: float | None = None
    """Largest number that can be meant. Of people: most."""
    group: str = ""
    """Heading that stands over it on the sheet and on the page; a field without one stands under the heading before it."""
    when: When | None = None
    """Asked for, and required, only on this condition; null asks always."""
    unlike: tuple[str, ...] = ()
    """Fields of people whom this field of people may not name too."""
    roles: tuple[Role, ...] = ()
    """Roles of which a person named must hold one; empty for any."""
    identifies: Identifies = Identifies.NOTHING
    """Whether the value is kept beside the sheet as a link to another system: `sole`, of one document in the facility, or `shared`."""
    happened: bool = False
    """Of a moment: what it tells has happened by the time it is written, so that it lies within the patient's life and episode."""
    not_before: str = ""
    """Of a moment: the field of the moment before which it cannot lie, as an end does its beginning."""
    handed: bool = False
    """Asked for on a second page, handed to e.g. the patient, which first shows what the fields before say."""
    of_paper: bool = False
    """Of a file: the scan of a paper page. Where it is filled the document's medium is paper."""
    of_outage: bool = False
    """Of a line: left empty it says the times of the outage whose mark the sheet carries."""
    known: Known = Known.NOTHING
    """What the page fills it with beforehand, to be read and changed: from admission and discharge, else from another sheet's field of the
    same; empty for nothing."""
    note: str = ""
    """Words that stand before it on the page and on the sheet: what is declared by filling it."""


@dataclass(frozen=True)
class ExchangeGroup:
    """Where a document stands in the record's XML (CV 365/TTYQG-GPQLCL III.1.1 d)."""

    group: str
    """One of the eleven groups, e.g. `PhieuChiDinh`."""
    when: When | None = None
    """Only on this condition."""


@dataclass(frozen=True)
class Form:
    """One edition of a form."""

    code: str
    """Short name, e.g. `lab-result`; the key of its signature chain."""
    name: str
    """Title in Vietnamese, as on the sheet."""
    name_en: str
    """Title in English."""
    subject: Subject
    """What its documents belong to: `record`, `track`, `appraisal` or `disposal`."""
    edition: str
    """Short name of the edition, kept with each document."""
    effective_from: date
    """First day on which documents are made by this edition."""
    basis: str
    """Number, article and date of what the form rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    template: str
    """File name of the typst template, beside the form."""
    paper: Paper
    """`clinical` or `official`."""
    fields: tuple[Field, ...]
    """What it asks for, in the order of the page."""
    written_by: tuple[Role, ...] = ()
    """Roles that draw it up, or perform what it answers; empty for what the house draws up at another act."""
    refusal_reasons: tuple[Reason, ...] = ()
    """Reasons to choose from when refusing to sign; empty for the list of the facility (`care`)."""
    accepts_pdf: bool = False
    """Whether a ready PDF may be its content; of the fields only people and choices are then required: they decide who signs."""
    issued: bool = False
    """Whether it is issued from the record to somebody outside: it is drawn up also once the record is kept."""
    hands_over: str = ""
    """Field of the person who treats the patient, in their department, once everybody has signed; empty when nothing moves."""
    departments_of: tuple[str, ...] = ()
    """Of a form that hands over: the fields of the department the patient leaves and of the one that takes the patient in; the house fills
    them by the record and by who receives, whatever is typed."""
    refers: str = ""
    """Field that says where the patient goes: the form is a transfer slip, and whoever is discharged as transferred has one, signed."""
    exchange: tuple[ExchangeGroup, ...] = ()
    """Group of the `HoSoBenhAn` XML its documents stand in, the first whose condition holds; without one `ThongTinDieuTri`."""
    unsigned: bool = False
    """Without a chain: the house makes it of what is signed."""
    never: tuple[Never, ...] = ()
    """Choices that exclude each other."""
    answers: str = ""
    """Kind of order line its sheets answer, a key of the order form's `kind`, or empty; a flag `critical` says that it is dangerous."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Vietnamese → English of its labels, choices, headings, units, notes and reasons why not, for who fills it in English; the sheet
    is Vietnamese. Words that are missing stay so. One Vietnamese word has one English on a form: two meanings need two words."""
    series: str = ""
    """Series its numbers are taken from, e.g. `QĐ-BV`; empty when it gets no number."""
    effective_until: date | None = None
    """Last day of the edition; null while it lasts."""

    @property
    def by_hand(self) -> bool:
        """Whether it can be filled on paper: a sheet of a record that is signed, and not itself the scan of a paper."""
        scanned = any(one.of_paper and one.required and one.when is None for one in self.fields)
        return self.subject is Subject.RECORD and self.paper is Paper.CLINICAL and not self.unsigned and not scanned

    def on_paper(self, data: Mapping[str, object]) -> bool:
        """Whether a document with this data is the scan of paper."""
        return any(one.of_paper and data.get(one.name) for one in self.fields)

    def exchange_group(self, data: Mapping[str, object]) -> str:
        """One of `domain.exchange.GROUPS`."""
        return next((one.group for one in self.exchange if one.when is None or one.when.holds(data)), TREATMENT)

    def spot(self, label: str) -> Spot:
        """Where a field stands, in both languages."""
        return Spot(self.english).of(label)


def enclosed(form: Form, data: Mapping[str, object]) -> dict[str, enclosures.Enclosed]:
    """Field → the picture or file the data names there."""
    named = {one.name: data.get(one.name) for one in form.fields if one.kind in (Kind.PICTURE, Kind.FILE)}
    return {name: enclosures.Enclosed(**value) for name, value in named.items() if isinstance(value, Mapping)}


def ids(value: object) -> tuple[str, ...]:
    """Whom a field of people names, as text, in their order; what is no id is left to `faults`."""
    found = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one.get("id", "") if isinstance(one, Mapping) else one) for one in found if one)
