"""Security: the level dossier and reviews with their papers, findings mended and looked at again by another, the checklist."""

from datetime import timedelta

from sqlalchemy import select

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, NotFound, OutOfReach, SamePerson, WrongState
from domain.outside_papers import OutsidePaper
from domain.security import FindingState, Secured
from services import evidence, facts, readiness, security
from services.security import Found, NewPaper
from store.tables.notices import NoticeRow
from tests.care import refusal
from tests.people import YEN
from tests.preparing import Hospital, hospital
from tests.rollout import pdf
from tests.stack import Stack


async def secured(stack: Stack, of: Hospital) -> Secured:
    return (await readiness.read(stack.by(of.there.officer), of.there.track)).secured


async def approved(stack: Stack, of: Hospital) -> bool:
    """The live fact that gates and criteria ask for."""
    (fact,) = (await facts.facts(stack.by(of.administrator), of.there.hospital, ("security_approved",))).facts
    return bool(fact.value)


def approval(stack: Stack, days: int = 10, kind: str = "dossier", level: int = 3) -> NewPaper:
    paper = OutsidePaper("412/QĐ-SYT", day(stack.clock()) - timedelta(days=days), "Sở Y tế tỉnh")
    return NewPaper(kind, level, "Hệ thống HIS", paper, (pdf(f"Quyết định {days} {kind}"),))


async def test_the_newest_dossier_and_the_reviews_stand_with_their_papers(stack: Stack) -> None:
    of = await hospital(stack, "SE1")
    track, enter = of.there.track, security.enter
    assert (await secured(stack, of)).level == 0
    await enter(stack.by(of.administrator), track, approval(stack, 5))
    await enter(stack.by(of.administrator), track, approval(stack, 400, level=2))
    for kind in ("police", "science"):
        await enter(stack.by(of.administrator), track, approval(stack, 3, kind))
    found = await secured(stack, of)
    assert (found.level, found.approval.number) == (3, "412/QĐ-SYT")
    view = await security.read(stack.by(of.there.officer), track)
    assert [one.kind for one in view.papers] == ["science", "police", "dossier", "dossier"]
    file = view.papers[0].files[0]
    assert (await evidence.file(stack.by(of.there.officer), track, file.sha256))[0] == file
    wrong = NewPaper("dossier", 7, " ", OutsidePaper(), ())
    sentence = await refusal(Malformed, enter(stack.by(of.administrator), track, wrong))
    for words in ("từ 1 đến 5", "kết luận gì", "số văn bản", "gửi kèm văn bản"):
        assert words in sentence
    await refusal(Malformed, enter(stack.by(of.administrator), track, approval(stack, kind="khác")))
    await refusal(NotAllowed, enter(stack.by(of.there.officer), track, approval(stack)))
    await refusal(OutOfReach, enter(stack.by(YEN), track, approval(stack)))


async def test_an_approval_entered_wrongly_is_taken_back_by_somebody_else_and_the_fact_falls(stack: Stack) -> None:
    of = await hospital(stack, "SE5")
    track = of.there.track
    await security.enter(stack.by(of.administrator), track, approval(stack))
    assert await approved(stack, of)
    (entered,) = (await security.read(stack.by(of.administrator), track)).papers
    taken = (track, entered.number, "Nhập nhầm văn bản của đơn vị khác")
    await refusal(SamePerson, security.withdraw(stack.by(of.administrator), *taken))
    await refusal(NotAllowed, security.withdraw(stack.by(of.there.officer), *taken))
    await refusal(OutOfReach, security.withdraw(stack.by(YEN), *taken))
    await refusal(Malformed, security.withdraw(stack.by(of.it_officer), track, entered.number, " "))
    await refusal(NotFound, security.withdraw(stack.by(of.it_officer), track, entered.number + 1000, "Nhầm"))
    for _ in range(2):
        await security.withdraw(stack.by(of.it_officer, "SE5-rút"), *taken)
    assert ((await secured(stack, of)).level, await approved(stack, of)) == (0, False)
    (still,) = (await security.read(stack.by(of.there.officer), track)).papers
    assert (still.counts, still.withdrawn_why) == (False, taken[2])
    await refusal(WrongState, security.withdraw(stack.by(of.it_officer), *taken))
    await security.enter(stack.by(of.it_officer), track, approval(stack, 300, level=2))
    assert (await secured(stack, of)).level == 2


async def test_a_finding_is_mended_and_looked_at_again_by_somebody_else(stack: Stack) -> None:
    of, today = await hospital(stack, "SE2"), day(stack.clock())
    track = of.there.track
    new = Found("Tường lửa chưa cập nhật", "high", of.it_officer.id, today + timedelta(days=3))
    for _ in range(2):
        assert await security.find(stack.by(of.administrator, "SE2-nêu"), track, new) == 1
    async with stack.sessions() as session:
        kinds = (await session.execute(select(NoticeRow.kind).where(NoticeRow.person == of.it_officer.id))).scalars().all()
    assert kinds.count("security_found") == 1
    await refusal(WrongState, security.recheck(stack.by(of.administrator), track, 1, True, "Đã xem"))
    await refusal(Incomplete, security.mend(stack.by(of.it_officer), track, 1, "Đã cập nhật", ()))
    await refusal(Malformed, security.mend(stack.by(of.it_officer), track, 1, " ", (pdf("Ảnh"),)))
    await security.mend(stack.by(of.it_officer), track, 1, "Đã cập nhật", (pdf("Ảnh chụp phiên bản"),))
    await refusal(SamePerson, security.recheck(stack.by(of.it_officer), track, 1, True, "Tôi xem rồi"))
    await security.recheck(stack.by(of.administrator), track, 1, False, "Còn một thiết bị")
    assert ((await secured(stack, of)).open, (await secured(stack, of)).late) == (1, 0)
    await security.mend(stack.by(of.it_officer), track, 1, "Đã đủ", (pdf("Ảnh chụp lần 2"),))
    await security.recheck(stack.by(of.administrator), track, 1, True, "Đã đối chiếu")
    (one,) = (await security.read(stack.by(of.there.officer), track)).findings
    assert (one.state, one.mended_by, one.checked_by, len(one.files)) == (FindingState.CLOSED, of.it_officer.id, of.administrator.id, 2)
    assert (await secured(stack, of)).open == 0
    await security.find(stack.by(of.administrator), track, new)
    was = stack.clock.ahead
    try:
        stack.clock.ahead = was + timedelta(days=5)
        assert (await secured(stack, of)).late == 1
    finally:
        stack.clock.ahead = was
    wrong = Found("", "nặng", YEN.id, today)
    await refusal(Malformed, security.find(stack.by(of.administrator), track, wrong))
    past = Found(" ", "low", YEN.id, today - timedelta(days=1))
    sentence = await refusal(Malformed, security.find(stack.by(of.administrator), track, past))
    for words in ("việc phải khắc phục", "người của cơ sở", "ngày này đã qua"):
        assert words in sentence
    await refusal(NotFound, security.mend(stack.by(of.it_officer), track, 9, "Đã cập nhật", (pdf("Ảnh"),)))


async def test_the_newest_answer_of_the_checklist_counts(stack: Stack) -> None:
    of = await hospital(stack, "SE3")
    track, check = of.there.track, security.check
    assert ((await secured(stack, of)).met, (await secured(stack, of)).lines) == (0, 6)
    assert "minh chứng" in await refusal(Malformed, check(stack.by(of.administrator), track, "fire_safety", True, "Biên bản PCCC", ()))
    await check(stack.by(of.administrator), track, "fire_safety", True, "Biên bản kiểm tra PCCC", (pdf("Biên bản PCCC"),))
    assert (await secured(stack, of)).met == 1
    await check(stack.by(of.it_officer), track, "fire_safety", False, "Bình chữa cháy hết hạn", ())
    view = await security.read(stack.by(of.there.officer), track)
    line = next(one for one in view.checks if one.line.code == "fire_safety")
    assert (line.met, line.words, (await secured(stack, of)).ready) == (False, "Bình chữa cháy hết hạn", False)
    await refusal(NotFound, check(stack.by(of.administrator), track, "khác", True, "Có", (pdf("Có"),)))
