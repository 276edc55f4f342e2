"""What may stand on a list, and that nothing is destroyed but as it was listed, after the signed decision and its term."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.destruction import check_destroying, obstacle, still
from domain.disposals import DisposalState, Obstacle, frozen, list_hash
from domain.errors import WrongState
from domain.names import Sha256
from tests.domain.disposals import candidate, disposal

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, None),
        ({"keep_until": date(2026, 11, 27)}, None),
        ({"keep_until": TODAY}, Obstacle.NOT_EXPIRED),
        ({"keep_until": None}, Obstacle.NOT_EXPIRED),
        ({"held": True}, Obstacle.HELD),
        ({"linked": True}, Obstacle.LINKED),
        ({"listed": True}, Obstacle.LISTED_ELSEWHERE),
        ({"archived": False, "held": True}, Obstacle.NOT_ARCHIVED),
    ],
)
def test_what_may_be_listed(other: dict[str, Any], why: Obstacle | None) -> None:
    assert obstacle(candidate(**other), TODAY) is why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, None),
        ({"sha256": Sha256("b" * 64)}, Obstacle.CHANGED),
        ({"retention_class": "death"}, Obstacle.CLASS_CHANGED),
        ({"keep_until": date(2024, 12, 31)}, Obstacle.CLASS_CHANGED),
        ({"held": True}, Obstacle.HELD),
        ({"keep_until": date(2055, 12, 31)}, Obstacle.NOT_EXPIRED),
    ],
)
def test_each_line_is_judged_again_when_it_is_to_be_destroyed(other: dict[str, Any], why: Obstacle | None) -> None:
    before = candidate()
    (item,) = frozen([before])
    assert still(item, replace(before, **other), TODAY) is why


def test_the_hash_names_the_list_and_nothing_else() -> None:
    one, two = candidate("BA-2"), candidate("BA-1")
    assert [item.code for item in frozen([one, two])] == ["BA-1", "BA-2"]
    assert list_hash(frozen([one, two])) == list_hash(frozen([two, one]))
    assert list_hash(frozen([one])) != list_hash(frozen([one, two]))
    assert list_hash(frozen([one])) != list_hash(frozen([replace(one, retention_class="death")]))


@pytest.mark.parametrize("state", DisposalState)
def test_nothing_is_destroyed_but_after_the_signed_decision_and_its_term(state: DisposalState) -> None:
    one = disposal(state, destroy_at=NOW)
    if state is DisposalState.WAITING:
        check_destroying(one, NOW)
        for early in (replace(one, destroy_at=NOW + timedelta(seconds=1)), replace(one, destroy_at=None)):
            with pytest.raises(WrongState):
                check_destroying(early, NOW)
    else:
        with pytest.raises(WrongState):
            check_destroying(one, NOW)
