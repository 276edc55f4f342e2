"""States of a facility that reports confuse, kept apart, each with the paper that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Malformed, WrongState
from domain.faults import both
from domain.golive_policies import Subject
from domain.names import PersonId
from domain.outside_papers import OutsidePaper
from domain.reasons import reason_faults


class State(StrEnum):
    EQUIPPED = "equipped"
    """Đã có hạ tầng, phần mềm."""
    DEPLOYED = "deployed"
    """Đang dùng, có thể còn song song với giấy."""
    SELF_ASSESSED = "self_assessed"
    APPRAISED = "appraised"
    DECIDED = "decided"
    """The head signed the decision to use electronic records in place of paper."""
    PUBLISHED = "published"
    LISTED = "listed"
    """On the Ministry's portal."""
    PAPER_FREE = "paper_free"
    """The watch was confirmed: no paper record is kept any more."""


OF_ITSELF = frozenset({State.DECIDED, State.PUBLISHED, State.PAPER_FREE})
"""States that hsba says itself, by the papers signed in it; a paper of before may say them too."""


@dataclass(frozen=True)
class Reached:
    """Since when, by which paper, and who entered it (None for the house itself)."""

    on: date
    paper: OutsidePaper
    by: PersonId | None
    at: datetime
    over: bool = False
    """It is no longer so, by this paper."""
    number: int = 0
    """Of the entry, counted for the state."""


def check_reach(state: State, on: date, paper: OutsidePaper, opened: date, today: date) -> None:
    """Each state has its paper: number, day, issuer; `opened`: the day from which hsba follows the facility. Raises: Malformed."""
    faults = paper.faults(today, needed=True)
    if state in OF_ITSELF and paper.day and paper.day >= opened:
        vi = f"state: từ ngày {opened:%d/%m/%Y} hệ thống tự ghi trạng thái này theo văn bản ký ở trang Thay giấy"
        faults.append(both(vi, f"since {opened:%d/%m/%Y} this state follows from the papers signed here"))
    if on > today:
        faults.append("on: ngày ở tương lai / lies in the future")
    if faults:
        raise Malformed(*faults)


def entered(state: State, found: Reached, opened: date) -> bool:
    """Whether somebody entered it by a paper from elsewhere; what follows from papers signed here goes with those papers."""
    return found.by is not None and not (state in OF_ITSELF and found.paper.day and found.paper.day >= opened)


def check_take_back(state: State, found: Reached | None, number: int, opened: date, reason: str) -> None:
    """Only what was entered and read is taken back, with a reason. Raises: WrongState, Malformed."""
    if found is None:
        raise WrongState("golive.state_withdraw", "none")
    if not entered(state, found, opened):
        raise WrongState("golive.state_withdraw", "signed")
    if number != found.number:
        raise WrongState("golive.state_withdraw", "another")
    if faults := reason_faults(reason):
        raise Malformed(*faults)


SIGNED_AS: Mapping[str, State] = {"decided": State.DECIDED, "published": State.PUBLISHED}
"""Step of the decision on records → the state its signed paper gives; film and laboratory paper give none."""


ENDS: Mapping[bool, frozenset[State]] = {True: OF_ITSELF, False: frozenset({State.PAPER_FREE})}
"""What ends when the whole (or only a department) returns to paper."""


def state_of(subject: Subject, act: str) -> State | None:
    return SIGNED_AS.get(act) if subject is Subject.RECORD else None
