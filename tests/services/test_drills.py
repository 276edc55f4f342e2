"""Restore drills: recorded with minutes, what shows that a backup can be restored, a wrong entry taken back by somebody else."""

from dataclasses import replace
from datetime import timedelta

from domain.clock import day
from domain.errors import Malformed, NotAllowed, OutOfReach, SamePerson, WrongState
from services import drills, readiness
from services.drills import Recorded
from tests.care import refusal
from tests.people import YEN
from tests.preparing import hospital
from tests.rollout import pdf
from tests.stack import Stack


def held(stack: Stack, result: str = "restored", hours: int = 5) -> Recorded:
    start = stack.clock() - timedelta(hours=hours)
    backup = (day(start) - timedelta(days=1), start, start + timedelta(hours=2))
    words = "Đối chiếu 200 hồ sơ, khớp"
    return Recorded("Cơ sở dữ liệu và kho tệp HIS", "NAS tầng 3, bản đêm", *backup, result, words, (pdf("Biên bản diễn tập"),))


async def test_the_newest_good_one_counts_until_it_is_taken_back(stack: Stack) -> None:
    of = await hospital(stack, "DR1")
    track, record = of.there.track, drills.record
    assert (await readiness.read(stack.by(of.there.officer), track)).restored_on is None
    first = await record(stack.by(of.administrator, "DR1-ghi"), track, held(stack, hours=50))
    second = await record(stack.by(of.it_officer), track, held(stack))
    await record(stack.by(of.it_officer), track, held(stack, "failed", 3))
    view = await readiness.read(stack.by(of.there.officer), track)
    assert view.drill
    assert (view.drill.id, view.drill.minutes) == (second, 120), "what failed shows nothing"
    listed = (await drills.read(stack.by(of.there.officer), track)).drills
    assert ([one.said.result for one in listed], listed[1].said.files[0].name) == (
        ["failed", "restored", "restored"],
        "Biên bản diễn tập.pdf",
    )
    await refusal(SamePerson, drills.withdraw(stack.by(of.it_officer), second, "Nhầm ngày"))
    await refusal(Malformed, drills.withdraw(stack.by(of.administrator), second, ""))
    await drills.withdraw(stack.by(of.administrator), second, "Nhầm ngày")
    await refusal(WrongState, drills.withdraw(stack.by(of.administrator), second, "Lần nữa"))
    view = await readiness.read(stack.by(of.there.officer), track)
    assert view.drill
    assert view.drill.id == first


async def test_what_is_missing_is_refused_all_together(stack: Stack) -> None:
    of, now = await hospital(stack, "DR2"), stack.clock()
    track, record = of.there.track, drills.record
    wrong = Recorded(" ", "", day(now) + timedelta(days=3), now, now + timedelta(days=1), "failed", "")
    sentence = await refusal(Malformed, record(stack.by(of.administrator), track, wrong))
    for words in ("khôi phục những gì", "bản sao lưu nào", "đối chiếu thế nào", "kết thúc ở tương lai", "trước lúc bắt đầu", "biên bản"):
        assert words in sentence
    backwards = replace(held(stack), ended_at=now - timedelta(hours=9))
    assert "kết thúc sau khi bắt đầu" in await refusal(Malformed, record(stack.by(of.administrator), track, backwards))
    await refusal(Malformed, record(stack.by(of.administrator), track, held(stack, "tốt")))
    await refusal(NotAllowed, record(stack.by(of.doctor), track, held(stack)))
    await refusal(NotAllowed, record(stack.by(of.there.officer), track, held(stack)))
    await refusal(OutOfReach, record(stack.by(YEN), track, held(stack)))
