"""How a refusal crosses Temporal: an application error with its name and facts, never retried but when the keeper is away."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from domain.errors import Refusal, Unavailable

BACK_SOON = ("keeper",)
"""A part that is started again within a second, and that acts ask amid their work: they wait for it by being tried again."""


@contextmanager
def refusals_told() -> Iterator[None]:
    """A Refusal inside leaves as a final answer; anything else stays what it is (an activity retries it)."""
    try:
        yield
    except Refusal as no:
        name, final = type(no).__name__, not (isinstance(no, Unavailable) and no.facts == BACK_SOON)
        raise ApplicationError(name, *no.facts, type=name, non_retryable=final, category=ApplicationErrorCategory.BENIGN) from no
