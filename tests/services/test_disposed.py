"""Of what was destroyed nothing is read, said or written any more; and of a list being voted on nobody sees another's ballot."""

from collections.abc import Awaitable, Callable

import pytest

from activities.documents import bytes_key
from domain.copies import Medium
from domain.disposals import DisposalState
from domain.errors import NotFound, WrongState
from domain.names import DisposalId, RecordId
from domain.records import RecordState
from domain.retention_terms import NewClass
from services import archive, comments, copies, disposals, orders, records, retention, signatures
from services.messages import said
from signing.tickets import Reviewed
from store.queries.audit import TimelineLine
from tests.care import order_of
from tests.disposing import decided, expired, proposed, reaches, signed, voting
from tests.people import DUC, HUNG, LAN, NAM, OANH, SON, THUY
from tests.stack import Stack


async def destroyed(stack: Stack) -> tuple[RecordId, DisposalId, records.RecordView]:
    """A record that is gone, its disposal, and what its page showed before."""
    (one,) = await expired(stack, 1)
    before = await records.read(stack.by(NAM), one)
    which = await proposed(stack, "Tiêu hủy để thử", [one])
    await voting(stack, which)
    await decided(stack, which)
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    return one, which, before


async def test_what_belonged_to_a_destroyed_record_is_refused_clearly(stack: Stack) -> None:
    one, which, before = await destroyed(stack)
    view = await records.read(stack.by(NAM), one)
    assert view.gone
    assert (view.gone.disposal, view.gone.certificate is not None, view.gone.at is not None) == (which, True, True)
    assert (view.orders, view.missing, view.shortcomings, view.guests, view.incidents) == ([], (), (), [], ())
    assert all(line == TimelineLine(**(vars(line) | {"facts": {}})) for line in view.timeline)
    (sheet, version), order = before.documents[0], before.orders[0].order.id
    read = Reviewed(sheet.id, version.number, version.chain.content)
    asked: list[Callable[[], Awaitable[object]]] = [
        lambda: signatures.read(stack.by(LAN), sheet.id),
        lambda: signatures.pdf(stack.by(LAN), sheet.id, version.number),
        lambda: signatures.refuse(stack.by(LAN), read, "Không đúng"),
        lambda: comments.read(stack.by(LAN), sheet.id),
        lambda: comments.add(stack.by(LAN), sheet.id, version.number, "Xem lại"),
        lambda: copies.issue(stack.by(NAM), sheet.id, Medium.PAPER),
        lambda: copies.of_document(stack.by(NAM), sheet.id),
        lambda: orders.read(stack.by(LAN), order),
        lambda: orders.place(stack.by(LAN), one, order_of()),
        lambda: retention.read(stack.by(NAM), one),
        lambda: retention.raise_class(stack.by(NAM), one, NewClass("special", "Sự cố")),
        lambda: archive.export(stack.by(NAM), one),
        lambda: records.standing(stack.by(LAN), one),
    ]
    for act in asked:
        with pytest.raises(WrongState) as refused:
            await act()
        assert (refused.value.facts[1], said(refused.value)[0][:30]) == (RecordState.DISPOSED, "Hồ sơ này đã hủy vì hết thời h")
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(bytes_key(one))


async def test_a_ballot_is_ones_own_until_the_chair_closes(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    which = await proposed(stack, "Phiếu kín", [one])
    await voting(stack, which)
    sha256 = (await disposals.read(stack.by(DUC), which)).disposal.list_sha256
    after = await disposals.vote(stack.by(DUC), which, sha256, [(None, False, "Còn giá trị nghiên cứu")])
    assert [ballot.person for ballot in after.ballots] == [DUC.id]
    for other in (SON, NAM):
        view = await disposals.read(stack.by(other), which)
        assert (len(view.disposal.ballots), set(view.voted), view.revealed) == (0, {DUC.id}, False)
    after = await disposals.vote(stack.by(SON), which, sha256, [(None, True, "")])
    assert [ballot.person for ballot in after.ballots] == [SON.id], "an act gives away no more than the page"
    for member in (THUY, HUNG, LAN):
        await disposals.vote(stack.by(member), which, sha256, [(None, True, "")])
    for other in (SON, NAM):
        view = await disposals.read(stack.by(other), which)
        others = [ballot for ballot in view.disposal.ballots if ballot.person != other.id]
        assert (others, len(view.voted), view.revealed) == ([], 5, False), "all have voted, and each may still change their mind"
        votes = [line.facts for line in view.timeline if line.act == "disposal.vote"]
        assert votes == [{}] * 5, "the timeline says who voted, and not on how many lines"
    await disposals.withdraw(stack.by(NAM), which, "Lập lại danh mục")
    view = await disposals.read(stack.by(SON), which)
    assert ([ballot.person for ballot in view.disposal.ballots], view.revealed) == ([SON.id], False), "nobody closed it"


async def test_closing_opens_the_ballots(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    which = await proposed(stack, "Phiếu mở", [one])
    await voting(stack, which)
    sha256 = (await disposals.read(stack.by(DUC), which)).disposal.list_sha256
    for member in (SON, THUY, HUNG):
        await disposals.vote(stack.by(member), which, sha256, [(None, True, "")])
    assert not (await disposals.read(stack.by(NAM), which)).revealed
    await disposals.close(stack.by(SON), which)
    view = await disposals.read(stack.by(NAM), which)
    assert (len(view.disposal.ballots), view.revealed) == (3, True)
