"""The papers of a disposal: what each says, and what follows once everybody has signed it."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from activities.disposal_tallies import tallies
from activities.documents import Paper
from activities.heads import office
from activities.minutes import SEATS
from activities.papers import issued
from domain import disposals as rules
from domain.clock import clock_time, day
from domain.disposals import Disposal, DisposalState, Fate, Item
from domain.errors import NotFound
from domain.names import DisposalId, DocumentId, PersonId, id_of
from domain.seats import Seat
from store.queries import disposals as queries
from store.queries import people
from store.queries import signatures as documents
from store.writes import audit, notices
from store.writes import disposals as writes

COUNCIL, MINUTES, DECISION, CERTIFICATE = "disposal-council", "disposal-minutes", "disposal-decision", "destruction-certificate"
PRINTED = 1000
"""Lines of a list that a paper prints; a longer one is summed up, and its hash names it."""
WORDS = {
    rules.Obstacle.NOT_EXPIRED: "thời hạn lưu trữ chưa hết",
    rules.Obstacle.HELD: "đang được giữ lại",
    rules.Obstacle.LINKED: "gắn với hồ sơ sự cố y khoa, được lưu trữ lâu hơn",
    rules.Obstacle.CHANGED: "hồ sơ đã thay đổi sau khi lập danh mục",
    rules.Obstacle.CLASS_CHANGED: "nhóm hoặc thời hạn lưu trữ đã thay đổi sau khi lập danh mục",
    rules.Obstacle.NOT_ARCHIVED: "hồ sơ không ở trạng thái lưu trữ",
    rules.Obstacle.LISTED_ELSEWHERE: "hồ sơ đã có trong danh mục khác",
}
FATES = {
    Fate.TAKEN_OUT: "đưa ra khỏi danh mục",
    Fate.VOTED_OUT: "không đủ phiếu đồng ý hủy",
    Fate.FELL_OUT: "bị loại khỏi danh mục",
}


def key(which: DisposalId) -> str:
    """Key of everything the disposal keeps on the shelf."""
    return f"disposal/{which}"


def document(which: DisposalId, form: str) -> DocumentId:
    """One document for each paper: what is drawn up again is its next version."""
    return DocumentId(id_of(form, which))


async def paper(desk: Desk, session: AsyncSession, one: Disposal, form: str, now: datetime) -> Paper:
    head = await office(session, one.facility)
    data = {**head, **await SAYS[form](desk, session, one, now)}
    name = desk.policies.form(form, day(now)).name
    named = await _named(session, one) if form == MINUTES else {}
    return Paper(
        document(one.id, form), one.facility, form, ("disposal", one.id), key(one.id), data, title=f"{name}: {one.title}", named=named
    )


async def _named(session: AsyncSession, one: Disposal) -> dict[str, tuple[PersonId, ...]]:
    seats = {"secretary": Seat.SECRETARY, "members": Seat.MEMBER, "chair": Seat.CHAIR}
    return {name: tuple(member.person for member in one.members if member.seat is seat) for name, seat in seats.items()}


async def _council(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> dict[str, Any]:
    sitting = await queries.sitting(session, one.id)
    return {**_list(desk, one, one.listed), "members": await _members(session, one), "held_at": sitting.held_at, "quorum": one.quorum}


async def _minutes(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> dict[str, Any]:
    sitting = await queries.sitting(session, one.id)
    members = await _members(session, one, one.voted)
    return {
        **_list(desk, one, one.listed),
        "founded_by": await _cited(session, one, COUNCIL),
        "opened_at": clock_time(sitting.voting_since or now),
        "closed_at": clock_time(sitting.closed_vote_at or now),
        "held_at": sitting.held_at,
        "members": members,
        "quorum": one.quorum,
        "proposed": len(one.items),
        "out": _out(one),
        "tallies": await tallies(session, one),
        "dissent": await _dissent(session, one),
        "conclusion": sitting.conclusion,
    }


async def _decision(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> dict[str, Any]:
    waiting = desk.policies.care(one.facility, day(now)).disposal_waiting_days
    basis = await _cited(session, one, MINUTES) if one.members else ""
    return {**_list(desk, one, one.listed), "minutes": basis, "waiting_days": waiting, "out": _out(one)}


async def _certificate(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> dict[str, Any]:
    care = desk.policies.care(one.facility, day(now))
    gone = tuple(item for item in one.items if item.fate is Fate.DESTROYED)
    sitting = await queries.sitting(session, one.id)
    at = sitting.destroyed_at or now
    return {
        **_list(desk, one, gone),
        "decision": await _cited(session, one, DECISION),
        "destroyed_at": clock_time(at),
        "places": "khóa mã hóa tại mọi bản sao của kho khóa; tệp tại kho lưu trữ và mọi bản sao của kho lưu trữ; tệp làm việc",
        "no_dump_after": f"{day(at + timedelta(days=care.dumps_kept_days)):%d/%m/%Y}",
        "out": _out(one),
    }


Says = Callable[[Desk, AsyncSession, Disposal, datetime], Awaitable[dict[str, Any]]]
SAYS: Mapping[str, Says] = {COUNCIL: _council, MINUTES: _minutes, DECISION: _decision, CERTIFICATE: _certificate}


def _list(desk: Desk, one: Disposal, items: tuple[Item, ...]) -> dict[str, Any]:
    """The list as a paper tells it: how many of which class, the lines while they are few, and the hash of the list as frozen."""
    titles = desk.policies.class_titles
    many = Counter(item.kept_as for item in items)
    lines = [
        {"number": item.number, "code": item.code, "class": titles.get(item.kept_as, ""), "until": _day(item.keep_until)}
        for item in items[:PRINTED]
    ]
    return {
        "disposal": one.title,
        "records": len(items),
        "classes": [{"class": titles.get(kept, kept[1]), "records": n} for kept, n in sorted(many.items())],
        "lines": lines if len(items) <= PRINTED else [],
        "list_sha256": one.list_sha256,
    }


def _out(one: Disposal) -> list[dict[str, Any]]:
    """The lines that left the list, and why; the first ones of very many: the list itself tells all."""
    out = [item for item in one.items if item.fate in FATES][:PRINTED]
    return [{"number": item.number, "code": item.code, "why": FATES[item.fate], "reason": _why(item)} for item in out]


def _why(item: Item) -> str:
    return WORDS[rules.Obstacle(item.reason)] if item.fate is Fate.FELL_OUT else item.reason


async def _dissent(session: AsyncSession, one: Disposal) -> list[dict[str, Any]]:
    """Every word against, kept with its name."""
    names = await people.names(session, {said.person for said in one.ballots})
    against = [said for said in one.ballots if not said.destroy]
    return [{"name": names.get(said.person, ""), "item": said.item or 0, "note": said.note} for said in against]


async def _members(session: AsyncSession, one: Disposal, present: frozenset[PersonId] | None = None) -> list[dict[str, Any]]:
    """The council in its order; who voted was present, and before it meets that is not said."""
    return [
        {"name": member.name, "title": member.title, "role": SEATS[member.seat]}
        | ({} if present is None else {"present": member.person in present})
        for member in await queries.council(session, one.id)
    ]


async def _cited(session: AsyncSession, one: Disposal, form: str) -> str:
    """How a later paper cites an earlier one: number and day when it has them."""
    try:
        found = await documents.document(session, document(one.id, form))
    except NotFound:
        return ""
    return issued(found, await documents.version(session, found.id, found.current))


def _day(one: date) -> str:
    return f"{one:%d/%m/%Y}"


async def _council_signed(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> None:
    if one.state is DisposalState.COUNCIL:
        after = replace(one, state=DisposalState.VOTING)
        await writes.change(session, after, voting_since=now)
        told = [member.person for member in one.members]
        await notices.tell(session, f"disposal_called/{one.id}", told, "disposal_called", f"/disposals/{one.id}", now, title=one.title)
        await audit.note(session, now, None, "disposal.council_signed", ("disposal", one.id))


async def _minutes_signed(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> None:
    if one.state is DisposalState.MINUTES:
        await writes.change(session, replace(one, state=DisposalState.REVIEWED))
        link = f"/disposals/{one.id}"
        await notices.tell(session, f"disposal_reviewed/{one.id}", [one.proposed_by], "disposal_reviewed", link, now, title=one.title)
        await audit.note(session, now, None, "disposal.minutes_signed", ("disposal", one.id))


async def _decision_signed(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> None:
    if one.state is DisposalState.DECISION:
        days = await _said_days(session, one)
        await writes.wait(session, replace(one, state=DisposalState.WAITING), days, now)
        await audit.note(session, now, None, "disposal.decision_signed", ("disposal", one.id), waiting_days=days)


async def _said_days(session: AsyncSession, one: Disposal) -> int:
    """The waiting term that stands in the decision as it was signed."""
    found = await documents.document(session, document(one.id, DECISION))
    said = (await documents.version(session, found.id, found.current)).data or {}
    return int(said.get("waiting_days", 0))


async def _certificate_signed(desk: Desk, session: AsyncSession, one: Disposal, now: datetime) -> None:
    if one.state is DisposalState.DESTROYED:
        await writes.end(session, replace(one, state=DisposalState.CLOSED), None, "", now)
        await audit.note(session, now, None, "disposal.closed", ("disposal", one.id))


Follows = Callable[[Desk, AsyncSession, Disposal, datetime], Awaitable[None]]
SIGNED: Mapping[str, Follows] = {
    COUNCIL: _council_signed,
    MINUTES: _minutes_signed,
    DECISION: _decision_signed,
    CERTIFICATE: _certificate_signed,
}
"""Form → what its last signature changes."""
