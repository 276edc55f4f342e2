"""Shapes of mail digests."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Text, Words
from domain.digests import Rhythm
from store.queries.digests import Letter, Mailed


class SetMail(Act):
    """A mail address; empty for none."""

    mail: Annotated[Text, Field(examples=["anh@bvdk.vn"])]


class ChooseDigest(SetMail):
    """How often."""

    rhythm: Annotated[Words, Field(examples=[Rhythm.DAILY], description=f"Một trong: {', '.join(Rhythm)}.")]


class ChoiceAnswer(Answer):
    """One's own."""

    mail: str
    rhythm: Rhythm


class AddressAnswer(Answer):
    """A person's address; null for none."""

    id: UUID
    name: str
    mail: str | None


class LetterAnswer(Answer):
    """A letter: `sent`, `claimed` (being sent), `failed` (tried again at `next_at`) or `refused`."""

    person: UUID
    day: date
    state: str
    mail: str
    tries: int
    next_at: datetime
    sent_at: datetime | None
    lines: int
    fault: str | None


class DigestsAnswer(Answer):
    """Of one facility."""

    people: list[AddressAnswer]
    letters: list[LetterAnswer]

    @classmethod
    def of(cls, people: Sequence[Mailed], letters: Sequence[Letter]) -> Self:
        named = [AddressAnswer(id=one.person, name=one.name, mail=one.mail or None) for one in people]
        return cls(people=named, letters=[LetterAnswer.model_validate({**vars(one), "fault": one.fault or None}) for one in letters])
