"""How a refusal crosses Temporal: an application error with its name and facts, never retried."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from domain.errors import Refusal


@contextmanager
def refusals_told() -> Iterator[None]:
    """A Refusal inside leaves as a final answer; anything else stays what it is (an activity retries it)."""
    try:
        yield
    except Refusal as no:
        name = type(no).__name__
        raise ApplicationError(name, *no.facts, type=name, non_retryable=True, category=ApplicationErrorCategory.BENIGN) from no
