"""What a draft waits for next, and whose turn that is: the rules of its acts, put the other way round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.names import PersonId
from domain.regulations import Regulation, RegulationState


@dataclass(frozen=True)
class Course:
    """How far its rounds, its check and its paper are."""

    silent: int
    """Units asked in the newest round that have not said that they are done."""
    unanswered: int
    """Comments that nobody has answered."""
    failed: bool
    """The newest version was found not lawful."""
    blanks: bool
    """Something of the newest version is still to be filled in: the check could not find it lawful."""
    back: bool
    """Its paper was refused or taken back."""


def next_act(one: Regulation, how: Course, today: date) -> str:
    """The act it waits for, after `regulation.`; empty when it waits for signatures, for its first round, or for nothing."""
    match one.state:
        case RegulationState.COMMENTING:
            return "close" if one.round_over(how.silent > 0, today) else "comment"
        case RegulationState.DRAFTING if one.round and how.unanswered:
            return "answer"
        case RegulationState.DRAFTING if one.round:
            return "draft" if how.failed or how.blanks else "check"
        case RegulationState.SIGNING if how.back:
            return "draft"
        case RegulationState.CHECKED:
            return "submit"
    return ""


def drafts(person: PersonId, authors: Collection[PersonId], present: Collection[PersonId]) -> bool:
    """Whether its drafting waits for this person: for whoever wrote it, and for every drafter when none of those is there any more."""
    return person in authors or not set(authors) & set(present)
