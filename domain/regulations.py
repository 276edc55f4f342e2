"""A facility's regulations (quy chế): drafted, commented on, checked, signed, in force from a day, superseded by the next one.

Drafting and its rounds are acts of people without a timer: rows, no process. The law asks for one regulation (TT 13/2025/TT-BYT Đ6 k3 b);
comments, their days and the legal check are how offices work and the facility's to set (I).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.clock import day
from domain.errors import Incomplete, Malformed, SamePerson, WrongState
from domain.faults import both, named
from domain.names import DepartmentId, DocumentId, FacilityId, PersonId, RegulationId, TrackId
from domain.reasons import reason_faults


class RegulationState(StrEnum):
    """How far it is, as its row keeps it."""

    DRAFTING = "drafting"
    COMMENTING = "commenting"
    """Units say until a day what they think of it."""
    CHECKED = "checked"
    """Another person than its authors found it lawful."""
    SIGNING = "signing"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    """Given up before it was issued."""


class Standing(StrEnum):
    """Where an issued one stands on a day."""

    COMING = "coming"
    """Issued, its first day is to come."""
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    """Ended, and no other came in its place."""


OPEN = (RegulationState.DRAFTING, RegulationState.COMMENTING, RegulationState.CHECKED, RegulationState.SIGNING)
"""States in which a facility has at most one for a subject."""


@dataclass(frozen=True)
class Asked:
    """A unit that was asked in a round, and when it said that it has nothing (more) to say."""

    department: DepartmentId
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Regulation:
    """One regulation of a facility. Immutable: an act gives a new one."""

    id: RegulationId
    facility: FacilityId
    code: str
    """Its subject: the template's code, or one of the facility's own."""
    title: str
    state: RegulationState
    author: PersonId
    created_at: datetime
    version: int = 1
    """The newest version of its words; 0 for a paper of before hsba."""
    round: int = 0
    """How many times units were asked."""
    comment_due: date | None = None
    """Last day of the round that is open."""
    document: DocumentId | None = None
    """The paper that is signed, from the moment it was submitted."""
    number: str = ""
    """`45/QĐ-BV`."""
    issued_on: date | None = None
    begins: date | None = None
    """First day in force."""
    ends: date | None = None
    """First day on which it is no longer in force."""
    superseded_by: RegulationId | None = None
    replaces: RegulationId | None = None
    """The one in whose place it says it comes."""
    track: TrackId | None = None
    milestone: str = ""
    """The milestone of the track that asks for it."""
    outside: bool = False
    """A paper of before hsba, entered with its number and day."""
    reason: str = ""
    """Why it was withdrawn or repealed."""
    file_sha256: str = ""
    """Of a paper of outside, the PDF that shows it; empty for one entered before it was asked for."""
    file_name: str = ""

    @property
    def cited(self) -> str:
        """`Quyết định số 45/QĐ-BV ngày 15/01/2026` as another paper cites it."""
        return f"{self.number} ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else self.title

    def standing(self, today: date) -> RegulationState | Standing:
        if self.state is not RegulationState.ISSUED or self.begins is None:
            return self.state
        if self.ends and self.ends <= today:
            return Standing.SUPERSEDED if self.superseded_by else Standing.REPEALED
        return Standing.COMING if self.begins > today else Standing.IN_FORCE

    def revise(self, reason: str, given_back: bool = False) -> "Regulation":
        """The next version of its words. `given_back`: the paper was refused or taken back, so that it is drafted again.

        Raises: WrongState, Malformed.
        """
        if self.state is not RegulationState.SIGNING or not given_back:
            self._in("regulation.draft", RegulationState.DRAFTING, RegulationState.CHECKED)
        _check_reason(reason)
        return replace(self, state=RegulationState.DRAFTING, version=self.version + 1)

    def ask(
        self, departments: Collection[DepartmentId], known: Collection[DepartmentId], due: date, today: date, least: int
    ) -> "Regulation":
        """A round of comments, until the end of `due`. `least`: days a round lasts at the least. Raises: WrongState, Malformed."""
        self._in("regulation.ask", RegulationState.DRAFTING)
        wrong = []
        if not departments:
            wrong.append("departments: chọn ít nhất một khoa, phòng / choose at least one department")
        if strangers := sorted(set(departments) - set(known)):
            wrong.append(both(f"departments: không có khoa, phòng {strangers[0]}", f"there is no department {strangers[0]}"))
        first = today + timedelta(days=least)
        if due < first:
            wrong.append(
                both(
                    f"due: để các đơn vị có ít nhất {least} ngày: từ ngày {first:%d/%m/%Y}",
                    f"leave at least {least} days: from {first:%d/%m/%Y}",
                )
            )
        if wrong:
            raise Malformed(*wrong)
        return replace(self, state=RegulationState.COMMENTING, round=self.round + 1, comment_due=due)

    def close_round(self, asked: Sequence[Asked], names: dict[DepartmentId, str], today: date) -> "Regulation":
        """The round is over: after its last day, or before it when everybody asked has answered. Raises: WrongState, Incomplete."""
        self._in("regulation.close", RegulationState.COMMENTING)
        silent = [names.get(one.department, one.department) for one in asked if one.answered_at is None]
        if self.comment_due and not self.round_over(bool(silent), today):
            until = f"{self.comment_due:%d/%m/%Y}"
            raise Incomplete(
                both(
                    f"Còn trong hạn góp ý (đến hết ngày {until}), chưa trả lời: {', '.join(silent)}",
                    f"Until {until} is asked: {', '.join(silent)}",
                )
            )
        return replace(self, state=RegulationState.DRAFTING, comment_due=None)

    def check_commentable(self, today: date) -> None:
        """Comments are taken in while the round is open and its last day is not over. Raises: WrongState."""
        self._in("regulation.comment", RegulationState.COMMENTING)
        if not self.commentable(today):
            raise WrongState("regulation.comment", "round_over")

    def commentable(self, today: date) -> bool:
        """A round is open and its last day is not over."""
        return self.state is RegulationState.COMMENTING and not (self.comment_due and today > self.comment_due)

    def round_over(self, silent: bool, today: date) -> bool:
        """Its last day is over, or no unit is silent."""
        return not silent or not self.commentable(today)

    def check_answerable(self) -> None:
        """Comments are answered until the paper is made. Raises: WrongState."""
        self._in("regulation.answer", RegulationState.COMMENTING, RegulationState.DRAFTING)

    def check_law(self, by: PersonId, authors: Collection[PersonId], passed: bool, words: str, unanswered: int) -> "Regulation":
        """The legal check, by nobody who wrote a version of it. Raises: WrongState, SamePerson, Incomplete, Malformed."""
        self._in("regulation.check", RegulationState.DRAFTING)
        if by in authors:
            raise SamePerson("regulation.check")
        if not self.round:
            raise Incomplete("Chưa lấy ý kiến các khoa, phòng / No department was asked for comments yet")
        if unanswered:
            raise Incomplete(both(f"Còn {unanswered} góp ý chưa trả lời", f"{unanswered} comments are not answered"))
        if not passed or words.strip():
            _check_reason(words, "words")
        return replace(self, state=RegulationState.CHECKED) if passed else self

    def submit(self, document: DocumentId, effective_from: date | None, today: date) -> "Regulation":
        """Its paper goes to be signed. Raises: WrongState, Malformed."""
        self._in("regulation.submit", RegulationState.CHECKED)
        if effective_from and effective_from < today:
            raise Malformed(
                both(
                    f"effective_from: ngày có hiệu lực {effective_from:%d/%m/%Y} đã qua, hãy sửa dự thảo",
                    f"the day it is in force from, {effective_from:%d/%m/%Y}, is past: change the draft",
                )
            )
        return replace(self, state=RegulationState.SIGNING, document=document)

    def issue(self, number: str, issued_on: date, effective_from: date | None) -> "Regulation":
        """Everybody has signed. It is never in force before the day it was issued."""
        begins = max(effective_from or issued_on, issued_on)
        return replace(self, state=RegulationState.ISSUED, number=number, issued_on=issued_on, begins=begins)

    def supersede(self, by: "Regulation") -> "Regulation":
        """Ended by a newer one of its subject on that one's first day."""
        return replace(self, ends=by.begins, superseded_by=by.id)

    def repeal(self, first: date, reason: str, now: datetime, being_signed: str) -> "Regulation":
        """Ended without another in its place. `being_signed`: title of the one that is being signed in its place; it says so in print.

        Raises: WrongState, Incomplete, Malformed.
        """
        if self.standing(day(now)) not in (Standing.IN_FORCE, Standing.COMING):
            raise WrongState("regulation.repeal", self.standing(day(now)))
        self.check_alone(being_signed)
        if first < day(now):
            raise Malformed("first: ngày đã qua; chọn hôm nay hoặc ngày sau / a day in the past; choose today or a later day")
        _check_reason(reason)
        return replace(self, ends=first, reason=reason.strip())

    def check_alone(self, being_signed: str) -> None:
        """While its successor is being signed nothing else ends it: what that paper says would no longer be true. Raises: Incomplete."""
        if being_signed:
            raise Incomplete(
                both(
                    f"Bản thay thế “{being_signed}” đang trình ký. Chờ ký xong, hoặc rút văn bản đang trình ký trước",
                    f"“{being_signed}”, which takes its place, is being signed. Wait for it, or withdraw that paper first",
                )
            )

    def withdraw(self, reason: str, given_back: bool = False) -> "Regulation":
        """Given up before it was issued; a paper that is being signed is withdrawn first. Raises: WrongState, Malformed."""
        if self.state is not RegulationState.SIGNING or not given_back:
            self._in("regulation.withdraw", RegulationState.DRAFTING, RegulationState.COMMENTING, RegulationState.CHECKED)
        _check_reason(reason)
        return replace(self, state=RegulationState.WITHDRAWN, reason=reason.strip(), comment_due=None)

    def _in(self, act: str, *states: RegulationState) -> None:
        if self.state not in states:
            raise WrongState(act, self.state)


@dataclass(frozen=True)
class InForce:
    """A regulation in force on a day, as another act cites it: a live fact."""

    id: RegulationId
    code: str
    title: str
    number: str
    issued_on: date
    since: date
    outside: bool = False
    """Signed and numbered outside hsba, which has only its file."""


def check_free(title: str) -> None:
    """`title`: the one of the same subject that is being drafted or signed; empty when there is none. Raises: Incomplete."""
    if title:
        raise Incomplete(
            both(
                f"Cơ sở đang soạn hoặc trình ký “{named(title)}” về cùng việc này: làm tiếp ở đó, hoặc rút bản đó trước",
                f"“{named(title)}” on the same subject is being drafted or signed: go on there, or withdraw it first",
            )
        )


def _check_reason(reason: str, field: str = "reason") -> None:
    if wrong := [one.replace("reason:", f"{field}:", 1) for one in reason_faults(reason)]:
        raise Malformed(*wrong)
