"""Reminders of registers: a silent connection, a late finding, a day without its proof; each told once, to whoever is there."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.communications import Planned
from domain.roles import Role
from domain.substitutions import PaperKind
from services import communications, endpoints, plan_editions, security, substitutions
from services.communications import NewProof
from services.endpoints import NewExchange
from services.readiness_reminders import tell_of_readiness
from services.security import Found
from services.substitutions import NewSubstitution
from store.tables.notices import NoticeRow
from tests.care import newcomer
from tests.people import Someone
from tests.preparing import Hospital, hospital
from tests.rollout import pdf
from tests.services.test_endpoints import CODE, moved
from tests.services.test_tellings import later, left, on_leave
from tests.stack import Stack


async def remind(stack: Stack, at_once: int = 500) -> None:
    """Twice: what was told is not told again."""
    for _ in range(2):
        await tell_of_readiness(stack.sessions, stack.house.policies, stack.clock, at_once)


async def told(stack: Stack, of: Hospital, one: Someone, kind: str) -> int:
    """How many notices of this kind about this hospital's track."""
    async with stack.sessions() as session:
        mine = (NoticeRow.person == one.id, NoticeRow.kind == kind, NoticeRow.link.startswith(f"/tracks/{of.there.track}/"))
        return len((await session.execute(select(NoticeRow.key).where(*mine))).all())


async def counts(stack: Stack, of: Hospital, kind: str, *people: Someone) -> list[int]:
    return [await told(stack, of, one, kind) for one in people]


async def found(stack: Stack, of: Hospital, words: str, days: int) -> int:
    new = Found(words, "high", of.it_officer.id, day(stack.clock()) + timedelta(days=days))
    return await security.find(stack.by(of.administrator), of.there.track, new)


async def planned(stack: Stack, of: Hospital, code: str, days: int, who: Someone | None = None) -> None:
    on = day(stack.clock()) + timedelta(days=days)
    new = Planned(on, "", (who or of.it_officer).id, "Đăng bài về bệnh án điện tử")
    await communications.plan(stack.by(of.administrator), of.there.track, code, new)


async def test_a_connection_that_became_silent_is_told_once_and_anew_after_it_spoke(stack: Stack) -> None:
    of = await hospital(stack, "RR1")
    await moved(stack, of, "agreed", "testing", "running")
    everybody = (of.it_officer, of.administrator, of.there.officer)
    with later(stack, 6):
        await remind(stack)
        assert await counts(stack, of, "endpoint_silent", *everybody) == [0, 0, 0], "six days are not yet too long"
    with later(stack, 8):
        await remind(stack)
        assert await counts(stack, of, "endpoint_silent", *everybody) == [1, 1, 0]
        new = NewExchange(stack.clock(), True, "Gửi lại", "", (pdf("Ảnh chụp"),))
        await endpoints.exchange(stack.by(of.administrator), of.there.track, CODE, new)
        await remind(stack)
    with later(stack, 16):
        await remind(stack)
        assert await counts(stack, of, "endpoint_silent", *everybody) == [2, 2, 0]
        assert await counts(stack, of, "endpoint_silent_long", *everybody) == [0, 0, 0]
    with later(stack, 23):
        await remind(stack)
        assert await counts(stack, of, "endpoint_silent", *everybody) == [2, 2, 0]
        assert await counts(stack, of, "endpoint_silent_long", *everybody, of.there.colleague) == [0, 0, 1, 1]
        await moved(stack, of, "stopped")
    with later(stack, 60):
        await remind(stack)
        assert await counts(stack, of, "endpoint_silent", *everybody) == [2, 2, 0], "what was stopped is not silent"


async def test_a_finding_past_its_day_is_told_the_day_after_and_to_officers_a_week_later(stack: Stack) -> None:
    of = await hospital(stack, "RR2")
    everybody = (of.it_officer, of.administrator, of.there.officer)
    for words in ("Tường lửa chưa cập nhật", "Camera phòng máy hỏng", "Mật khẩu mặc định"):
        await found(stack, of, words, 3)
    with later(stack, 3):
        await remind(stack)
        assert await counts(stack, of, "finding_late", *everybody) == [0, 0, 0]
        await security.mend(stack.by(of.it_officer), of.there.track, 3, "Đã đổi", (pdf("Ảnh chụp"),))
    with later(stack, 4):
        await remind(stack, at_once=1)
        assert await counts(stack, of, "finding_late", *everybody) == [2, 2, 0], "page after page, and not what was mended"
    with later(stack, 10):
        await security.recheck(stack.by(of.administrator), of.there.track, 3, False, "Còn một máy")
        await remind(stack)
        assert await counts(stack, of, "finding_late", *everybody) == [3, 3, 0], "open again"
        assert await counts(stack, of, "finding_late_long", *everybody) == [0, 0, 0]
    with later(stack, 11):
        await remind(stack)
        assert await counts(stack, of, "finding_late_long", *everybody) == [0, 0, 3]


async def test_a_day_that_passed_without_a_proof_is_told_to_whoever_is_responsible_once_for_each_day(stack: Stack) -> None:
    of = await hospital(stack, "RR3")
    both = (of.it_officer, of.administrator)
    await planned(stack, of, "portal", 2)
    await planned(stack, of, "ceremony", 2)
    await communications.prove(
        stack.by(of.administrator), of.there.track, "ceremony", NewProof(day(stack.clock()), "Đã tổ chức", "https://bvdk.vn")
    )
    with later(stack, 2):
        await remind(stack)
        assert await counts(stack, of, "communication_late", *both) == [0, 0]
    with later(stack, 3):
        await remind(stack)
        assert await counts(stack, of, "communication_late", *both) == [1, 0]
        await planned(stack, of, "portal", 2)
        await remind(stack)
    with later(stack, 6):
        await remind(stack)
        assert await counts(stack, of, "communication_late", *both) == [2, 0]


async def test_who_left_is_not_told_and_who_is_away_is_heard_for_by_somebody_who_is_there(stack: Stack) -> None:
    of = await hospital(stack, "RR4")
    await planned(stack, of, "portal", 2)
    await planned(stack, of, "guidance", 2, of.clerk)
    await moved(stack, of, "agreed", "testing", "running")
    await left(stack, of.it_officer)
    await on_leave(stack, of.administrator)
    with later(stack, 8):
        await remind(stack)
        assert await counts(stack, of, "communication_late", of.it_officer, of.clerk, of.administrator) == [0, 1, 1]
        assert await counts(stack, of, "communication_late", of.director) == [1], "the administrator is away and nobody stands in"
        assert await counts(stack, of, "endpoint_silent", of.it_officer, of.administrator, of.director) == [0, 1, 1]


async def test_whoever_stands_in_for_who_is_away_is_told_too(stack: Stack) -> None:
    of = await hospital(stack, "RR6")
    today = day(stack.clock())
    stands_in = await newcomer(stack, "it.rr6", "Ngô Văn Thay", Role.IT_OFFICER, of.there.hospital)
    paper = (PaperKind.AUTHORISATION, "12/UQ-BV", today)
    new = NewSubstitution(of.it_officer.id, stands_in.id, today, today + timedelta(days=9), *paper)
    await substitutions.begin(stack.by(of.it_officer), new)
    await planned(stack, of, "portal", 2)
    with later(stack, 3):
        await remind(stack)
        assert await counts(stack, of, "communication_late", of.it_officer, stands_in, of.administrator) == [1, 1, 0]


async def test_nobody_is_reminded_of_a_closed_track(stack: Stack) -> None:
    of = await hospital(stack, "RR5")
    await planned(stack, of, "portal", 2)
    await found(stack, of, "Tường lửa chưa cập nhật", 2)
    await moved(stack, of, "agreed", "testing", "running")
    paper = "Quyết định số 77/QĐ-UBND ngày 20/11/2026"
    await plan_editions.close(stack.by(of.there.officer), of.there.plan, of.there.track, day(stack.clock()), paper)
    with later(stack, 40):
        await remind(stack)
        for kind in ("endpoint_silent", "endpoint_silent_long", "finding_late", "finding_late_long", "communication_late"):
            assert await counts(stack, of, kind, of.it_officer, of.administrator, of.there.officer) == [0, 0, 0]
