"""A department of health that writes letters: its head and its clerk, with tokens, and units that are late."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from activities.plans import track_of
from domain.clock import day
from domain.declarations import Claim, Declaration
from domain.letters import LetterWords, NewLetter
from domain.names import DocumentId, FacilityId, TrackId
from domain.plans import FacilityKind, milestones_for
from domain.roles import Role
from domain.tracks import Progress, State, Track
from services import letters, tracks
from services.people import HASHER
from store.writes import people as writes
from store.writes import plans as plan_writes
from tests.care import sign, until
from tests.people import PASSWORD, PIN, Someone
from tests.rollout import CODE, Province, in_force, province, small_track
from tests.stack import Stack


@contextmanager
def signed_dates(stack: Stack) -> Iterator[None]:
    """A last day moves by a signed paper only, meanwhile."""
    stack.book.set_otherwise["moved_dates_signed"] = True
    try:
        yield
    finally:
        stack.book.set_otherwise.clear()


@dataclass(frozen=True)
class Office:
    """The province of a test, with whoever signs and issues for its department."""

    there: Province
    head: Someone
    clerk: Someone
    late: Track
    """Of a unit that is late from tomorrow on: its milestones were due on the day it joined."""
    administrator: Someone

    @property
    def officer(self) -> Someone:
        return self.there.officer


async def office(stack: Stack, code: str) -> Office:
    """A unit with two late milestones, and one that is not; the province's hospital has declared what was due."""
    there = await province(stack, code)
    today = day(stack.clock())
    left = (await tracks.read(stack.by(there.administrator), there.track)).undeclared
    said = [
        Declaration(one.spec.code, Claim.DONE, in_force(stack), "Báo cáo số 9/BC-BV ngày 2/11/2026")
        for one in left
        if one.progress.due and one.progress.due < today
    ]
    await tracks.declare(stack.by(there.administrator), there.track, said)
    head = Someone(f"gd.syt.{code}", "Trịnh Văn Bình", Role.DIRECTOR, there.department)
    clerk = Someone(f"vt.syt.{code}", "Lê Thị Cúc", Role.CLERK, there.department)
    kept = HASHER.hash(PASSWORD)
    async with stack.sessions.begin() as session:
        for one in (head, clerk):
            await writes.person(session, one.id, one.login, one.name, kept)
            await writes.position(session, one.position)
    for one in (head, clerk):
        await stack.house.signer.enrol(one.id, PIN, one.name, f"Sở Y tế tỉnh {code}", "person")
    await stack.house.signer.enrol_organisation(there.department, f"Sở Y tế tỉnh {code}", "organisation")
    late = await small_track(stack, there, {"3.1-1": -5, "3.1-2": -2, "3.2-1": 20})
    administrator = Someone(f"qt.hai.{there.department}", "Đinh Văn Hải", Role.ADMINISTRATOR, FacilityId(late.facility))
    return Office(there, head, clerk, late, administrator)


async def silent_track(stack: Stack, there: Province) -> Track:
    """A hospital that joined the plan and has declared nothing, also not what was due before it came."""
    hospital, now = FacilityId(f"{there.department}003"), stack.clock()
    known = {spec.code: spec for spec in milestones_for(stack.house.policies.plan(CODE), FacilityKind.HOSPITAL, published=False)}
    specs = [replace(known[code], due=day(now) + timedelta(days=days), after=()) for code, days in (("3.1-1", -4), ("3.2-1", 20))]
    progress = tuple(Progress(one.code, one.kind, one.due, one.after, State.UNDECLARED, now) for one in specs)
    track = Track(track_of(there.plan, hospital), there.plan, hospital, there.department, now, now, progress)
    async with stack.sessions.begin() as session:
        await writes.facility(session, hospital, "Bệnh viện Phổi", "hospital", there.department, "Hưng Yên")
        await plan_writes.tracks(session, [(track, specs)])
    return track


def words(stack: Stack, opening: str = "Thực hiện kế hoạch của tỉnh, cơ quan đã nhắc việc các đơn vị.") -> LetterWords:
    return LetterWords(opening, "Đề nghị nghiêm túc thực hiện.", day(stack.clock()) + timedelta(days=7), ("Như trên", "Lưu: VT"))


async def drawn_up(stack: Stack, there: Office, *units: TrackId, besides: Collection[DocumentId] = ()) -> DocumentId:
    new = NewLetter(words(stack), units, besides=tuple(besides))
    return await letters.draw_up(stack.by(there.officer), there.there.plan, new)


async def issued(stack: Stack, there: Office) -> DocumentId:
    """A letter that everybody signed, and that was sent."""
    which = await drawn_up(stack, there)
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    await until(lambda: letters.listing(stack.by(there.officer), there.there.plan), lambda view: view.letters[0].sent_at is not None, 40)
    return which
