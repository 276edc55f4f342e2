"""Six weeks after the first department began: what was before, what is now, and the report that people sign."""

from datetime import timedelta
from typing import Any

from domain.clock import day
from domain.errors import Malformed, NotAllowed, WrongState
from domain.evaluations import Turn
from domain.going_live import Act, State
from domain.golive_policies import Subject
from services import going_live, golive, golive_views, signatures
from tests.care import refusal
from tests.golive import BACK, Hospital, may_begin, signed
from tests.stack import Stack
from tests.surveying import ANSWERS, reviewed

WORDS: dict[str, Any] = {
    "to": ["Sở Y tế tỉnh Hưng Yên"],
    "results": "Mọi khoa lâm sàng ghi và ký hồ sơ trên hệ thống.",
    "obstacles": "Khoa Ngoại còn ký chậm ngoài giờ.",
    "others": [{"indicator": "Chi phí in phim mỗi tháng", "before": "182 triệu", "now": "9 triệu", "source": "Phòng Tài chính"}],
}


async def shown(stack: Stack, here: Hospital) -> dict[str, tuple[str, str, Turn]]:
    view = await golive_views.read(stack.by(here.administrator), here.there.track, Subject.RECORD)
    return {one.line.code: (one.before.said if one.before else "", one.now.said if one.now else "", one.turn) for one in view.evaluated}


async def test_what_is_now_is_held_against_what_was_before_the_first_department_began(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GEA")
    track, admin = here.there.track, here.administrator
    await reviewed(stack, here.there)
    assert await shown(stack, here) == {}
    told = await refusal(WrongState, golive.evaluate(stack.by(admin), track, WORDS))
    assert "chưa có gì để đánh giá" in told
    await going_live.allow(stack.by(admin), track, Subject.RECORD, here.ward, tomorrow)
    stack.clock.ahead = timedelta(days=42)
    seen = await shown(stack, here)
    trained = str(ANSWERS["trained"])
    assert seen["trained"] == (f"{trained} người", "", Turn.UNKNOWN)
    assert seen["signed"][:2] == ("chưa có gì để đo",) * 2
    assert seen["printed"] == ("0", "0", Turn.SAME)
    stack.clock.ahead = timedelta(days=43)
    await reviewed(stack, here.there, trained=int(trained) + 20, link_health_book=ANSWERS["link_health_book"])
    seen = await shown(stack, here)
    assert seen["trained"] == (f"{trained} người", f"{int(trained) + 20} người", Turn.BETTER)
    assert seen["health_book"][2] is Turn.SAME


async def test_the_report_is_signed_numbered_and_tells_the_department(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GEB")
    track, admin = here.there.track, here.administrator
    await going_live.allow(stack.by(admin), track, Subject.RECORD, here.ward, tomorrow)
    stack.clock.ahead = timedelta(days=2)
    await refusal(NotAllowed, golive.evaluate(stack.by(here.there.officer), track, WORDS))
    missing = {key: said for key, said in WORDS.items() if key != "obstacles"}
    await refusal(Malformed, golive.evaluate(stack.by(admin), track, missing))
    forged = {**WORDS, "measured": [{"indicator": "Tự ghi", "now": "100%"}], "decision": "Quyết định khác", "begun": "01/01/2020"}
    document = await golive.evaluate(stack.by(admin), track, forged)
    data = (await signatures.read(stack.by(admin), document)).newest.data
    assert data
    assert [one["indicator"] for one in data["measured"]][:2] == [
        "Văn bản trong hồ sơ được ký đủ trong 30 ngày",
        "Văn bản quá 24 giờ chưa ký đủ",
    ]
    assert (data["begun"], "QĐ-BV" in data["decision"]) == (f"{tomorrow:%d/%m/%Y}", True)
    await signed(stack, document, here.director, here.clerk)
    newest = (await signatures.read(stack.by(here.there.officer), document)).newest
    assert (newest.series, newest.issue_number) == ("BC-BV", 1)
    found = (await golive.standing(stack.by(admin), track)).golive
    assert found.last(Act.EVALUATED)
    assert found.state(day(stack.clock())) is State.WATCHING, "an evaluation confirms nothing"
    again = await golive.evaluate(stack.by(admin), track, WORDS)
    assert again != document, "a later evaluation is another paper"


async def test_what_was_reversed_is_evaluated_too(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "GEC")
    track, admin = here.there.track, here.administrator
    await going_live.allow(stack.by(admin), track, Subject.RECORD, here.ward, tomorrow)
    stack.clock.ahead = timedelta(days=2)
    back = {**BACK, "starts_on": f"{day(stack.clock()):%d/%m/%Y}"}
    await signed(stack, await golive.reverse(stack.by(admin), track, back), here.director, here.clerk)
    view = await golive_views.read(stack.by(admin), track, Subject.RECORD)
    assert (view.state, bool(view.evaluated)) == (State.REVERSED, True)
    await signed(stack, await golive.evaluate(stack.by(admin), track, WORDS), here.director, here.clerk)
