"""What people say about a document beside it: kept for ever, tied to the version they spoke of, no part of what is signed."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import Conflict, Malformed, NotAllowed
from domain.faults import both
from domain.names import PersonId, PositionId

LONGEST = 4000
"""Characters of one comment."""


@dataclass(frozen=True)
class Comment:
    """One comment; taken back, its words are no longer shown, and stay on file."""

    id: str
    version: int
    person: PersonId
    position: PositionId
    at: datetime
    taken_back_at: datetime | None
    words: str = field(default="", repr=False)

    def check_taking_back(self, person: PersonId) -> None:
        """Only who wrote it, and once. Raises: NotAllowed, Conflict."""
        if person != self.person:
            raise NotAllowed("", "document.comment", "author")
        if self.taken_back_at:
            raise Conflict("bình luận đã được rút lại / the comment was taken back")


def checked(words: str) -> str:
    """The words without the blanks around them. Raises: Malformed."""
    said = words.strip()
    if not said or len(said) > LONGEST:
        raise Malformed(both(f"words: bình luận dài 1–{LONGEST} ký tự", f"a comment has 1–{LONGEST} characters"))
    return said
