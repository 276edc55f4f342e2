"""Saves of a survey: two people at once, what is missing and what is wrong."""

from domain.errors import Malformed, NotFound
from services import survey_views, surveys
from tests.care import refusal
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import ANSWERS, filled, version


async def test_two_people_save_at_once_and_nothing_is_lost(stack: Stack) -> None:
    there = await province(stack, "KS2")
    number = await filled(stack, there.administrator, there.track)
    before = await version(stack, there.administrator, there.track, number)
    office = stack.by(there.administrator)
    first = await surveys.save(office, there.track, number, before, {"beds": 530, "it_staff": 5})
    assert (first.changed, first.clashes) == (2, ())
    # A tablet that was offline since `before` comes back: its own page still shows 520 beds.
    late = await surveys.save(stack.by(there.administrator), there.track, number, before, {"beds": 520, "it_staff": 6, "ups": 3})
    assert late.changed == 1
    assert [(one.question, one.mine, one.theirs.value) for one in late.clashes] == [("it_staff", 6, 5)]
    view = await survey_views.read(stack.by(there.administrator), there.track, number)
    assert [view.shown.answers[code] for code in ("beds", "it_staff", "ups")] == [530, 5, 3]
    chosen = await surveys.save(stack.by(there.administrator), there.track, number, late.version, {"it_staff": 6})
    assert (chosen.changed, chosen.clashes) == (1, ())
    again = await surveys.save(stack.by(there.administrator), there.track, number, before, {"beds": 520, "it_staff": 6, "ups": 3})
    assert (again.version, again.changed, again.clashes) == (chosen.version, 0, ())


async def test_what_is_missing_or_wrong_is_named_and_nothing_is_kept(stack: Stack) -> None:
    there = await province(stack, "KS3")
    number = await surveys.begin(stack.by(there.administrator), there.track)
    wrong = await refusal(
        Malformed, surveys.save(stack.by(there.administrator), there.track, number, 0, {"beds": -1, "his": "9", "ups": 1})
    )
    assert "Số giường bệnh thực kê: phải là số nguyên" in wrong
    assert "Hệ thống thông tin bệnh viện (HIS) đang đạt: hãy chọn" in wrong
    assert (await survey_views.read(stack.by(there.administrator), there.track, number)).shown.answers == {}
    await refusal(Malformed, surveys.save(stack.by(there.administrator), there.track, number, 0, {"patients": 3}))
    await refusal(NotFound, surveys.save(stack.by(there.administrator), there.track, number, 0, {"patients": None}))
    sent = {code: value for code, value in ANSWERS.items() if code not in ("servers", "emr")}
    await surveys.save(stack.by(there.administrator), there.track, number, 0, sent)
    left = await refusal(Malformed, surveys.submit(stack.by(there.administrator), there.track, number))
    assert left.endswith("Máy chủ đang chạy tốt: hãy điền; Phần mềm hồ sơ bệnh án điện tử: hãy điền")
    # Kept on servers of the province, nobody has to say how many stand here.
    at = await version(stack, there.administrator, there.track, number)
    await surveys.save(stack.by(there.administrator), there.track, number, at, {"hosting": "shared", "emr": "none"})
    await surveys.submit(stack.by(there.administrator), there.track, number)
    assert "fire_safety" not in (await survey_views.read(stack.by(there.officer), there.track, number)).shown.answers
