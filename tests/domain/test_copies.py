"""A copy outside: outdated once replaced, handed over only while it stands, and what its hand-over must say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.copies import Copy, HandOver, Medium, Receiver, Settled
from domain.errors import Malformed, WrongState
from domain.names import CopyId, DocumentId, PersonId, RecordId, Sha256

ANN, BOB = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
COPY = Copy(
    CopyId(UUID(int=3)),
    DocumentId(UUID(int=4)),
    1,
    RecordId(UUID(int=5)),
    Medium.PAPER,
    Sha256("1" * 64),
    Sha256("2" * 64),
    NOW,
    ANN,
)
PATIENT = HandOver(Receiver.PATIENT, NOW)


def test_what_is_outside_and_replaced_is_outdated_until_something_is_done() -> None:
    handed = replace(COPY, handed=PATIENT, handed_by=ANN)
    assert not COPY.outdated(2), "nobody has it"
    assert not handed.outdated(1)
    assert handed.outdated(2)
    handed.check_settle(2)
    assert not replace(handed, settled=Settled.RECALLED).outdated(2)
    for copy, newest in ((COPY, 2), (handed, 1), (replace(handed, settled=Settled.TOLD), 2)):
        with pytest.raises(WrongState):
            copy.check_settle(newest)


def test_a_replaced_copy_is_not_handed_over() -> None:
    COPY.check_hand_over(1)
    for copy, newest in ((COPY, 2), (replace(COPY, handed=PATIENT), 1)):
        with pytest.raises(WrongState):
            copy.check_hand_over(newest)


@pytest.mark.parametrize(
    ("to", "faults"),
    [
        (HandOver(Receiver.REPRESENTATIVE, NOW), 3),
        (HandOver(Receiver.FACILITY, NOW), 1),
        (HandOver(Receiver.PATIENT, NOW + timedelta(hours=1)), 1),
        (HandOver(Receiver.PATIENT, NOW - timedelta(hours=1)), 1),
    ],
)
def test_a_hand_over_that_says_too_little_names_each_fault(to: HandOver, faults: int) -> None:
    with pytest.raises(Malformed) as told:
        to.check(NOW, NOW)
    assert len(told.value.facts) == faults
