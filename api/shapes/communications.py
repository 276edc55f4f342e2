"""Shapes of communication and ceremony."""

from datetime import date
from typing import Self
from uuid import UUID

from api.shapes.shape import Act, Answer, Day, LongText, Reasoned, Text
from api.shapes.tracks import FileAnswer
from domain.communications import CommunicationState, Planned
from domain.names import PersonId
from services.communications import CommunicationsView, CommunicationView

NOT_PLANNED = {"day": None, "place": "", "responsible": None, "words": ""}


class PlanCommunication(Act):
    day: Day
    place: Text = ""
    responsible: UUID
    words: LongText

    def planned(self) -> Planned:
        return Planned(self.day, self.place, PersonId(self.responsible), self.words)


class SetAsideCommunication(Reasoned):
    """The facility does not do it."""


class ProofAnswer(Answer):
    day: date
    words: str
    address: str
    files: list[FileAnswer]


class CommunicationAnswer(Answer):
    code: str
    title: str
    quote: str
    basis: str
    certainty: str
    state: CommunicationState
    late: bool
    day: date | None
    place: str
    responsible: UUID | None
    words: str
    reason: str
    proofs: list[ProofAnswer]

    @classmethod
    def view(cls, of: CommunicationView, today: date) -> Self:
        one, plan = of.communication, of.communication.planned
        said = {name: getattr(one.line, name) for name in ("code", "title", "quote", "basis", "certainty")}
        when = {name: getattr(plan, name) if plan else blank for name, blank in NOT_PLANNED.items()}
        proofs = [ProofAnswer.model_validate(each) for each in of.proofs]
        return cls(**said, **when, state=one.state, late=one.late(today), reason=one.reason, proofs=proofs)


class CommunicationsAnswer(Answer):
    proved: int
    wanted: int
    late: int
    communications: list[CommunicationAnswer]

    @classmethod
    def of(cls, view: CommunicationsView) -> Self:
        on = view.communicated
        lines = [CommunicationAnswer.view(one, on.day) for one in view.lines]
        return cls(proved=on.proved, wanted=on.wanted, late=on.late, communications=lines)
