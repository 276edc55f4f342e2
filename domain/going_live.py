"""One of the three decisions to drop paper, from its gates to the day it is confirmed or reversed; its steps are never taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.clock import too_far
from domain.errors import Incomplete, Malformed, NotFound, WrongState
from domain.facts import Finding
from domain.faults import both
from domain.golive_policies import GolivePolicy, Subject
from domain.names import DepartmentId, DocumentId, PersonId, TrackId
from domain.outside_papers import OutsidePaper
from domain.reasons import reason_faults


class Act(StrEnum):
    """What is done of it, each a step that stays."""

    NAME = "name"
    """A paper that a gate asks for is named."""
    PILOT = "pilot"
    """The department of health accepts the pilot."""
    REHEARSE = "rehearse"
    """A day of rehearsal was held."""
    DECIDE = "decide"
    """The decision is drawn up and goes to be signed."""
    DECIDED = "decided"
    PUBLISH = "publish"
    """The announcement to department of health and Ministry is drawn up."""
    PUBLISHED = "published"
    ALLOW = "allow"
    """A department begins on a day."""
    CONFIRM = "confirm"
    REVERSE = "reverse"
    """The decision to go back to paper is drawn up, for a department or the whole."""
    REVERSED = "reversed"
    EVALUATE = "evaluate"
    """The evaluation against what was before is drawn up."""
    EVALUATED = "evaluated"
    LAPSED = "lapsed"
    """Everybody signed a paper that no longer counts; `code` names the step it was drawn up in, `words` say why."""


SIGNED: Mapping[Act, Act] = {Act.DECIDE: Act.DECIDED, Act.PUBLISH: Act.PUBLISHED, Act.REVERSE: Act.REVERSED, Act.EVALUATE: Act.EVALUATED}
"""What a paper that everybody signed makes of the step it was drawn up in."""


class State(StrEnum):
    PREPARING = "preparing"
    REHEARSED = "rehearsed"
    DECIDING = "deciding"
    DECIDED = "decided"
    PUBLISHED = "published"
    WATCHING = "watching"
    CONFIRMED = "confirmed"
    REVERSED = "reversed"


LIVE = frozenset({State.PUBLISHED, State.WATCHING, State.CONFIRMED})
"""States in which departments may begin."""


ASIDE = frozenset({Act.EVALUATE, Act.EVALUATED, Act.LAPSED})
"""Steps that lead nowhere."""


NO_PAPER = OutsidePaper()


@dataclass(frozen=True)
class Step:
    """One thing that was done."""

    number: int
    act: Act
    by: PersonId | None
    """None for what a signed paper does by itself."""
    at: datetime
    day: date | None = None
    """Of a rehearsal when it was held, of a decision or a department the first day, of a paper's signing the day it bears."""
    well: bool = True
    """Of a rehearsal or a pilot: whether it went well."""
    words: str = ""
    paper: OutsidePaper = NO_PAPER
    """A paper made elsewhere; of a signed one its number, day and issuer."""
    code: str = ""
    """Of a named paper: the gate's."""
    department: DepartmentId | None = None
    document: DocumentId | None = None


@dataclass(frozen=True)
class GoLive:
    """A track's way to one of the three decisions. Immutable: an act gives a new one."""

    track: TrackId
    subject: Subject
    steps: tuple[Step, ...] = ()

    @property
    def round(self) -> tuple[Step, ...]:
        """The steps since the whole was last reversed: what was shown before counts no more."""
        ends = [n for n, one in enumerate(self.steps) if one.act is Act.REVERSED and one.department is None]
        return self.steps[ends[-1] + 1 :] if ends else self.steps

    def last(self, act: Act, code: str = "") -> Step | None:
        return next((one for one in reversed(self.round) if one.act is act and one.code == code), None)

    def rehearsed(self, policy: GolivePolicy, today: date) -> Step | None:
        """The newest rehearsal, while it went well and still counts."""
        found = self.last(Act.REHEARSE)
        fresh = found is not None and found.day is not None and today - found.day <= timedelta(days=policy.rehearsal_valid_days)
        return found if found and found.well and fresh else None

    def state(self, today: date) -> State:
        if self.last(Act.CONFIRM):
            return State.CONFIRMED
        if self.last(Act.PUBLISHED):
            begun = self.begun_on
            return State.WATCHING if begun and begun <= today else State.PUBLISHED
        if self.last(Act.DECIDED):
            return State.DECIDED
        drawn, lapsed = self.last(Act.DECIDE), self.last(Act.LAPSED, Act.DECIDE)
        if drawn and not (lapsed and lapsed.number > drawn.number):
            return State.DECIDING
        if self.steps and all(one.act in ASIDE for one in self.round):
            return State.REVERSED
        done = self.last(Act.REHEARSE)
        return State.REHEARSED if done and done.well else State.PREPARING

    @property
    def first_day(self) -> date | None:
        """Day X: the first day that the signed decision names."""
        found = self.last(Act.DECIDE) if self.last(Act.DECIDED) else None
        return found.day if found else None

    @property
    def departments(self) -> dict[DepartmentId, date]:
        """Who begins on which day, those that went back to paper left out."""
        found: dict[DepartmentId, date] = {}
        for one in self.round:
            if one.department and one.act is Act.ALLOW and one.day:
                found[one.department] = one.day
            elif one.department and one.act is Act.REVERSED:
                found.pop(one.department, None)
        return found

    @property
    def gone_back(self) -> dict[DepartmentId, Step]:
        """Departments that went back to paper and have not begun again."""
        back = {one.department: one for one in self.round if one.department and one.act is Act.REVERSED}
        return {which: one for which, one in back.items() if which not in self.departments}

    @property
    def begun_on(self) -> date | None:
        """The day on which the first department began."""
        return min(self.departments.values(), default=None)

    def left(self, every: Mapping[DepartmentId, str], today: date) -> tuple[str, ...]:
        """Once it is decided: what is still to be done until no department keeps paper; nothing when it is."""
        now = self.state(today)
        if now is State.CONFIRMED and not self.gone_back:
            return ()
        if now is State.DECIDED:
            return ("Đã có quyết định, chưa công bố, báo cáo / Decided, not published and reported yet",)
        if not every:
            return ("Cơ sở chưa khai khoa nào / The facility has no department yet",)
        back, begins = self.gone_back, self.departments
        begun = now is State.CONFIRMED
        waiting = [name for one, name in every.items() if not begun and one not in back and begins.get(one, date.max) > today]
        returned = [name for one, name in every.items() if one in back]
        said = (("Khoa chưa bắt đầu", "Not begun", waiting), ("Khoa đã quay lại bản giấy", "Back to paper", returned))
        return tuple(both(f"{vi}: {', '.join(names)}", f"{en}: {', '.join(names)}") for vi, en, names in said if names)

    def watch_ends(self, policy: GolivePolicy) -> date | None:
        """Last day of the watch: counted from the department that began last, for each is watched as long."""
        latest = max(self.departments.values(), default=None)
        return latest + timedelta(days=policy.watch_days) if latest else None

    def step(self, act: Act, by: PersonId | None, at: datetime) -> Step:
        """The next step, to be filled."""
        return Step(len(self.steps) + 1, act, by, at)

    def with_(self, one: Step) -> "GoLive":
        return replace(self, steps=(*self.steps, one))

    def name(self, policy: GolivePolicy, code: str, paper: OutsidePaper, today: date) -> None:
        """Raises: NotFound for a paper the policy does not ask for, WrongState once it is decided, Malformed."""
        self._before("golive.name", today)
        if code not in {one.code for one in policy.papers}:
            raise NotFound("golive_paper", code)
        if faults := paper.faults(today, needed=True):
            raise Malformed(*faults)

    def judge_pilot(self, well: bool, words: str, paper: OutsidePaper, today: date) -> None:
        """Accepted, or not with what is wrong. Raises: WrongState, Malformed."""
        self._before("golive.pilot", today)
        faults = paper.faults(today, needed=False) + ([] if well else reason_faults(words))
        if faults:
            raise Malformed(*faults)

    def rehearse(self, held_on: date, words: str, today: date) -> None:
        """Raises: WrongState, Malformed."""
        self._before("golive.rehearse", today)
        faults = reason_faults(words)
        if held_on > today:
            faults.append("held_on: ngày diễn tập ở tương lai / lies in the future")
        if faults:
            raise Malformed(*faults)

    def decide(self, lacking: Iterable[str], today: date) -> None:
        """`lacking`: a sentence for each gate that does not hold.

        Raises: WrongState once decided, Incomplete with these sentences.
        """
        self._before("golive.decide", today)
        _hold(lacking)

    def check_day(self, first_day: date, today: date) -> None:
        """Raises: Malformed for a day that has passed."""
        if first_day < today:
            raise Malformed("starts_on: ngày bắt đầu đã qua / lies in the past")

    def publish(self, lacking: Iterable[str], today: date) -> None:
        """Raises: WrongState unless it is decided, Incomplete with a sentence for each gate that no longer holds."""
        if (now := self.state(today)) is not State.DECIDED:
            raise WrongState("golive.publish", now)
        _hold(lacking)

    def allow(self, department: DepartmentId, on: date, lacking: Iterable[str], today: date) -> None:
        """From tomorrow at the earliest: before its day its head chooses for the inpatients.

        Raises: WrongState before it is published or once it runs there, Malformed for a day before day X, or one that is not to come,
        Incomplete with a sentence for each gate that no longer holds.
        """
        now = self.state(today)
        if now not in LIVE:
            raise WrongState("golive.allow", now)
        begins = self.departments.get(department)
        if begins and begins <= today:
            raise WrongState("golive.allow", "begun", f"{begins:%d/%m/%Y}")
        early = "on: chọn ngày từ ngày mai, để trưởng khoa kịp chọn cho người bệnh nội trú / from tomorrow at the earliest"
        faults = too_far("on", on, today) if on > today else [early]
        if self.first_day and on < self.first_day:
            said = f"{self.first_day:%d/%m/%Y}"
            faults.append(both(f"on: quyết định ghi từ ngày {said}, không sớm hơn", f"the decision says from {said}, not before"))
        if faults:
            raise Malformed(*faults)
        _hold(lacking)

    def confirm(
        self, policy: GolivePolicy, every: Mapping[DepartmentId, str], findings: Iterable[Finding], words: str, today: date
    ) -> None:
        """After the watch, when every department has begun or gone back, and nothing is beyond a limit that reverses.

        Raises: WrongState, Incomplete with everything that stands against it, Malformed without words.
        """
        if (now := self.state(today)) is not State.WATCHING:
            raise WrongState("golive.confirm", now)
        against = [one.sentence for one in findings if not one.holds]
        ends = self.watch_ends(policy)
        if ends and today <= ends:
            said = f"{ends:%d/%m/%Y}"
            against.append(both(f"Còn trong thời gian theo dõi, đến hết ngày {said}", f"Still in the watch, until the end of {said}"))
        waiting = [name for which, name in every.items() if which not in self.departments and which not in self.gone_back]
        if waiting:
            names = ", ".join(waiting)
            against.append(both(f"Chưa cho bắt đầu: {names}", f"Not begun: {names}"))
        if against:
            raise Incomplete(*against)
        if faults := reason_faults(words):
            raise Malformed(*faults)

    def reverse(self, department: DepartmentId | None, words: str, today: date) -> None:
        """Raises: WrongState unless it is decided and there, Malformed without a reason."""
        now = self.state(today)
        if now not in LIVE | {State.DECIDED}:
            raise WrongState("golive.reverse", now)
        if department and department not in self.departments:
            raise WrongState("golive.reverse", "not_begun")
        if faults := reason_faults(words):
            raise Malformed(*faults)

    def _before(self, act: str, today: date) -> None:
        if (now := self.state(today)) in LIVE | {State.DECIDED}:
            raise WrongState(act, now)


def _hold(lacking: Iterable[str]) -> None:
    """Raises: Incomplete with these sentences."""
    if open_ones := tuple(lacking):
        raise Incomplete(*open_ones)
