"""A term that was set changes for a reason: later events raise it, a signed decision corrects it."""

from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.records import RecordState
from domain.retention_terms import How, NewClass
from services import retention, signatures
from tests.care import archived, refusal, reviewed, sign, until
from tests.people import LAN, NAM, OANH, SON
from tests.services.test_retention import CRASH, NOT_TRAFFIC, discharged, kept, received, years
from tests.stack import Stack


async def test_a_later_event_raises_and_never_lowers(stack: Stack) -> None:
    record, _ = await archived(stack)
    told = await refusal(Malformed, retention.raise_class(stack.by(NAM), record, NewClass("ordinary", "Nhầm")))
    assert "chỉ kéo dài thời hạn" in told
    await refusal(Malformed, retention.raise_class(stack.by(NAM), record, NewClass("transplant")))
    await refusal(NotAllowed, retention.raise_class(stack.by(LAN), record, NewClass("transplant", "Ghép thận")))
    asker = stack.by(NAM, "nâng-1")
    for _again in range(2):
        await retention.raise_class(asker, record, NewClass("transplant", "Về sau xác định là người hiến thận"))
    view = await retention.read(stack.by(NAM), record)
    assert [one.term.how for one in view.terms] == [How.PROPOSED, How.CONFIRMED, How.RAISED]
    assert (view.page.retention_class, view.page.keep_until) == ("transplant", years(stack, 30))
    assert view.now.reason == "Về sau xác định là người hiến thận"
    assert view.page.record.state is RecordState.ARCHIVED


async def test_what_nobody_confirmed_is_not_raised(stack: Stack) -> None:
    record = await discharged(stack)
    await refusal(WrongState, retention.raise_class(stack.by(NAM), record, NewClass("death", "Nhầm")))
    await refusal(WrongState, retention.decide(stack.by(NAM), record, NewClass("death", "Nhầm")))


async def test_an_error_is_corrected_by_the_last_signature_of_a_decision_and_by_nothing_before(stack: Stack) -> None:
    record = await received(stack, CRASH)
    await kept(stack, record)
    asker = stack.by(NAM, "quyết-định-1")
    paper = await retention.decide(asker, record, NewClass("ordinary", NOT_TRAFFIC))
    assert await retention.decide(asker, record, NewClass("ordinary", NOT_TRAFFIC)) == paper
    told = await refusal(Incomplete, retention.raise_class(stack.by(NAM), record, NewClass("death", "Toà án yêu cầu")))
    assert "đang trình ký" in told
    await refusal(Incomplete, retention.decide(stack.by(NAM), record, NewClass("death", "Sót")))
    waiting = await retention.read(stack.by(NAM), record)
    assert (waiting.now.one.code, waiting.may_raise, waiting.may_decide) == ("special", False, False)
    assert paper in {line.document for line in await signatures.inbox(stack.by(SON), limit=1000)}
    await sign(stack, SON, paper)
    assert (await retention.read(stack.by(NAM), record)).now.one.code == "special", "the clerk has not issued it"
    await sign(stack, OANH, paper)
    view = await until(lambda: retention.read(stack.by(NAM), record), lambda found: found.now.term.how is How.CORRECTED)
    assert (view.page.retention_class, view.page.keep_until, view.now.term.decision) == ("ordinary", years(stack, 10), paper)
    assert view.now.term.by == NAM.id
    issued = (await signatures.read(stack.by(NAM), paper)).newest
    assert issued.issue_number
    await until(lambda: signatures.read(stack.by(NAM), paper), lambda found: found.newest.state == "preserved", 40)


async def test_a_refused_decision_changes_nothing_and_another_may_be_drawn_up(stack: Stack) -> None:
    record = await received(stack, CRASH)
    first = await retention.decide(stack.by(NAM), record, NewClass("ordinary", NOT_TRAFFIC))
    await signatures.refuse(stack.by(SON), await reviewed(stack, SON, first), "Chưa có biên bản xem lại hồ sơ")
    second = await retention.decide(stack.by(NAM), record, NewClass("ordinary", NOT_TRAFFIC))
    assert second != first
    await signatures.withdraw(stack.by(NAM), await reviewed(stack, NAM, second), "Xem lại")
    assert (await retention.read(stack.by(NAM), record)).now.one.code == "special"
