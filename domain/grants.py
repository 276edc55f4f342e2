"""Grants: who else than the treating team and the records office may see a record, for what, how long, and whether they may copy it.

Luật KCB 15/2023/QH15 Đ69 parts what is archived (k4) from what is under treatment (k3), and copying from reading (k3–k5). Terms are the
facility's own: no text in force sets any (law.md §3: I).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Malformed, SamePerson, WrongState
from domain.faults import both
from domain.names import DocumentId, FacilityId, GrantId, PersonId
from domain.reasons import LONGEST, reason_faults, too_long

MOST_RECORDS = 200
"""Records of one grant."""


class GrantKind(StrEnum):
    """Whom it lets see a record."""

    LOAN = "loan"
    """Staff borrow an archived record (mượn hồ sơ)."""
    OUTSIDER = "outsider"
    """Somebody of an inspection, a court, an insurer; the records office opens or copies it for them."""
    PATIENT = "patient"
    """The patient or a representative, who asked in writing."""
    EMERGENCY = "emergency"
    """Phá kính: a clinician opens it at once, and is reviewed."""
    RECEIVING = "receiving"
    """The facility a patient was transferred to reads the package that was sent (domain/referrals.py)."""


class Purpose(StrEnum):
    """What it is wanted for."""

    TREATMENT = "treatment"
    SUPPLEMENT = "supplement"
    """A late result goes in as a signed addendum: the only loan that lets its holder add."""
    STUDY = "study"
    REVIEW = "review"
    """Case conference, death review, quality review."""
    COMPLAINT = "complaint"
    OTHER = "other"
    INSPECTION = "inspection"
    """Of outsiders, as those below."""
    COURT = "court"
    """Courts, the procuracy, the investigating police."""
    INSURER = "insurer"
    OWN = "own"
    """The patient asked."""
    REPRESENTED = "represented"
    """Somebody asked for the patient."""


PURPOSES: Mapping[GrantKind, tuple[Purpose, ...]] = {
    GrantKind.LOAN: (Purpose.TREATMENT, Purpose.SUPPLEMENT, Purpose.STUDY, Purpose.REVIEW, Purpose.COMPLAINT, Purpose.OTHER),
    GrantKind.OUTSIDER: (Purpose.INSPECTION, Purpose.COURT, Purpose.INSURER, Purpose.OTHER),
    GrantKind.PATIENT: (Purpose.OWN, Purpose.REPRESENTED),
    GrantKind.EMERGENCY: (Purpose.TREATMENT,),
    GrantKind.RECEIVING: (Purpose.TREATMENT,),
}
"""Kind → the purposes it may have."""


class GrantState(StrEnum):
    """How a grant stands at a moment."""

    ASKED = "asked"
    GRANTED = "granted"
    """Its window is open."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Whoever asked took the request back."""
    ENDED = "ended"
    """Its time is over; nothing had to run."""
    RETURNED = "returned"
    """Whoever had it gave it back before."""
    RECALLED = "recalled"
    """The facility ended it before."""


class Finding(StrEnum):
    """What the review of an emergency found."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


@dataclass(frozen=True)
class Asker:
    """Somebody from outside, and the paper they came with."""

    name: str = ""
    """The person."""
    body: str = ""
    """The body they come from; of a representative, what they are to the patient."""
    paper: str = ""
    """Number of the paper: of a body its request, of a patient the written request or the proof of who they are."""
    paper_day: date | None = None

    def faults(self, kind: GrantKind, purpose: Purpose, today: date) -> list[str]:
        """A line for each fault."""
        from_body = kind is GrantKind.OUTSIDER
        wanted = [("name", self.name, "ghi họ tên người được xem", "give the name of the person")]
        if from_body:
            wanted.append(("body", self.body, "ghi tên cơ quan", "give the name of the body"))
        elif purpose is Purpose.REPRESENTED:
            wanted.append(("body", self.body, "ghi quan hệ với người bệnh", "say what they are to the patient"))
        vi = "ghi số văn bản yêu cầu" if from_body else "ghi đơn và giấy tờ chứng minh"
        wanted.append(("paper", self.paper, vi, "give the number of the request" if from_body else "give the request and the proof"))
        found = [both(f"{field}: {vi}", en) for field, said, vi, en in wanted if not said.strip()]
        for name, said in (("name", self.name), ("body", self.body), ("paper", self.paper)):
            found += too_long(name, said)
        if self.paper_day is None:
            found.append("paper_day: chọn ngày của văn bản / choose the day of the paper")
        elif self.paper_day > today:
            found.append("paper_day: ngày văn bản ở tương lai / lies in the future")
        return found


@dataclass(frozen=True)
class NewGrant:
    """A request to see records."""

    kind: GrantKind
    purpose: Purpose
    codes: tuple[str, ...]
    """Of the records."""
    reason: str = field(repr=False)
    days: int = 1
    may_copy: bool = False
    asker: Asker = Asker()
    """Of outsiders and patients."""
    documents: tuple[DocumentId, ...] = ()
    """Only these of the one record; none for the whole."""

    def check(self, today: date, longest: int) -> None:
        """`longest`: days the facility grants at most. Raises: Malformed, with a line for each fault."""
        found = reason_faults(self.reason)
        if self.purpose not in PURPOSES[self.kind]:
            found.append("purpose: chọn mục đích / choose what it is for")
        if not self.codes:
            found.append("codes: ghi số hồ sơ / give the code of the record")
        if len(self.codes) > MOST_RECORDS:
            found.append(both(f"codes: nhiều nhất {MOST_RECORDS} hồ sơ", f"at most {MOST_RECORDS} records"))
        if self.documents and len(self.codes) != 1:
            found.append("documents: chỉ chọn văn bản khi có một hồ sơ / choose documents of one record only")
        found += days_faults(self.days, longest)
        if self.kind in (GrantKind.OUTSIDER, GrantKind.PATIENT):
            found += self.asker.faults(self.kind, self.purpose, today)
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Decision:
    """What whoever may decide says to a request."""

    granted: bool
    reason: str = field(default="", repr=False)
    """Needed to refuse."""
    days: int | None = None
    """None: as many as were asked for."""
    may_copy: bool | None = None
    """None: as it was asked for."""
    documents: tuple[DocumentId, ...] = ()
    """Narrows the one record down to these; none leaves what was asked."""

    def check(self, asked: "Grant", longest: int) -> tuple[int, bool]:
        """Days and whether it lets copy: what was asked for where the decision says nothing. Raises: Malformed."""
        days, may_copy = self.days if self.days is not None else asked.days, self.may_copy if self.may_copy is not None else asked.may_copy
        found = days_faults(days, longest) + too_long("reason", self.reason, LONGEST) if self.granted else reason_faults(self.reason)
        if found:
            raise Malformed(*found)
        return days, may_copy


@dataclass(frozen=True)
class Grant:
    """A grant as its row has it; its words lie on the shelf."""

    id: GrantId
    facility: FacilityId
    kind: GrantKind
    purpose: Purpose
    asked_by: PersonId
    asked_at: datetime
    days: int
    may_copy: bool
    holder: PersonId | None = None
    """The member of staff who reads by it; None for outsiders and patients, for whom the records office opens it."""
    asker: Asker = Asker()
    whole: bool = True
    """Whether it is for whole records, not for named documents."""
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    granted: bool = False
    since: datetime | None = None
    until: datetime | None = None
    ended_by: PersonId | None = None
    ended_at: datetime | None = None
    reviewed_by: PersonId | None = None
    reviewed_at: datetime | None = None
    finding: Finding | None = None

    def state(self, now: datetime) -> GrantState:
        """How it stands at this moment: a window ends by itself."""
        if self.decided_at is None:
            return GrantState.WITHDRAWN if self.ended_at else GrantState.ASKED
        if not self.granted:
            return GrantState.REFUSED
        if self.ended_at:
            return GrantState.RETURNED if self.own(self.ended_by) else GrantState.RECALLED
        return GrantState.GRANTED if self.until and self.until > now else GrantState.ENDED

    def open(self, now: datetime) -> bool:
        """Whether anything is seen by it."""
        return self.state(now) is GrantState.GRANTED

    def own(self, who: PersonId | None) -> bool:
        """Whether they give back what is theirs; of a package whoever sent it takes it from somebody else."""
        return who in (self.holder, self.asked_by) and self.kind is not GrantKind.RECEIVING

    @property
    def adds(self) -> bool:
        """Whether its holder may add to the record while it is open: only what it was lent for."""
        return self.kind is GrantKind.LOAN and self.purpose is Purpose.SUPPLEMENT

    @property
    def to_review(self) -> bool:
        """An emergency that nobody has judged yet, whether it is over or not."""
        return self.kind is GrantKind.EMERGENCY and self.reviewed_at is None

    def check_decide(self, by: PersonId, now: datetime) -> None:
        """Nobody lends to themselves; what a patient asked for may be recorded and decided by one person.

        Raises: WrongState when it does not wait for a decision any more, SamePerson.
        """
        if (state := self.state(now)) is not GrantState.ASKED:
            raise WrongState("grant.decide", state)
        if by == self.asked_by and self.kind is not GrantKind.PATIENT:
            raise SamePerson("grant.decide")

    def check_end(self, by: PersonId, reason: str, now: datetime) -> None:
        """Whoever gives back what is theirs needs no reason. Raises: WrongState once it is over, Malformed for no reason."""
        if (state := self.state(now)) not in (GrantState.ASKED, GrantState.GRANTED):
            raise WrongState("grant.end", state)
        found = reason_faults(reason) if reason.strip() or not self.own(by) else []
        if found:
            raise Malformed(*found)

    def check_review(self, by: PersonId, reason: str) -> None:
        """Raises: WrongState for what is no emergency or was reviewed, SamePerson for whoever broke the glass, Malformed for no words."""
        if not self.to_review:
            raise WrongState("grant.review", "reviewed" if self.reviewed_at else self.kind)
        if by == self.holder:
            raise SamePerson("grant.review")
        if found := reason_faults(reason):
            raise Malformed(*found)


def days_faults(days: int, longest: int) -> list[str]:
    """A line when nobody grants so many days."""
    return [] if 1 <= days <= longest else [both(f"days: từ 1 đến {longest} ngày", f"from 1 to {longest} days")]
