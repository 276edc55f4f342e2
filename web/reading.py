"""What the reading view shows of a version, and how a document becomes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.clock import day
from domain.copies import PROVISIONAL, status
from domain.errors import NotFound
from domain.forms import Form as Sheet
from domain.names import PersonId
from domain.outages import Outage
from domain.policies import PolicyBook
from domain.roles import Role
from domain.signatures import BY_CANCELLING, MADE_AGAIN, Method
from services.signatures import DocumentView
from store.queries.signatures import Document, Version, outdated
from web import chains
from web.chains import Words as Words
from web.changed import lines as changes
from web.foreign import ForeignFile, foreign
from web.forms import Form, Option, Told
from web.grant_lines import Band
from web.kept import KeptBlock
from web.measured import ResultLine as ResultLine
from web.measured import measured
from web.parts import Part as Part
from web.parts import parts
from web.words import _


@dataclass(frozen=True)
class VersionLine:
    number: int
    made_at: datetime
    by: str
    state: str
    why: str = ""
    """Why it was refused or replaced, in the words of who did."""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class EndedLine:
    """How the version ended without becoming complete."""

    by: str
    at: datetime
    why: str
    """In the words of who ended it."""


@dataclass(frozen=True)
class Reading:
    """Everything the reading view shows of one version."""

    document: str
    version: int
    title: str
    code: str
    """Number or code printed on the sheet."""
    subject: str
    """Whom or what it is about, in one line: patient, or facility and task."""
    place: str
    made_at: datetime
    state: str
    steps: tuple[chains.StepLine, ...]
    content: str
    """SHA-256 of the version without signatures: what the reader signs."""
    edition: str = ""
    """Edition of its chain, and the facility's quy chế that it rests on."""
    results: tuple[ResultLine, ...] = ()
    parts: tuple[Part, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    record: str = ""
    """Address of the record or track it belongs to."""
    held: bool = False
    """A hold keeps the record from disposal."""
    band: Band | None = None
    """Says by which grant it is read, when not by right."""
    form: Form | None = None
    """Present when this person may sign now, or refuse what `own` is not."""
    reasons: tuple[Option, ...] = ()
    """To choose from when refusing."""
    kept: KeptBlock | None = None
    """Of a closing sheet, to the records office: the class that receiving the record confirms."""
    menders: tuple[Option, ...] = ()
    """Of a closing sheet: who may be named to mend what the record lacks; empty for other sheets."""
    own: bool = False
    """This person drew it up and may take it back, which is what an author does instead of refusing."""
    by_signing: str = ""
    """What this person's signature does beside signing: the clerk's takes the next number."""
    standing_in: str = ""
    """In whose place this person would sign."""
    confirms: bool = False
    """The open step is a confirmation by PIN, no signature."""
    claim: Form | None = None
    """Present when this person may take a task that waits for others too."""
    claims: tuple[tuple[str, str], ...] = ()
    """Who took the open step: id and name."""
    release: Form = field(default_factory=Form)
    may_release: tuple[str, ...] = ()
    """Whose claim this person may give back."""
    waits_for: str = ""
    """Why this person cannot sign now, when there is something to say."""
    redraw: Form | None = None
    """Present when this doctor's order sheet was refused or taken back, and can be drawn up once more as it was."""
    alarm: Form | None = None
    """Present when a critical value waits for somebody who treats, such as this person, to confirm to know it."""
    replaced: Form | None = None
    """Present when this person had read a released version and has not confirmed to know that this one replaces it."""
    grave: bool = False
    """What changed is dangerous."""
    acknowledge: Form | None = None
    """Present when the ordering doctor has a final result to acknowledge."""
    refused: Told | None = None
    """A refusal that no form stands here to tell: it is no longer this person's turn."""
    ended: EndedLine | None = None
    """Present when the version was refused, withdrawn or replaced."""
    redo: str = ""
    """Where this person makes the refused sheet again."""
    withdraw: Form | None = None
    """Present when this person made the version and may take it back."""
    signed: str = ""
    """`1/3`, while somebody has yet to sign."""
    provisional: bool = False
    """A result that not everybody signed: for information only, and said so wherever its values are shown."""
    late: Outage | None = None
    """The outage after which it was entered."""
    newer: int = 0
    """The newest version, when this one is not."""
    stands: bool = False
    """This complete version counts, although there is a newer one that is not complete."""
    standing: int = 0
    """The complete version that counts until this one is complete."""
    paper_only: bool = False
    """The record is archived: the rows keep no content, the signed PDF has it."""
    foreign: ForeignFile | None = None
    """Present when the content is a ready PDF."""


def reading(view: DocumentView, nth: int, form: Form | None, book: PolicyBook, words: Words) -> Reading:
    """Version `nth` of a document as its reader sees it; `form` carries what was typed before. Raises: NotFound."""
    version = next((one for one in view.versions if one.number == nth), None)
    if version is None:
        raise NotFound("version", f"{view.document.id}/{nth}")
    document, newest = view.document, version is view.newest
    mine = view.my_step is not None and newest
    data = version.data or {}
    sheet, takes_back = _sheet(book, document.form, version), newest and _may_withdraw(view, version)
    before = next((one for one in view.versions if one.number == nth - 1), None)
    return Reading(
        document=str(document.id),
        version=nth,
        title=document.title,
        code=cited(document, version),
        subject=_subject(data) or words(_("Hồ sơ bệnh án")),
        place=str(data.get("performed_in") or data.get("department") or (sheet.name if sheet else "")),
        made_at=version.made_at,
        state=version.state,
        steps=chains.steps(version, view, words),
        content=version.chain.content,
        edition=chains.edition(version.chain, words),
        results=measured(data, (before.data or {}) if before else {}, view.earlier),
        parts=parts(sheet, data, f"/documents/{document.id}/{nth}/enclosures") if sheet else (),
        versions=tuple(_version(one, view, book) for one in reversed(view.versions)),
        record=_belongs_to(document),
        held=view.held,
        form=(form or Form()) if mine else None,
        by_signing=chains.by_signing(version, words) if mine else "",
        standing_in=chains.standing_in(view, words) if mine else "",
        confirms=mine and version.chain.step is not None and version.chain.step.method is Method.CONFIRMED,
        claim=Form() if mine and chains.may_claim(view) else None,
        claims=chains.claims(view) if newest else (),
        may_release=(str(view.asker),) if newest else (),
        refused=form.told if form and not mine else None,
        own=takes_back and not _brought(view, nth),
        withdraw=(form or Form()) if takes_back else None,
        ended=_ended(version, view.names),
        signed=_signed(version),
        provisional=document.subject_kind == "result" and status(version.chain) in PROVISIONAL,
        late=view.marks.get((document.id, nth)),
        newer=0 if newest else view.newest.number,
        stands=version.stands and not outdated(document, version),
        standing=version.standing if document.subject_kind == "sheet" and not version.completed_at else 0,
        paper_only=version.data is None,
        foreign=foreign(version, words),
        waits_for="" if mine or not (newest or version.chain.pending) else chains.waits(version, view, words),
    )


def _signed(version: Version) -> str:
    chain = version.chain
    needed = sum(step.needed for step in chain.steps)
    return f"{len(chain.signatures)}/{needed}" if status(chain) in PROVISIONAL else ""


def _may_withdraw(view: DocumentView, version: Version) -> bool:
    return view.mine and view.document.subject_kind != BY_CANCELLING and version.chain.step is not None and not version.chain.ended


def _brought(view: DocumentView, nth: int) -> bool:
    """A machine brought it in the author's name, who may not have seen it before."""
    return any(one.act == "sheet.write" and one.role == Role.INTEGRATOR and one.facts.get("version") == nth for one in view.timeline)


def cited(document: Document, version: Version) -> str:
    """How a paper is cited: its number and series once issued, else its look-up code."""
    return f"{version.issue_number:02}/{version.series}" if version.issue_number else document.code


def _belongs_to(document: Document) -> str:
    """Address of the record, track or appraisal."""
    if document.record:
        return f"/records/{document.record}"
    return f"/{document.subject_kind}s/{document.subject}" if document.subject_kind in ("track", "appraisal", "disposal", "plan") else ""


def _sheet(book: PolicyBook, code: str, version: Version) -> Sheet | None:
    try:
        return book.form(code, day(version.made_at))
    except NotFound:
        return None


def _subject(data: Mapping[str, Any]) -> str:
    patient = data.get("patient")
    if isinstance(patient, dict):
        return " · ".join((f"{patient.get('name', '')}, {str(patient.get('birth', ''))[-4:]}", str(data.get("record", ""))))
    return str(data.get("facility", ""))


def _version(version: Version, view: DocumentView, book: PolicyBook) -> VersionLine:
    why = version.ended_reason if version.chain.ended in MADE_AGAIN else version.note  # who replaces it says why in the next line
    before = next((one for one in view.versions if one.number == version.number - 1), None)
    changed = changes(_sheet(book, view.document.form, version), before, version)
    return VersionLine(version.number, version.made_at, view.names.get(version.author, ""), version.state, why or "", changed)


def _ended(version: Version, names: Mapping[PersonId, str]) -> EndedLine | None:
    if version.ended_at is None:
        return None
    by = names.get(version.ended_by, "") if version.ended_by else ""
    return EndedLine(by, version.ended_at, version.ended_reason or "")
