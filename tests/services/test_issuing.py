"""Numbers of outgoing papers: two clerks at once, a number outside hsba, a paper that comes back after it took its number."""

import asyncio

from sqlalchemy import insert

from domain.clock import day
from domain.errors import Malformed
from domain.signatures import Ended
from services import issuing, register, regulation_rounds, regulation_views, regulations, signatures
from services.issuing import NewOutside
from services.regulations import NewRegulation
from store.queries.issuing import MOST
from store.tables.issuing import OutsideNumberRow
from store.writes import issuing as writes
from tests.care import refusal, sign
from tests.regulating import Drafting, begun, checked, drafting, signed, submitted
from tests.stack import Stack


async def numbers(stack: Stack, here: Drafting) -> list[tuple[str, str]]:
    return [(one.written, one.state) for one in (await register.register(stack.by(here.clerk))).lines]


async def test_two_clerks_at_once_take_two_numbers_that_follow(stack: Stack) -> None:
    here = await drafting(stack, "IS1")
    made = [await submitted(stack, here, NewRegulation(code)) for code in ("camera", "backup")]
    for _, document in made:
        await signed(stack, document, here.director)
    for one in (here.clerk, here.colleague):  # both have both in their inbox
        assert {line.document for line in await signatures.inbox(stack.by(one))} >= {document for _, document in made}
    (_, first), (_, second) = made
    await asyncio.gather(sign(stack, here.clerk, first), sign(stack, here.colleague, second))
    assert await numbers(stack, here) == [("02/QĐ-BV", "issued"), ("01/QĐ-BV", "issued")]


async def test_a_series_goes_on_after_what_was_numbered_outside(stack: Stack) -> None:
    here = await drafting(stack, "IS3")
    today = day(stack.clock())
    await issuing.enter(stack.by(here.clerk), NewOutside("57/QĐ-BV", today, "Quyết định thành lập tổ công nghệ thông tin"))
    _, document = await submitted(stack, here, NewRegulation("backup"))
    await signed(stack, document, here.director, here.clerk)
    assert await numbers(stack, here) == [("58/QĐ-BV", "issued"), ("57/QĐ-BV", "outside")]
    assert "58/QĐ-BV" in await refusal(Malformed, issuing.enter(stack.by(here.clerk), NewOutside("58/QĐ-BV", today, "Trùng số")))
    found = (await register.register(stack.by(here.clerk), wanted="to cong nghe")).lines
    assert [one.number for one in found] == [57]


async def test_a_paper_is_found_however_many_came_after_it(stack: Stack) -> None:
    here = await drafting(stack, "IS6")
    today = day(stack.clock())
    row = {"facility": here.hospital, "year": today.year, "series": "CV-BV", "day": today, "by": here.clerk.id, "at": stack.clock()}
    rows = [row | {"number": n, "title": f"Công văn {n}", "recipient": "Sở Y tế"} for n in range(1, MOST + 30)]
    rows[4] |= {"title": "Mời họp Hội đồng thuốc", "recipient": "Bệnh viện Đa khoa Phố Nối"}
    async with stack.sessions.begin() as session:
        await session.execute(insert(OutsideNumberRow), rows)
    for wanted in ("hop hoi dong THUOC", "phố nối", "05/CV-BV", "05/cv", "5"):
        found = (await register.register(stack.by(here.clerk), wanted=wanted)).lines
        assert 5 in [one.number for one in found], wanted
    assert (await register.register(stack.by(here.clerk), wanted="100%")).lines == []
    _, document = await submitted(stack, here, NewRegulation("backup"))
    await signed(stack, document, here.director, here.clerk)
    (paper,) = (await register.register(stack.by(here.clerk), series="QĐ-BV")).lines
    for wanted in ("SAO LUU", paper.code.lower(), "01/qđ-bv"):
        found = (await register.register(stack.by(here.clerk), wanted=wanted)).lines
        assert document in [one.document for one in found], wanted


async def test_a_number_of_a_paper_that_came_back_is_taken_by_its_next_version(stack: Stack) -> None:
    here = await drafting(stack, "IS4")
    which, document = await submitted(stack, here, NewRegulation("backup"))
    await signed(stack, document, here.director)
    async with stack.sessions.begin() as session:  # the clerk's signer died after the number was kept
        assert (await writes.issue(session, document, 1, here.hospital, "QĐ-BV", stack.clock()))[0] == 1
    assert await numbers(stack, here) == [("01/QĐ-BV", "signing")]
    view = await signatures.read(stack.by(here.clerk), document)
    await signatures.refuse(stack.by(here.clerk), signatures.Reviewed(document, 1, view.newest.chain.content), "Sai nơi nhận")
    assert await numbers(stack, here) == [("01/QĐ-BV", "void")]
    again = (await signatures.read(stack.by(here.clerk), document)).newest
    assert again.chain.ended is Ended.REFUSED

    other = await begun(stack, here, NewRegulation("camera"))
    await checked(stack, here, other)
    paper = (await regulations.submit(stack.by(here.administrator), other)).document
    await signed(stack, paper, here.director, here.clerk)
    draft = (await regulation_views.read(stack.by(here.administrator), which)).versions[-1].draft
    await regulations.revise(stack.by(here.administrator), which, 2, draft, "Sửa nơi nhận")
    await regulation_rounds.check(stack.by(here.officer), which, True, "")
    await regulations.submit(stack.by(here.administrator), which)
    await signed(stack, document, here.director, here.clerk)
    assert await numbers(stack, here) == [("02/QĐ-BV", "issued"), ("01/QĐ-BV", "issued")]


async def test_a_number_far_beyond_the_newest_is_asked_again_and_the_year_in_a_sign_is_no_other_series(stack: Stack) -> None:
    """One key too many, 450 for 45, would end the series of the year."""
    here = await drafting(stack, "IS5")
    today = day(stack.clock())
    year = today.year
    await issuing.enter(stack.by(here.clerk), NewOutside("44/QĐ-BV", today, "Quyết định khen thưởng"))
    told = await refusal(Malformed, issuing.enter(stack.by(here.clerk), NewOutside("450/QĐ-BV", today, "Quyết định phân công")))
    assert "số mới nhất là 44/QĐ-BV" in told
    await issuing.enter(stack.by(here.clerk), NewOutside(f"45/{year}/QĐ-BV", today, "Quyết định phân công"))
    assert "45/QĐ-BV" in await refusal(Malformed, issuing.enter(stack.by(here.clerk), NewOutside("45/QĐ-BV", today, "Trùng số")))
    told = await refusal(Malformed, issuing.enter(stack.by(here.clerk), NewOutside(f"46/{year - 1}/QĐ-BV", today, "Sai năm")))
    assert f"năm {year - 1}" in told
    await issuing.enter(stack.by(here.clerk), NewOutside("12/QĐ-BV", today, "Quyết định sót"))
    assert await numbers(stack, here) == [(f"{n}/QĐ-BV", "outside") for n in (45, 44, 12)]
    await issuing.enter(stack.by(here.clerk), NewOutside("66/QĐ-BV", today, "Sổ giấy đã đến số này", confirmed=True))
    _, document = await submitted(stack, here, NewRegulation("backup"))
    await signed(stack, document, here.director, here.clerk)
    assert (await numbers(stack, here))[0] == ("67/QĐ-BV", "issued")
