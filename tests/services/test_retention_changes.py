"""A term that was set changes for a reason: later events raise it, a signed decision corrects it."""

from domain.errors import Incomplete, Malformed, NotAllowed, WrongState
from domain.records import RecordState
from domain.retention_terms import How, NewClass
from services import records, retention, signatures
from tests.care import archived, refusal, reviewed, sign, until
from tests.people import LAN, NAM, OANH, SON
from tests.services.test_retention import CRASH, NOT_TRAFFIC, closing, discharged, kept, received, years
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


async def test_until_it_is_archived_the_records_office_confirms_anew_and_the_earlier_choice_stays_on_file(stack: Stack) -> None:
    record = await discharged(stack, CRASH)
    await retention.confirm(stack.by(NAM), record, NewClass("ordinary", NOT_TRAFFIC))
    assert (await retention.read(stack.by(NAM), record)).may_confirm_anew
    told = await refusal(WrongState, retention.confirm(stack.by(NAM), record, NewClass("ordinary", "Vẫn thế")))
    assert told.startswith("Nhóm này đã được xác nhận rồi.")
    told = await refusal(Malformed, retention.confirm(stack.by(NAM), record, NewClass("special")))
    assert "nêu lý do xác nhận lại" in told
    await refusal(NotAllowed, retention.confirm(stack.by(LAN), record, NewClass("special", "Nhầm hồ sơ")))
    told = await refusal(Malformed, retention.confirm(stack.by(NAM), record, NewClass("", "Nhầm hồ sơ")))
    assert "retention_class: " in told, "no class is meant by silence when one is taken back"
    asker = stack.by(NAM, "xác-nhận-lại")
    for _again in range(2):
        await retention.confirm(asker, record, NewClass("special", "Nhầm với hồ sơ khác: đây là tai nạn giao thông"))
    stack.book.set_otherwise["archive_after_hours"] = 24
    try:
        await sign(stack, NAM, await closing(stack, record))
    finally:
        stack.book.set_otherwise.clear()
    await retention.confirm(stack.by(NAM), record, NewClass("death", "Người bệnh tử vong trên đường về"))
    view = await retention.read(stack.by(NAM), record)
    assert view.page.record.state is RecordState.RECEIVED
    assert [(one.term.how, one.one.code, one.reason) for one in view.terms] == [
        (How.PROPOSED, "special", ""),
        (How.CHOSEN, "ordinary", NOT_TRAFFIC),
        (How.CONFIRMED, "special", "Nhầm với hồ sơ khác: đây là tai nạn giao thông"),
        (How.CHOSEN, "death", "Người bệnh tử vong trên đường về"),
    ]
    assert view.confirmed
    assert (view.confirmed.one.code, view.page.retention_class, view.page.keep_until) == ("death", "death", years(stack, 30))
    noted = [one.facts for one in (await records.read(stack.by(NAM), record)).timeline if one.act == "record.confirm_class"]
    assert {(one.get("was", ""), one["kept_as"]) for one in noted} == {("", "ordinary"), ("ordinary", "special"), ("special", "death")}


async def test_once_it_is_archived_only_a_signed_decision_corrects_the_class(stack: Stack) -> None:
    record, _ = await archived(stack)
    view = await retention.read(stack.by(NAM), record)
    assert (view.may_confirm_anew, view.may_decide) == (False, True)
    told = await refusal(WrongState, retention.confirm(stack.by(NAM), record, NewClass("special", "Nhầm")))
    assert (
        told == "Hồ sơ đã lưu trữ, không xác nhận lại được. Nhóm đã xác định nhầm thì lập quyết định điều chỉnh; nhóm chỉ đổi khi đã ký đủ."
    )


async def test_a_class_that_a_later_event_or_a_decision_set_is_not_confirmed_anew(stack: Stack) -> None:
    stack.book.set_otherwise["archive_after_hours"] = 24
    try:
        record = await received(stack, CRASH)
    finally:
        stack.book.set_otherwise.clear()
    paper = await retention.decide(stack.by(NAM), record, NewClass("ordinary", NOT_TRAFFIC))
    assert "đang trình ký" in await refusal(Incomplete, retention.confirm(stack.by(NAM), record, NewClass("death", "Nhầm")))
    await signatures.withdraw(stack.by(NAM), await reviewed(stack, NAM, paper), "Xem lại")
    await retention.raise_class(stack.by(NAM), record, NewClass("transplant", "Về sau xác định là người hiến thận"))
    assert not (await retention.read(stack.by(NAM), record)).may_confirm_anew
    told = await refusal(WrongState, retention.confirm(stack.by(NAM), record, NewClass("special", "Nhầm")))
    assert told.startswith("Thời hạn đã kéo dài vì sự việc về sau")


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
