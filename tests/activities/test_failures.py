"""A refusal ends an act for good; a keeper that is being started again is waited for."""

import pytest
from temporalio.exceptions import ApplicationError

from activities.failures import refusals_told
from domain.errors import NotFound, Refusal, Unavailable


@pytest.mark.parametrize(
    ("refusal", "final"), [(NotFound("key", "x"), True), (Unavailable("messenger"), True), (Unavailable("keeper"), False)]
)
def test_only_a_part_that_is_back_soon_is_waited_for(refusal: Refusal, final: bool) -> None:
    with pytest.raises(ApplicationError) as told, refusals_told():
        raise refusal
    assert (told.value.non_retryable, told.value.type, told.value.details) == (final, type(refusal).__name__, refusal.facts)
