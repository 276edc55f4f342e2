"""What is decided is destroyed wholly or not yet: without a council where the policy says so, and with a copy of the keys away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.exceptions import ApplicationError

from activities.destruction import Destruction, NotYet
from activities.documents import bytes_key
from domain.archived import object_id
from domain.disposals import DisposalState
from domain.errors import Incomplete, NotFound, Unavailable, WrongState
from domain.records import RecordState
from services import archive, disposals, records, signatures
from store.archive_copy import ArchiveCopy
from store.blobs import Shelf
from store.keys import KeyStore
from store.wrapping import Masters
from tests.care import refusal, reviewed
from tests.disposing import expired, proposed, reaches, signed
from tests.people import NAM, OANH, SON
from tests.stack import Stack


async def test_where_the_policy_asks_no_council_the_head_decides(stack: Stack) -> None:
    (one,) = await expired(stack, 1)
    stack.book.set_otherwise["disposal_council"] = False
    try:
        which = await proposed(stack, "Không hội đồng", [one])
    finally:
        stack.book.set_otherwise.clear()
    await disposals.decide(stack.by(NAM), which)
    paper_of = (await disposals.read(stack.by(NAM), which)).papers[0][0]
    seen = await reviewed(stack, SON, paper_of.id)
    await signatures.refuse(stack.by(SON), seen, "Bổ sung căn cứ", "other")
    await disposals.decide(stack.by(NAM), which)
    await refusal(Incomplete, disposals.decide(stack.by(NAM), which))
    await signed(stack, which, "disposal-decision", SON, OANH)
    await reaches(stack, which, DisposalState.DESTROYED)
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(bytes_key(one))


async def test_while_a_copy_of_the_keys_is_away_nothing_is_destroyed_and_then_all_of_it_is(stack: Stack, tmp_path: Path) -> None:
    """A disk that is away could bring a destroyed key back: so nothing is begun without it."""
    (one,) = await expired(stack, 1)
    stack.book.set_otherwise.update({"disposal_council": False, "disposal_waiting_days": 1})
    try:
        which = await proposed(stack, "Bản sao khóa vắng", [one])
        await disposals.decide(stack.by(NAM), which)
        await signed(stack, which, "disposal-decision", SON, OANH)
        await reaches(stack, which, DisposalState.WAITING)
    finally:
        stack.book.set_otherwise.clear()
    key = bytes_key(one)
    away = KeyStore(stack.settings.key_store, Masters(*stack.settings.master_key.each()), replicas=[tmp_path / "away"])
    shelf = Shelf(stack.settings.blobs, away, stack.house.ocfl)
    hands = Destruction(replace(stack.desk, shelf=shelf), ArchiveCopy(stack.house.ocfl, None))
    stack.clock.ahead = timedelta(days=1, minutes=1)
    with pytest.raises(Unavailable):
        await hands.page(which)
    assert stack.house.shelf.keys.exported(key), "nothing is half destroyed"
    assert (await records.read(stack.by(NAM), one)).page.record.state is RecordState.ARCHIVED
    with pytest.raises(ApplicationError, match="WrongState"):
        await hands.certify(which)
    (tmp_path / "away").mkdir()
    away.places.prepare()
    stack.clock.ahead = timedelta()
    with pytest.raises(NotYet):
        await hands.page(which)
    stack.clock.ahead = timedelta(days=1, minutes=1)
    assert await hands.page(which) is False
    assert await hands.page(which) is False, "a repeat finds nothing left"
    assert (await records.read(stack.by(NAM), one)).page.record.state is RecordState.DISPOSED
    await refusal(WrongState, archive.export(stack.by(NAM), one))
    await refusal(WrongState, disposals.withdraw(stack.by(SON), which, "Muộn"))
    with pytest.raises(NotFound):
        stack.house.shelf.keys.exported(key)
    assert object_id(key) not in stack.house.ocfl
    stands = await hands.certify(which)
    assert stands.state is DisposalState.DESTROYED
    assert await hands.certify(which) == stands
