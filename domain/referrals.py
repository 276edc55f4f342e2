"""Transferring a patient to another facility (chuyển cơ sở khám bệnh, chữa bệnh): a signed slip, a frozen package, a window, an answer.

TT 01/2025/TT-BYT (slip), amended by TT 06/2026/TT-BYT (the facility's digital signature stands for the stamp); Luật KCB 15/2023/QH15 Đ69
parts copying from reading. How long the package is open is the facility's own (law.md §3: I).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.clock import clock_time
from domain.errors import Incomplete, Malformed, OutOfReach, WrongState
from domain.faults import both, named
from domain.grants import days_faults
from domain.names import DocumentId, FacilityId, GrantId, PersonId, RecordId, ReferralId, Sha256
from domain.people import Position
from domain.reasons import LONGEST, reason_faults, too_long
from domain.records import Outcome, Record, RecordState

MOST_DOCUMENTS = 200
"""Documents of one package."""
AHEAD = timedelta(minutes=5)
"""How far the clock of whoever writes down a hand-over may be before ours."""
SENDS = frozenset({RecordState.DISCHARGED, RecordState.RECEIVED, RecordState.ARCHIVED})
"""States of a record from which a package goes: the patient has left, and the record is not destroyed."""


class ReferralState(StrEnum):
    """How a transfer out stands at a moment."""

    SENT = "sent"
    """Waits for the receiving facility."""
    HANDED = "handed"
    """A facility elsewhere: somebody took the package."""
    ARRIVED = "arrived"
    """A record was opened at the receiving facility."""
    DECLINED = "declined"
    """The patient never came, or was not taken in."""
    RECALLED = "recalled"
    """The sending facility ended it before its time."""
    LAPSED = "lapsed"
    """Its time is over and nobody answered."""


class Why(StrEnum):
    """Why a transferred patient was not taken in."""

    NOT_COME = "not_come"
    REFUSED = "refused"


class Way(StrEnum):
    """How a package went to a facility elsewhere."""

    PATIENT = "patient"
    """With the patient or whoever came along."""
    ESCORT = "escort"
    """With the staff that accompanied the patient."""
    MESSENGER = "messenger"
    """Somebody the receiving facility sent."""
    NETWORK = "network"
    """Through a channel both facilities agreed on."""


@dataclass(frozen=True)
class Item:
    """One document of a package, frozen: what is shown and copied is this revision, whatever is signed later."""

    number: int
    document: DocumentId
    version: int
    sha256: Sha256
    """Of the file as it was when the package was made."""
    size: int
    """Bytes of that file; later revisions begin with them."""


@dataclass(frozen=True)
class Candidate:
    """A document of the record, as somebody chooses it for a package."""

    document: DocumentId
    form: str
    title: str
    version: int
    """Its complete version that stands; 0 while there is none, or while a newer one is being signed."""


@dataclass(frozen=True)
class NewReferral:
    """A package to be sent."""

    receiver: FacilityId | None
    """A facility of this installation."""
    elsewhere: str = ""
    """Or the name of one elsewhere."""
    documents: tuple[DocumentId, ...] | None = None
    """Which, beside the slip; None for those the facility sends by its policy."""
    slip: DocumentId | None = None
    """Which slip; None for the newest."""
    days: int = 0
    """0 for as many as the facility grants."""
    may_copy: bool = True
    """Whether the receiving facility keeps copies; a package that leaves the installation always is one."""
    note: str = field(default="", repr=False)

    def check(self, sender: FacilityId, longest: int) -> None:
        """`longest`: days the facility grants at most. Raises: Malformed, with a line for each fault."""
        found = [] if self.days == 0 else days_faults(self.days, longest)
        if bool(self.receiver) == bool(self.elsewhere.strip()):
            vi = "receiver: chọn một cơ sở dùng chung hệ thống, hoặc ghi tên cơ sở khác"
            found.append(both(vi, "choose a facility of this installation, or name another one"))
        if self.receiver == sender:
            vi = "receiver: cơ sở nhận phải khác cơ sở mình; chuyển khoa thì lập phiếu bàn giao"
            found.append(both(vi, "another facility; within this one a hand-over sheet moves the patient"))
        found += too_long("elsewhere", self.elsewhere) + too_long("note", self.note, LONGEST)
        if self.documents and len(self.documents) > MOST_DOCUMENTS:
            found.append(both(f"documents: nhiều nhất {MOST_DOCUMENTS} văn bản", f"at most {MOST_DOCUMENTS} documents"))
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Taken:
    """Who took the package to a facility elsewhere, when and how."""

    name: str = field(repr=False)
    way: Way
    at: datetime
    note: str = field(default="", repr=False)

    def check(self, sent_at: datetime, now: datetime, before: Iterable["Taken"] = ()) -> None:
        """`before`: what was written down already. Raises: Malformed, with a line for each fault."""
        found = [] if self.name.strip() else ["name: ghi họ tên người nhận gói / name whoever took it"]
        for name, said in (("name", self.name), ("note", self.note)):
            found += too_long(name, said)
        if self.at > now + AHEAD:
            found.append("at: thời điểm trao ở tương lai / lies in the future")
        if self.at < sent_at - AHEAD:
            found.append("at: trao trước khi gói được lập / before the package was made")
        if any((one.name.split(), one.at) == (self.name.split(), self.at) for one in before):
            vi = f"at: đã ghi trao cho {self.name.strip()} lúc {clock_time(self.at)}; chỉ ghi thêm khi trao lần nữa, với giờ của lần đó"
            en = f"handed to {self.name.strip()} at {clock_time(self.at)} already: write down another only with its own time"
            found.append(both(vi, en))
        if found:
            raise Malformed(*found)


@dataclass(frozen=True)
class Decline:
    """Why the receiving facility opens no record."""

    why: Why
    words: str = field(default="", repr=False)
    """Needed when the patient was not taken in."""

    def check(self) -> None:
        """Raises: Malformed."""
        if (self.words.strip() or self.why is Why.REFUSED) and (found := reason_faults(self.words)):
            raise Malformed(*found)


@dataclass(frozen=True)
class Referral:
    """A transfer out as its rows have it; its words lie on the shelf under its grant's key."""

    id: ReferralId
    record: RecordId
    facility: FacilityId
    """The sending one."""
    grant: GrantId
    slip: DocumentId
    receiver: FacilityId | None
    elsewhere: str
    sent_by: PersonId
    sent_at: datetime
    until: datetime
    may_copy: bool
    ended_at: datetime | None = None
    """When the sending facility ended it."""
    handed: bool = False
    linked: RecordId | None = None
    """The record opened for the patient at the receiving facility: by this package, or by one sent there before it."""
    answered_by: PersonId | None = None
    answered_at: datetime | None = None
    declined: Why | None = None

    def state(self, now: datetime) -> ReferralState:
        """How it stands at this moment: a window ends by itself, and what was answered stays so."""
        if self.declined:
            return ReferralState.DECLINED
        if self.linked:
            return ReferralState.ARRIVED
        if self.ended_at:
            return ReferralState.RECALLED
        if self.until <= now:
            return ReferralState.LAPSED
        return ReferralState.HANDED if self.handed else ReferralState.SENT

    def open(self, now: datetime) -> bool:
        """Whether anything is read or taken by it."""
        return self.declined is None and self.ended_at is None and self.until > now

    def check_open(self, act: str, now: datetime) -> None:
        """Raises: WrongState with why it is shut."""
        if not self.open(now):
            raise WrongState(act, "recalled" if self.ended_at else "lapsed" if self.declined is None else "declined")

    def check_receiver(self, position: Position) -> None:
        """Raises: OutOfReach for whoever is not of the receiving facility; of one elsewhere nobody is."""
        if position.facility != self.receiver:
            raise OutOfReach("elsewhere")

    def check_read(self, position: Position, reaches: bool, now: datetime) -> None:
        """By the receiving facility. `reaches`: whether the position reaches the record that was opened for the patient there.

        Before the patient came whoever takes patients in reads it; after that whoever treats them. Raises: OutOfReach, WrongState.
        """
        self.check_receiver(position)
        self.check_open("referral.read", now)
        if self.linked and not reaches:
            raise OutOfReach()

    def check_answer(self, position: Position, now: datetime) -> None:
        """By the receiving facility, once. Raises: OutOfReach, WrongState."""
        self.check_receiver(position)
        if (state := self.state(now)) is not ReferralState.SENT:
            raise WrongState("referral.receive", state)

    def check_hand_over(self, now: datetime) -> None:
        """Raises: WrongState for one that its receiver reads here, or that is shut."""
        if self.receiver:
            raise WrongState("referral.hand_over", "here")
        self.check_open("referral.hand_over", now)


def check_send(record: Record, before: Iterable[Referral], now: datetime) -> None:
    """Raises: WrongState while the patient is here, or while the window of another package is open; Incomplete for another outcome."""
    if record.state not in SENDS:
        raise WrongState("referral.send", record.state)
    if record.outcome is not Outcome.TRANSFERRED:
        vi = "outcome: hồ sơ không ra viện với kết quả “chuyển cơ sở khám bệnh, chữa bệnh khác”"
        raise Incomplete(both(vi, "the patient was not discharged as transferred to another facility"))
    for one in before:
        if one.open(now):
            raise WrongState("referral.send", one.state(now))


def packed(
    candidates: Iterable[Candidate], slips: frozenset[str], defaults: tuple[str, ...], new: NewReferral
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """The slip, and everything that goes, the slip first. `slips`: forms that are one; `defaults`: forms that go when nobody chose.

    Raises: Incomplete for an unsigned slip, an unfinished document, or one of another record.
    """
    found = list(candidates)
    slip = _slip(found, slips, new.slip)
    known = {one.document: one for one in found}
    if new.documents is None:
        chosen = [one for one in found if one.form in defaults and one.version]
        chosen.sort(key=lambda one: defaults.index(one.form))
    else:
        if any(one not in known for one in new.documents):
            raise Incomplete("documents: văn bản không thuộc hồ sơ này / they are not of this record")
        chosen = [known[one] for one in dict.fromkeys(new.documents)]
    if unfinished := [one.title for one in chosen if not one.version]:
        raise Incomplete(*(both(f"documents: {title}: chưa ký đủ", f"{title}: not signed by everybody") for title in unfinished))
    return slip, (slip, *(one for one in chosen if one.document != slip.document))


def _slip(found: list[Candidate], slips: frozenset[str], wanted: DocumentId | None) -> Candidate:
    """The newest signed one, or the one that was named."""
    mine = [one for one in found if one.form in slips and wanted in (None, one.document)]
    signed = [one for one in mine if one.version]
    if signed:
        return signed[-1]
    if mine:
        raise Incomplete(*(named(f"{one.title} — chưa ký đủ") for one in mine))
    raise Incomplete("slip: chưa lập phiếu chuyển cơ sở khám bệnh, chữa bệnh / the transfer slip was not drawn up")
