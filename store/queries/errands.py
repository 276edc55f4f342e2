"""What waits for a person beside signatures: found in the rows of the thing itself, so that it can neither be forgotten nor left over."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, aliased

from domain.clock import day
from domain.councils import AppraisalState
from domain.people import Position
from domain.seats import Seat
from domain.signatures import MADE_AGAIN
from domain.tracks import WAITS, State
from store.queries.orders import alarming_rows
from store.tables.appraisals import AppraisalRow, BallotRow, MemberRow
from store.tables.orders import OrderRow, ResultRow
from store.tables.people import FacilityRow
from store.tables.plans import PlanRow
from store.tables.records import PatientRow, RecordRow
from store.tables.signatures import DocumentRow, VersionRow
from store.tables.tracks import MilestoneDocumentRow, MilestoneRow, ReportRow, TrackRow


@dataclass(frozen=True)
class Errand:
    """Something this person is waited for, in a line."""

    kind: str
    """`attend`, `vote`, `close`, `again`, `judge`, `overdue`, `redo`, `redraft`, `declare`, `unblock`, `chase`, `unblocked`,
    `record_visit`, `judge_remedy`, `remedy`, `hear`, `mend`, `classify`, `know`, `recall`, `back_entry`, `acknowledge`, `lend`, `let_in`,
    `review_grant`, `found`, `ballot`, `decide`, `review_survey`, `mend_survey`, `remake`, `make_good`, `appraise_again`,
    `decide_appraisal`, `purchase_enter`, `purchase_draw`, `purchase_redraw`, `purchase_returned`, `purchase_judge`,
    `regulation_comment`, `regulation_close`, `regulation_answer`, `regulation_check`, `regulation_fill`, `regulation_mend`,
    `regulation_redraft`, `regulation_submit`, `golive_publish`, `golive_allow` or `golive_choose`: the page has the words."""
    link: str
    """Path of the page where it is done."""
    title: str
    """Of the milestone or the sheet; empty when the words of the kind say it all."""
    since: datetime
    due: date | None = None
    many: int = 1
    """Milestones or criteria the line speaks of."""
    weight: int = 1
    """Acts it stands for: what the inbox counts."""
    facility: str = ""
    patient: str = ""
    birth_year: int | None = None
    record: str = ""
    """Code of the record."""


async def to_vote(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Appraisals in which this member has votes to cast: `council_ballot` has exactly what the rule waits for.

    Before the day for which the council was called it is a meeting to get ready for.
    """
    a, b = AppraisalRow, BallotRow
    query = (
        select(a.id, FacilityRow.name, a.convened_at, a.meets_at, func.count())
        .join(b, and_(b.appraisal == a.id, b.person == position.person))
        .join(TrackRow, TrackRow.id == a.track)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .group_by(a.id, FacilityRow.name, a.convened_at, a.meets_at)
    )
    found = []
    for which, name, at, meets_at, n in await session.execute(query):
        due = day(meets_at) if meets_at else None
        kind = "attend" if due and due > today else "vote"
        found += [Errand(kind, f"/appraisals/{which}", "", at, due, n, facility=name)] if at else []
    return found


async def to_close(session: AsyncSession, position: Position) -> list[Errand]:
    """Appraisals whose chair closes now: everybody has voted, or the minutes were refused or taken back."""
    a, m, b = AppraisalRow, MemberRow, BallotRow
    missing = exists(select(b.person).where(b.appraisal == a.id).correlate(a))
    refused = exists(_newest_version(VersionRow.ended.in_(MADE_AGAIN)).where(DocumentRow.id == a.minutes).correlate(a))
    chair = and_(m.appraisal == a.id, m.person == position.person, m.seat == Seat.CHAIR, m.absent.is_(False))
    query = (
        select(a.id, FacilityRow.name, a.convened_at, a.state)
        .join(m, chair)
        .join(TrackRow, TrackRow.id == a.track)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(((a.state == AppraisalState.VOTING) & ~missing) | ((a.state == AppraisalState.MINUTES) & refused))
    )
    kinds = {AppraisalState.VOTING: "close", AppraisalState.MINUTES: "again"}
    return [
        Errand(kinds[AppraisalState(state)], f"/appraisals/{which}", "", at, facility=name)
        for which, name, at, state in await session.execute(query)
        if at
    ]


async def to_judge(session: AsyncSession, position: Position) -> list[Errand]:
    """Reports for this officer to accept or send back, a line for each facility.

    Not those the officer reported, nor judged in a council, nor those that wait for earlier milestones: they wait for the unit.
    """
    m = MilestoneRow
    wanted = (
        PlanRow.department == position.facility,
        m.state == State.REPORTED,
        m.reported_by != position.person,
        not_(_waits()),
        not_(_sat(position)),
    )
    query = (
        select(
            TrackRow.id,
            FacilityRow.name,
            func.count(),
            func.min(m.code),
            func.min(m.spec["title"].astext),
            func.min(m.since),
            TrackRow.facility == PlanRow.department,
        )
        .join(TrackRow, TrackRow.id == m.track)
        .join(PlanRow, PlanRow.id == TrackRow.plan)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(*wanted)
        .group_by(TrackRow.id, FacilityRow.name, PlanRow.department)
    )
    return [_judged(*row) for row in await session.execute(query)]


def _judged(track: object, facility: str, n: int, code: str, title: str, since: datetime, own: bool) -> Errand:
    """A day that was the unit's is not the officer's."""
    link, title = _where(track, n, code, title, "" if own else "/acceptance")
    return Errand("judge", link, title, since, None, n, n, facility)


def _where(track: object, n: int, code: str, title: str, several: str = "") -> tuple[str, str]:
    """Page and title: the milestone itself when it is the only one, else what the track has for several."""
    return (f"/tracks/{track}/milestones/{code}", f"{code} {title}") if n == 1 else (f"/tracks/{track}{several}", "")


async def to_redo(session: AsyncSession, position: Position) -> list[Errand]:
    """Milestones of the own facility whose report was sent back, or whose paper was refused or taken back."""
    m = MilestoneRow
    refused = exists(
        _newest_version(VersionRow.ended.in_(MADE_AGAIN))
        .join(MilestoneDocumentRow, MilestoneDocumentRow.document == DocumentRow.id)
        .where(MilestoneDocumentRow.track == m.track, MilestoneDocumentRow.milestone == m.code)
        .correlate(m)
    )
    query = _own(position).where(m.state == State.OPEN, m.sent_back | refused)
    return [
        Errand(
            "redo" if row.sent_back else "redraft",
            f"/tracks/{row.track}/milestones/{row.code}",
            f"{row.code} {row.spec['title']}",
            row.since,
            row.due,
            facility=name,
        )
        for row, name in await session.execute(query)
    ]


async def to_report(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Milestones of the own unit that are past their last day and wait for nothing earlier, a line for each track."""
    m = MilestoneRow
    late = (m.state == State.OPEN, m.due < today, not_(m.sent_back), not_(_waits()), TrackRow.closed_on.is_(None))
    own = _own(position).where(*late).subquery()
    told = (func.count(), func.min(own.c.since), func.min(own.c.due), func.min(own.c.code), func.min(own.c.spec["title"].astext))
    query = select(own.c.track, own.c.name, *told).group_by(own.c.track, own.c.name)
    return [_overdue(*row) for row in await session.execute(query)]


def _overdue(track: object, facility: str, n: int, since: datetime, due: date, code: str, title: str) -> Errand:
    link, title = _where(track, n, code, title)
    return Errand("overdue", link, title, since, due, n, facility=facility)


async def to_declare(session: AsyncSession, position: Position) -> list[Errand]:
    """Tracks of the own facility with milestones to be declared, each one sitting."""
    own = _own(position).where(MilestoneRow.state == State.UNDECLARED).subquery()
    query = select(own.c.track, own.c.name, func.count(), func.min(own.c.since)).group_by(own.c.track, own.c.name)
    return [
        Errand("declare", f"/tracks/{track}/declaration", "", since, many=n, facility=name)
        for track, name, n, since in await session.execute(query)
    ]


async def to_hear(session: AsyncSession, position: Position) -> list[Errand]:
    """Critical values nobody confirmed to know: of one's own orders at once, of one's department when they were told again."""
    s, place = ResultRow, position.department or ""
    mine = (OrderRow.doctor == position.person) | ((s.told > 1) & ((OrderRow.department == place) | (RecordRow.department == place)))
    found = await _results(session, position, "hear", s.critical_at, alarming_rows() & mine)
    return [replace(one, due=day(one.since)) for one in found]


async def to_acknowledge(session: AsyncSession, position: Position) -> list[Errand]:
    """Final results of the doctor's own orders that were not acknowledged."""
    unseen = and_(ResultRow.complete_at.is_not(None), ResultRow.acknowledged_at.is_(None), OrderRow.doctor == position.person)
    return await _results(session, position, "acknowledge", ResultRow.complete_at, unseen)


async def _results(
    session: AsyncSession, position: Position, kind: str, since: QueryableAttribute[datetime | None], wanted: ColumnElement[bool]
) -> list[Errand]:
    """A line for each result sheet of the facility that is wanted; `since` is never empty in one."""
    s, o, r, p = ResultRow, OrderRow, RecordRow, PatientRow
    rows = await session.execute(
        select(s.document, DocumentRow.title, since, p.name, p.birth, r.code)
        .join(o, o.id == s.order)
        .join(r, r.id == o.record)
        .join(p, p.id == r.patient)
        .join(DocumentRow, DocumentRow.id == s.document)
        .where(wanted, r.facility == position.facility)
    )
    return [
        Errand(kind, f"/documents/{which}", title, at, patient=name, birth_year=birth.year, record=code)
        for which, title, at, name, birth, code in rows
        if at
    ]


def _newest_version(*wanted: ColumnElement[bool]) -> Select[Any]:
    """The newest version of a document, when it is as wanted."""
    v, d = VersionRow, DocumentRow
    return select(d.id).join(v, and_(v.document == d.id, v.number == d.current)).where(*wanted)


def _waits() -> ColumnElement[bool]:
    """Something that comes before the milestone is not reported."""
    earlier = aliased(MilestoneRow)
    of = (earlier.track == MilestoneRow.track, earlier.state.in_(WAITS), MilestoneRow.spec["after"].has_key(earlier.code))
    return exists(select(earlier.code).where(*of).correlate(MilestoneRow))


def _sat(position: Position) -> ColumnElement[bool]:
    """The newest report rests on the minutes of a council this person sat on."""
    m, r, a = MilestoneRow, ReportRow, AppraisalRow
    rests = (r.track == m.track, r.milestone == m.code, r.number == m.reports, MemberRow.person == position.person)
    sat = and_(MemberRow.appraisal == a.id, MemberRow.absent.is_(False))
    paper = or_(a.minutes == r.document, a.decision == r.document)
    return exists(select(r.number).join(a, paper).join(MemberRow, sat).where(*rests).correlate(m))


def _own(position: Position) -> Select[MilestoneRow, str]:
    m = MilestoneRow
    return (
        select(m, FacilityRow.name)
        .join(TrackRow, TrackRow.id == m.track)
        .join(FacilityRow, FacilityRow.id == TrackRow.facility)
        .where(TrackRow.facility == position.facility)
    )
