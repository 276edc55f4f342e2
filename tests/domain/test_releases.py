"""How far a version is, and when a copy of it may be given."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.copies import PROVISIONAL, Status, check_issue, status
from domain.errors import Incomplete, Refusal, VersionEnded, WaitsForStamp
from domain.names import PersonId, PositionId, RequestId, Sha256
from domain.signatures import Chain, Ended, Signature, Step

ANN, BOB = PersonId(UUID(int=1)), PersonId(UUID(int=2))
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
STEPS = tuple(Step(name, name.title(), "", frozenset({one})) for name, one in (("performed", ANN), ("approved", BOB)))
EMPTY = Chain("lab-result", "2026-01", STEPS, Sha256("0" * 64), 10)


def signed(many: int, stamped: bool = True) -> Chain:
    """The chain with its first signatures; the last one perhaps without its stamp."""
    made = [
        Signature(person, PositionId(person), step.name, EMPTY.content, EMPTY.content, 10, NOW, RequestId(step.name), NOW)
        for person, step in zip((ANN, BOB), STEPS, strict=True)
    ][:many]
    if not stamped:
        made[-1] = replace(made[-1], stamped_at=None)
    return replace(EMPTY, signatures=tuple(made))


@pytest.mark.parametrize(
    ("chain", "later", "expected"),
    [
        (EMPTY, False, Status.ENTERED),
        (signed(1), False, Status.SIGNING),
        (signed(1, stamped=False), False, Status.STAMPING),
        (signed(2, stamped=False), False, Status.STAMPING),
        (signed(2), False, Status.RELEASED),
        (signed(2), True, Status.REPLACED),
        (replace(signed(1), ended=Ended.REPLACED), True, Status.REPLACED),
        (replace(signed(1), ended=Ended.REFUSED), False, Status.REFUSED),
        (replace(EMPTY, ended=Ended.WITHDRAWN), True, Status.WITHDRAWN),
    ],
)
def test_how_far_a_version_is(chain: Chain, later: bool, expected: Status) -> None:
    assert status(chain, later) is expected


@pytest.mark.parametrize(
    ("chain", "no"),
    [
        (EMPTY, Incomplete),
        (signed(1), Incomplete),
        (signed(2, stamped=False), WaitsForStamp),
        (replace(signed(2), ended=Ended.WITHDRAWN), VersionEnded),
    ],
)
def test_no_copy_of_what_is_not_released(chain: Chain, no: type[Refusal]) -> None:
    with pytest.raises(no):
        check_issue(chain, "Phạm Minh Đức")
    assert status(chain) in PROVISIONAL or chain.ended


def test_a_copy_of_what_everybody_signed() -> None:
    check_issue(signed(2), "–")
