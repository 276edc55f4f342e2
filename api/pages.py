"""Long lists in pages: the last line's place, given back as an opaque word."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from domain.errors import Malformed
from domain.faults import both

T = TypeVar("T")
Place = tuple[datetime, UUID]
PAGE = 50


def place(name: str, word: str | None) -> Place | None:
    """Where the parameter of this name says the page begins. Raises: Malformed."""
    if not word:
        return None
    moment, _, which = word.partition("_")
    try:
        found = datetime.fromisoformat(moment), UUID(which)
    except ValueError as wrong:
        raise Malformed(both(f"{name}: hãy gửi lại đúng giá trị `next` đã nhận", "send back `next` as it was given")) from wrong
    if found[0].tzinfo is None:
        raise Malformed(both(f"{name}: thiếu múi giờ", "needs its offset"))
    return found


def word(last: Place) -> str:
    """The place of a page's last line, as `place` reads it."""
    moment, which = last
    return f"{moment.isoformat().replace('+00:00', 'Z')}_{which}"


def cut(lines: Sequence[T], of: Callable[[T], Place]) -> tuple[Sequence[T], str | None]:
    """A page and the word for the next one; `lines` holds one more than a page when there is a next."""
    shown = lines[:PAGE]
    if len(lines) <= PAGE:
        return shown, None
    return shown, word(of(shown[-1]))
