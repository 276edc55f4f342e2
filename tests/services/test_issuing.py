"""Numbers of outgoing papers: two clerks at once, a number outside hsba, a paper that comes back after it took its number."""

import asyncio

from domain.clock import day
from domain.errors import Malformed
from domain.signatures import Ended
from services import issuing, register, regulation_rounds, regulation_views, regulations, signatures
from services.issuing import NewOutside
from services.regulations import NewRegulation
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
