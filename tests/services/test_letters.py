"""The letter that reminds late units: drawn up to whom is late, signed, numbered, sent to each unit once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from domain.clock import day
from domain.errors import Malformed, NotAllowed, NotFound, OutOfReach, WrongState
from domain.letters import About, NewLetter
from domain.names import TrackId, id_of
from domain.substitutions import PaperKind, SignsAs
from services import behind, letters, signatures, substitutions, tracks
from services.substitutions import NewSubstitution
from store.tables.notices import NoticeRow
from tests.care import refusal, reviewed, sign
from tests.people import PIN, TAM, YEN
from tests.reminding import Office, drawn_up, issued, office, silent_track, words
from tests.stack import Stack


async def told(stack: Stack, there: Office) -> list[NoticeRow]:
    async with stack.sessions() as session:
        rows = await session.execute(select(NoticeRow).where(NoticeRow.person == there.administrator.id).order_by(NoticeRow.at))
        return [row for row in rows.scalars() if row.kind == "letter_sent"]


async def test_a_letter_goes_to_the_late_units_and_tells_each_of_its_own_work_once(stack: Stack) -> None:
    there = await office(stack, "L1")
    seen = await letters.drafting(stack.by(there.officer), there.there.plan)
    (unit,) = seen.units
    assert (unit.unit.track, [(one.code, one.days) for one in unit.unit.work]) == (there.late.id, [("3.1-1", 5), ("3.1-2", 2)])
    assert (unit.reminded, unit.today) == (None, False)
    assert seen.proposed.opening.startswith("Thực hiện Kế hoạch"), "the officer begins with words that fit the plan"
    which = await issued(stack, there)
    (notice,) = await told(stack, there)
    assert (notice.link, notice.facts["codes"]) == (f"/documents/{which}", "3.1-1, 3.1-2")
    assert notice.facts["number"] == "01/SYT-NVY"
    view = await tracks.read(stack.by(there.administrator), there.late.id)
    assert [(one.document, one.number, one.codes) for one in view.reminded] == [(which, "01/SYT-NVY", ("3.1-1", "3.1-2"))]
    late = await tracks.milestone(stack.by(there.administrator), there.late.id, "3.1-1")
    assert [one.number for one in late.reminded] == ["01/SYT-NVY"]
    assert not (await tracks.milestone(stack.by(there.administrator), there.late.id, "3.2-1")).reminded


async def test_a_second_click_is_the_same_letter(stack: Stack) -> None:
    there = await office(stack, "L2")
    new = NewLetter(words(stack))
    first = await letters.draw_up(stack.by(there.officer, "L2-bấm"), there.there.plan, new)
    assert await letters.draw_up(stack.by(there.officer, "L2-bấm"), there.there.plan, new) == first
    assert len((await letters.listing(stack.by(there.officer), there.there.plan)).letters) == 1


async def test_a_unit_reads_the_letter_once_it_is_signed_and_others_never(stack: Stack) -> None:
    there = await office(stack, "L3")
    which = await drawn_up(stack, there)
    await refusal(OutOfReach, signatures.read(stack.by(there.administrator), which))
    assert (await signatures.read(stack.by(there.there.colleague), which)).newest.number == 1, "the whole department may look at it"
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    assert (await signatures.read(stack.by(there.administrator), which)).newest.completed_at
    await refusal(OutOfReach, signatures.read(stack.by(there.there.administrator), which))
    await refusal(OutOfReach, signatures.read(stack.by(YEN), which))
    await refusal(OutOfReach, signatures.read(stack.by(TAM), which))


async def test_who_was_reminded_today_is_named_and_not_proposed_again(stack: Stack) -> None:
    there = await office(stack, "L4")
    which = await drawn_up(stack, there)
    (unit,) = (await letters.drafting(stack.by(there.officer), there.there.plan)).units
    assert unit.today, "a letter is on its way"
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    (unit,) = (await letters.drafting(stack.by(there.officer), there.there.plan)).units
    assert unit.reminded
    assert (unit.today, unit.reminded.number, unit.reminded.on) == (True, "01/SYT-NVY", day(stack.clock()))
    told_ = await refusal(Malformed, drawn_up(stack, there, there.late.id))
    assert f"besides: công văn số 01/SYT-NVY ngày {day(stack.clock()):%d/%m/%Y} đã đôn đốc Bệnh viện Mắt cùng việc này" in told_
    await drawn_up(stack, there, there.late.id, besides=[one.document for one in unit.besides])
    assert len((await letters.listing(stack.by(there.officer), there.there.plan)).letters) == 2, "a deliberate one goes out"


async def test_two_letters_at_once_about_the_same_are_one(stack: Stack) -> None:
    there = await office(stack, "LB")
    both_ = await asyncio.gather(drawn_up(stack, there), drawn_up(stack, there), return_exceptions=True)
    assert [type(one) for one in both_ if isinstance(one, Exception)] == [Malformed]
    assert len((await letters.listing(stack.by(there.officer), there.there.plan)).letters) == 1


async def test_who_has_not_declared_is_reminded_to_and_is_not_called_late(stack: Stack) -> None:
    there = await office(stack, "LU")
    silent, today = await silent_track(stack, there.there), day(stack.clock())
    seen = await letters.drafting(stack.by(there.officer), there.there.plan)
    assert [(one.unit.track, len(one.unit.late), len(one.unit.undeclared)) for one in seen.units] == [
        (there.late.id, 2, 0),
        (silent.id, 0, 1),
    ]
    listed = await letters.listing(stack.by(there.officer), there.there.plan)
    assert (listed.late, listed.undeclared) == (1, 1)
    view = await behind.listing(stack.by(there.officer), there.there.plan)
    assert view.all_silent == len(view.silent) == 2, "the department itself has declared nothing either"
    (line,) = [one for one in view.silent if one.unit.facility != there.there.department]
    assert (line.unit.track, line.unit.codes, line.reminded) == (silent.id, ("3.1-1",), None)
    assert silent.id not in {one.unit.track for one in view.lines}, "nobody knows whether it is late"
    assert (await behind.listing(stack.by(there.officer), there.there.plan, "3.2-1")).silent == []
    shown = await letters.preview(stack.by(there.officer), there.there.plan, NewLetter(words(stack)))
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(shown)).pages).split())
    for said in (
        "còn 1 đơn vị với 2 việc đã quá thời hạn",
        "1 đơn vị với 1 việc đã qua thời hạn mà đơn vị chưa khai báo",
        "3. Khai báo trên hệ thống theo dõi kế hoạch",
        "VIỆC ĐÃ QUA THỜI HẠN, ĐƠN VỊ CHƯA KHAI BÁO",
        "việc quá hạn và việc chưa khai báo",
    ):
        assert said in text, said
    for about, track in ((About.LATE, there.late.id), (About.UNDECLARED, silent.id)):
        only = await letters.drafting(stack.by(there.officer), there.there.plan, about=about)
        assert [one.unit.track for one in only.units] == [track]
    alone = await letters.preview(stack.by(there.officer), there.there.plan, NewLetter(words(stack), about=About.LATE))
    assert "CHƯA KHAI BÁO" not in " ".join(one.extract_text() for one in PdfReader(BytesIO(alone)).pages)
    which = await drawn_up(stack, there, silent.id)
    for one in (there.head, there.clerk):
        await sign(stack, one, which)
    now = (await behind.listing(stack.by(there.officer), there.there.plan)).silent
    (line,) = [one for one in now if one.unit.track == silent.id]
    assert line.reminded
    assert (line.reminded.document, line.reminded.on) == (which, today)


async def test_the_opening_says_that_units_were_reminded_when_they_were(stack: Stack) -> None:
    there = await office(stack, "LO")
    first = await letters.drafting(stack.by(there.officer), there.there.plan)
    assert first.proposed.opening.endswith("cơ quan đã rà soát tiến độ các việc của từng đơn vị."), "nobody was reminded of anything"
    await issued(stack, there)
    second = await letters.drafting(stack.by(there.officer), there.there.plan)
    assert "đã theo dõi và nhắc việc các đơn vị" in second.proposed.opening
    await silent_track(stack, there.there)
    third = await letters.drafting(stack.by(there.officer), there.there.plan)
    assert "nhắc việc" not in third.proposed.opening, "one of them was not"


async def test_a_refused_letter_comes_back_and_is_drawn_up_again(stack: Stack) -> None:
    there = await office(stack, "L5")
    which = await drawn_up(stack, there)
    again = NewLetter(words(stack, "Thực hiện Kế hoạch số 156/KH-UBND."), (), which)
    await refusal(WrongState, letters.draw_up(stack.by(there.officer), there.there.plan, again))
    await signatures.refuse(stack.by(there.head), await reviewed(stack, there.head, which), "Ghi rõ số kế hoạch")
    async with stack.sessions() as session:
        notice = (await session.execute(select(NoticeRow).where(NoticeRow.key.startswith(f"refused/{which}/")))).scalar_one()
    assert (notice.person, notice.kind) == (there.officer.id, "refused")
    (unit,) = (await letters.drafting(stack.by(there.officer), there.there.plan, which)).units
    assert not unit.today, "what was refused reminded nobody"
    assert await letters.draw_up(stack.by(there.officer), there.there.plan, again) == which
    (line,) = (await letters.listing(stack.by(there.officer), there.there.plan)).letters
    assert (line.version.number, line.version.state) == (2, "waiting")
    await refusal(NotFound, letters.drafting(stack.by(there.officer), there.there.plan, id_of("letter", "none")))  # type: ignore[arg-type]


async def test_what_cannot_be_sent_is_refused_with_what_to_do(stack: Stack) -> None:
    there = await office(stack, "L6")
    plan, today = there.there.plan, day(stack.clock())
    wrong = replace(words(stack), opening=" ", by_when=today)
    sentence = await refusal(Malformed, letters.draw_up(stack.by(there.officer), plan, NewLetter(wrong)))
    assert "viết đoạn mở đầu" in sentence
    assert "chọn một ngày sau hôm nay" in sentence
    stranger = NewLetter(words(stack), (TrackId(id_of("track", "none")),))
    assert "không còn việc quá hạn hay chưa khai báo" in await refusal(Malformed, letters.draw_up(stack.by(there.officer), plan, stranger))
    await refusal(NotAllowed, letters.draw_up(stack.by(there.administrator), plan, NewLetter(words(stack))))
    await refusal(NotAllowed, letters.draw_up(stack.by(TAM), plan, NewLetter(words(stack))))
    await refusal(NotFound, letters.listing(stack.by(TAM), plan))
    for code in ("3.1-1", "3.1-2"):
        await tracks.report(
            stack.by(there.administrator), there.late.id, code, tracks.NewReport(today - timedelta(days=1), paper="Báo cáo số 12/BC-BV")
        )
    assert "không có đơn vị nào quá hạn hay chưa khai báo" in await refusal(
        Malformed, letters.draw_up(stack.by(there.officer), plan, NewLetter(words(stack)))
    )


async def test_it_is_looked_at_before_and_nothing_is_kept(stack: Stack) -> None:
    there = await office(stack, "L7")
    shown = await letters.preview(stack.by(there.officer), there.there.plan, NewLetter(words(stack)))
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(shown)).pages).split())
    for said in (
        "Kính gửi: Bệnh viện Mắt.",
        "V/v đôn đốc",
        "3.1-1",
        "Sở Y tế tỉnh L7 yêu cầu",
        "Đề nghị nghiêm túc thực hiện./.",
        "– Lưu: VT.",
    ):
        assert said in text, said
    assert not (await letters.listing(stack.by(there.officer), there.there.plan)).letters


async def test_an_officer_signs_by_order_of_the_head_and_the_paper_says_so(stack: Stack) -> None:
    there = await office(stack, "L8")
    colleague = there.there.colleague
    await stack.house.signer.enrol(colleague.id, PIN, colleague.name, "Sở Y tế tỉnh L8", "person")
    today = day(stack.clock())
    paper = (PaperKind.AUTHORISATION, "12/QĐ-SYT", today)
    until = today + timedelta(days=9)
    new = NewSubstitution(there.head.id, colleague.id, today, until, *paper, SignsAs.TL, ("reminder-letter",))
    await substitutions.begin(stack.by(there.head), new)
    which = await drawn_up(stack, there)
    assert (await sign(stack, colleague, which)).absent == there.head.id
    shown = await signatures.pdf(stack.by(there.officer), which, 1)
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(shown)).pages).split())
    assert "Nơi nhận:" in text
    fields = " ".join(str(one.get("/Reason", "")) for one in _signatures(shown))
    assert "ký thay Trịnh Văn Bình" in fields


def _signatures(shown: bytes) -> list[dict[str, object]]:
    found = PdfReader(BytesIO(shown)).get_fields() or {}
    return [one["/V"].get_object() for one in found.values() if one.get("/FT") == "/Sig" and "/V" in one]
