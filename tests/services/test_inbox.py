"""The inbox: lists and their counts, search without marks, the set, what is put aside and comes back by itself."""

from datetime import timedelta

import pytest

from domain.errors import Incomplete, Malformed, NotYourTurn, SetRefused
from domain.roles import Role
from services import errands, inbox, signatures
from services.inbox import InboxView
from signing.tickets import Reviewed
from store.queries.inbox import Shown
from tests.care import delivered, newcomer, opened, refusal, sign
from tests.people import DUC, LAN, MAI, PIN, WARD, Someone
from tests.services.test_batches import entries
from tests.services.test_reviewing import under
from tests.stack import Stack


@pytest.fixture
async def minh(stack: Stack) -> Someone:
    """A doctor with nothing in the inbox yet."""
    return await newcomer(stack, f"bs.minh{stack.counter}", "Đoàn Nhật Minh", Role.DOCTOR, department=WARD, signs=True)


async def listed(stack: Stack, one: Someone, shown: Shown = Shown.WAITING, words: str = "", **more: object) -> InboxView:
    return await inbox.view(stack.by(one), shown, words, **more)  # type: ignore[arg-type]


def documents(view: InboxView) -> list[object]:
    return [one.document for one in view.lines]


async def test_a_long_inbox_comes_in_pages(stack: Stack, minh: Someone) -> None:
    made = await entries(stack, await opened(stack), 5, minh)
    first = await listed(stack, minh, limit=3)
    last = first.lines[-1]
    second = await listed(stack, minh, limit=3, after=(last.due_at, last.document))
    assert (first.more, second.more) == (True, False)
    assert documents(first) + documents(second) == [one.document for one in made], "what is due first stands first"
    assert {(one.document, 1) for one in made[:3]} <= first.opened


@pytest.mark.parametrize("words", ["nguyen thi thuy hanh", "NGUYỄN Thuỳ", "dieu tri", "tờ điều", "hạnh tờ"])
async def test_it_is_searched_without_marks(stack: Stack, minh: Someone, words: str) -> None:
    (one,) = await entries(stack, await opened(stack), 1, minh)
    assert documents(await listed(stack, minh, words=words)) == [one.document]
    assert documents(await listed(stack, minh, words=f"{words} zzz")) == []
    assert documents(await listed(stack, minh, words="100%")) == []


async def test_only_what_was_opened_goes_into_the_set(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    _, _, other = await delivered(stack)
    await inbox.review(stack.by(MAI), seen.document, 1)
    await inbox.review(stack.by(MAI), seen.document, 1)
    view = await listed(stack, MAI, Shown.CHOSEN)
    assert seen in view.chosen
    assert view.tallies[Shown.CHOSEN] == len(view.chosen)
    await inbox.take_out(stack.by(MAI), seen.document, 1)
    assert seen not in (await listed(stack, MAI)).chosen
    told = await refusal(NotYourTurn, inbox.review(stack.by(LAN), other.document, 1))
    assert "không chờ anh/chị" in told
    await sign(stack, MAI, seen.document)
    await refusal(NotYourTurn, inbox.review(stack.by(MAI), seen.document, 1))


async def test_the_set_wants_reading_as_the_policy_says(stack: Stack) -> None:
    (one,) = await entries(stack, await opened(stack), 1)
    hasty, single = under(stack, dwell_seconds={"treatment-sheet": 3600}), under(stack, signed_singly=("treatment-sheet",))
    assert "còn phải đọc thêm" in await refusal(SetRefused, inbox.review(hasty, one.document, 1))
    assert "phải mở đọc và ký riêng" in await refusal(SetRefused, inbox.review(single, one.document, 1))
    await inbox.review(stack.by(LAN), one.document, 1)
    await refusal(SetRefused, signatures.sign(hasty, [one, *await entries(stack, await opened(stack), 1)], PIN))


async def test_what_was_never_opened_is_not_put_in(stack: Stack) -> None:
    _, _, seen = await delivered(stack)
    await sign(stack, MAI, seen.document)

    await refusal(Incomplete, inbox.review(stack.by(DUC), seen.document, 1))


async def test_what_is_put_aside_comes_back_by_itself(stack: Stack, minh: Someone) -> None:
    one, other = await entries(stack, await opened(stack), 2, minh)
    before = await errands.count(stack.by(minh))
    await inbox.review(stack.by(minh), one.document, 1)
    until = await inbox.put_aside(stack.by(minh), one.document, 1, stack.clock() + timedelta(hours=1))
    view = await listed(stack, minh)
    assert documents(view) == [other.document]
    assert view.chosen == [], "what rests is in no set"
    assert (view.tallies[Shown.LATER], view.tallies[Shown.WAITING]) == (1, 1)
    assert await errands.count(stack.by(minh)) == before - 1
    assert [line.later_until for line in (await listed(stack, minh, Shown.LATER)).lines] == [until]
    stack.clock.ahead += timedelta(hours=1, seconds=1)
    try:
        assert len((await listed(stack, minh)).lines) == 2
    finally:
        stack.clock.ahead -= timedelta(hours=1, seconds=1)
    await inbox.put_back(stack.by(minh), one.document, 1)
    assert len((await listed(stack, minh)).lines) == 2


async def test_nothing_rests_past_its_due_time(stack: Stack, minh: Someone) -> None:
    one, other = await entries(stack, await opened(stack), 2, minh)
    due = (await listed(stack, minh)).lines[0].due_at
    assert await inbox.put_aside(stack.by(minh), one.document, 1, due + timedelta(days=3)) == due
    assert await inbox.put_aside(stack.by(minh), other.document, 1) <= due + timedelta(minutes=1), "tomorrow morning, or when it is due"
    await refusal(Malformed, inbox.put_aside(stack.by(minh), one.document, 1, stack.clock() - timedelta(minutes=1)))
    stack.clock.ahead += timedelta(days=30)
    try:
        assert "quá hạn ký" in await refusal(Malformed, inbox.put_aside(stack.by(minh), one.document, 1))
        late = await listed(stack, minh, Shown.LATE)
        assert set(documents(late)) == {one.document, other.document}
    finally:
        stack.clock.ahead -= timedelta(days=30)


async def test_the_next_one_is_what_is_not_in_the_set(stack: Stack, minh: Someone) -> None:
    first, second, third = await entries(stack, await opened(stack), 3, minh)
    await inbox.review(stack.by(minh), second.document, 1)

    async def after(one: Reviewed) -> object:
        found = await inbox.following(stack.by(minh), one, Shown.WAITING)
        return found and found.document

    assert await after(first) == third.document
    assert await after(third) is None
