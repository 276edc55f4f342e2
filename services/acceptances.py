"""Reports of one unit judged in one sitting: read in one list, and those chosen confirmed together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from domain.errors import Malformed, Refusal, Unavailable
from domain.faults import both
from domain.names import PersonId, RequestId, TrackId
from domain.plans import Milestone
from domain.tracks import State, Track
from services import access, messages, tracks
from services.context import Context
from store.queries import people, plans
from store.queries import tracks as queries
from store.queries.tracks import Report
from store.queries.waiting import with_others

CHANGED = "đã có báo cáo khác từ lúc anh/chị xem, đọc lại", "there is another report since it was read"


@dataclass(frozen=True)
class Reported:
    """A milestone whose report waits for this officer, with the newest report."""

    spec: Milestone
    due: date | None
    report: Report


@dataclass(frozen=True)
class Sitting:
    """What waits of one unit, in the plan's order."""

    track: TrackId
    facility: str
    lines: tuple[Reported, ...]


async def waiting(context: Context, which: TrackId) -> Sitting:
    """Not what the officer reported, nor what waits for something earlier. Raises: NotFound, NotAllowed, OutOfReach."""
    async with context.house.sessions() as session:
        track = await access.track(session, context, which, "track.accept")
        plan = await plans.plan(session, track.plan)
        ready = _ready(await with_others(session, context.house.policies, plan, track), context.position.person)
        specs = {one.code: one for one in await queries.specs(session, which)}
        newest = await queries.reports_of(session, which, ready)
        facility = (await people.facility(session, track.facility)).name
    return Sitting(which, facility, tuple(Reported(specs[code], track.of(code).due, newest[code][-1]) for code in ready if newest[code]))


def _ready(track: Track, person: PersonId) -> list[str]:
    """What the department itself has reported is verified one by one, by a paper of the province."""
    reported = [one for one in track.milestones if one.state is State.REPORTED and one.reported_by != person and not track.own]
    return [one.code for one in reported if not track.turns_on(one.code) and not track.bound_by(one.code)]


async def accept(context: Context, which: TrackId, chosen: Mapping[str, int]) -> list[str]:
    """Confirms each by itself, in the plan's order: milestone → number of the report that was read. A sentence for each that was not.

    Asked again it confirms nothing twice. Raises: Malformed when none is chosen, NotFound, NotAllowed, OutOfReach, Unavailable.
    """
    if not chosen:
        raise Malformed(both("milestones: chưa chọn mốc nào", "no milestone was chosen"))
    async with context.house.sessions() as session:
        order = [one.code for one in (await access.track(session, context, which, "track.accept")).milestones]
        newest = {code: found[-1].number for code, found in (await queries.reports_of(session, which, [*chosen])).items() if found}
    changed = [code for code in chosen if newest.get(code) != chosen[code]]
    told = [
        both(f"{code}: đã có báo cáo khác từ lúc anh/chị xem, đọc lại", f"{code}: there is another report, read it") for code in changed
    ]
    return told + [no for code in order if code in chosen and code not in changed and (no := await _accept(context, which, code))]


async def _accept(context: Context, which: TrackId, code: str) -> str:
    own = RequestId(sha256(f"{context.request}/{code}".encode()).hexdigest())
    try:
        await tracks.accept(replace(context, request=own), which, code)
    except Unavailable:
        raise
    except Refusal as no:
        vi, en = messages.said(no)
        return both(f"{code}: {vi}", f"{code}: {en}")
    return ""
