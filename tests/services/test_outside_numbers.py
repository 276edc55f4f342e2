"""Papers numbered outside hsba: a key too many, the year in a sign, and found again among thousands."""

from sqlalchemy import insert

from domain.clock import day
from domain.errors import Malformed
from services import issuing, register
from services.issuing import NewOutside
from services.regulations import NewRegulation
from store.queries.issuing import MOST
from store.tables.issuing import OutsideNumberRow
from tests.care import refusal
from tests.regulating import drafting, signed, submitted
from tests.services.test_issuing import numbers
from tests.stack import Stack


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
