"""Certificates in the rollout: who needs one, asked for by a signed list, issued, handed over, tested, ending or lost."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.clock import EARLIEST, day
from domain.errors import Malformed, SamePerson, WrongState
from domain.faults import both
from domain.names import CertificateRequestId, PersonId
from domain.reasons import LONGEST, reason_faults, too_long
from domain.roles import Role

MOST = 500
"""People of one list: more are several lists."""
SERIAL = re.compile(r"[0-9A-Fa-f]{4,64}")


class Stage(StrEnum):
    """How far somebody who needs a certificate is."""

    MISSING = "missing"
    ASKED = "asked"
    """Named in a list that is being signed, or was sent."""
    ISSUED = "issued"
    """The authority gave it; the person has not yet confirmed to have it."""
    HANDED = "handed"
    TESTED = "tested"
    """A signature made with it was seen."""
    ENDING = "ending"
    ENDED = "ended"
    LOST = "lost"


COVERED = frozenset({Stage.HANDED, Stage.TESTED, Stage.ENDING})
"""With a certificate that can sign today: what coverage counts."""


@dataclass(frozen=True)
class Issued:
    """A certificate as the authority issued it."""

    serial: str
    authority: str
    issued_on: date
    until: date
    """Last day on which it signs."""

    def check(self, today: date) -> None:
        """Raises: Malformed with every fault."""
        faults = too_long("authority", self.authority)
        if not SERIAL.fullmatch(plain_serial(self.serial)):
            faults.append("serial: ghi số sê-ri trên chứng thư: 4–64 chữ số hoặc chữ A–F / 4–64 hexadecimal digits, as on the certificate")
        if not self.authority.strip():
            faults.append("authority: ghi tổ chức cấp chứng thư / say which authority issued it")
        if not EARLIEST <= self.issued_on <= today:
            faults.append("issued_on: ngày cấp từ năm 2000 đến hôm nay / a day from the year 2000 to today")
        if self.until <= max(self.issued_on, today):
            faults.append("until: ngày hết hạn phải sau hôm nay và sau ngày cấp / a day after today and after the day of issue")
        if faults:
            raise Malformed(*faults)


def plain_serial(serial: str) -> str:
    """Without the blanks and colons certificates are printed with."""
    return re.sub(r"[\s:]", "", serial)


@dataclass(frozen=True)
class Line:
    """One person of a list. Immutable: an act gives a new one."""

    request: CertificateRequestId
    person: PersonId
    name: str
    title: str
    """Post and department, as the list printed them."""
    role: Role
    asked_at: datetime
    sent_at: datetime | None = None
    """When the list had all its signatures."""
    issued: Issued | None = None
    issued_by: PersonId | None = None
    handed_at: datetime | None = None
    """When the person confirmed to have it, from their own account."""
    tested_on: date | None = None
    """Recorded by hand: a signature made elsewhere than in hsba."""
    tested_words: str = ""
    lost_at: datetime | None = None
    lost_words: str = ""

    @property
    def waits(self) -> bool:
        """Something is still to come of it: whoever it names is not asked for again."""
        return self.handed_at is None and self.lost_at is None

    def issue(self, new: Issued, by: PersonId, today: date) -> "Line":
        """Raises: WrongState, Malformed."""
        if self.sent_at is None:
            raise WrongState("certificate.issue", "unsigned")
        if self.handed_at or self.lost_at:
            raise WrongState("certificate.issue", "lost" if self.lost_at else "handed")
        new.check(today)
        kept = replace(new, serial=plain_serial(new.serial).upper(), authority=new.authority.strip())
        return replace(self, issued=kept, issued_by=by)

    def hand_over(self, now: datetime) -> "Line":
        """The person says that they have it. Raises: WrongState."""
        if self.issued is None or self.handed_at or self.lost_at:
            raise WrongState("certificate.hand_over", "lost" if self.lost_at else "handed" if self.handed_at else "unissued")
        return replace(self, handed_at=now)

    def test(self, on: date, words: str, by: PersonId, today: date) -> "Line":
        """A test signature seen elsewhere, recorded by somebody else than its signer. Raises: WrongState, SamePerson, Malformed."""
        if self.handed_at is None or self.lost_at:
            raise WrongState("certificate.test", "lost" if self.lost_at else "unhanded")
        if by == self.person:
            raise SamePerson("certificate.test")
        faults = too_long("words", words, LONGEST)
        if not words.strip():
            faults.append("words: ghi đã ký thử văn bản nào, kiểm tra thế nào / say what was signed and how it was checked")
        if not day(self.handed_at) <= on <= today:
            faults.append("on: ngày ký thử từ ngày nhận bàn giao đến hôm nay / a day from the hand-over to today")
        if faults:
            raise Malformed(*faults)
        return replace(self, tested_on=on, tested_words=words.strip())

    def lose(self, words: str, now: datetime) -> "Line":
        """Raises: WrongState, Malformed."""
        if self.issued is None or self.lost_at:
            raise WrongState("certificate.lose", "lost" if self.lost_at else "unissued")
        if faults := reason_faults(words):
            raise Malformed(*faults)
        return replace(self, lost_at=now, lost_words=words.strip())


@dataclass(frozen=True)
class Held:
    """The newest certificate the signer knows of a person."""

    until: date
    since: datetime
    """When it came into the signer's store."""
    signed_at: datetime | None
    """The newest digital signature made with it."""


@dataclass(frozen=True)
class Standing:
    """How somebody who needs a certificate stands today."""

    person: PersonId
    name: str
    title: str
    role: Role
    stage: Stage
    until: date | None = None
    """Last day of the certificate that counts."""
    since: datetime | None = None
    """When it came to this stage."""
    line: Line | None = None
    """The newest line of a list that names them."""
    proven: bool = False
    """A signature made with the certificate that counts was seen."""

    @property
    def tested(self) -> bool:
        """It signs today, and was seen to sign."""
        return self.stage is Stage.TESTED or (self.stage is Stage.ENDING and self.proven)

    @property
    def renewing(self) -> bool:
        """A newer one is on its way while another counts, ended or was lost."""
        return self.stage in COVERED | {Stage.ENDED, Stage.LOST} and self.line is not None and self.line.waits

    @property
    def to_ask(self) -> bool:
        """Whether a list may name them: they have none that lasts, and none is on its way."""
        return self.stage in {Stage.MISSING, Stage.ENDING, Stage.ENDED, Stage.LOST} and not self.renewing


@dataclass(frozen=True)
class Needs:
    """Somebody whose post needs a certificate."""

    person: PersonId
    name: str
    title: str
    role: Role


def standing(who: Needs, lines: Iterable[Line], held: Held | None, today: date, warn: int) -> Standing:
    """`lines`: of lists that were not refused; `warn`: days before the end from which it is ending."""
    newest = max(lines, key=lambda one: one.asked_at, default=None)
    lost = newest.lost_at if newest else None
    if held and not (lost and held.since <= lost):
        stage = _lasting(held.until, bool(held.signed_at), today, warn)
        return replace(_of(who, stage, held.until, held.signed_at or held.since, newest), proven=held.signed_at is not None)
    if newest is None:
        return _of(who, Stage.MISSING)
    if newest.lost_at:
        return _of(who, Stage.LOST, None, newest.lost_at, newest)
    if newest.handed_at and newest.issued:
        stage = _lasting(newest.issued.until, newest.tested_on is not None, today, warn)
        return replace(_of(who, stage, newest.issued.until, newest.handed_at, newest), proven=newest.tested_on is not None)
    if newest.issued:
        return _of(who, Stage.ISSUED, newest.issued.until, None, newest)
    return _of(who, Stage.ASKED, None, newest.sent_at or newest.asked_at, newest)


def _of(who: Needs, stage: Stage, until: date | None = None, since: datetime | None = None, line: Line | None = None) -> Standing:
    return Standing(who.person, who.name, who.title, who.role, stage, until, since, line)


def _lasting(until: date, tested: bool, today: date, warn: int) -> Stage:
    if until < today:
        return Stage.ENDED
    if (until - today).days <= warn:
        return Stage.ENDING
    return Stage.TESTED if tested else Stage.HANDED


@dataclass(frozen=True)
class Coverage:
    """Of one role: who can sign today, of all who need to."""

    role: Role
    numerator: int
    denominator: int
    tested: int
    """Of them, whose certificate was seen to sign."""
    missing: tuple[Standing, ...]

    @property
    def whole(self) -> bool:
        return self.numerator == self.denominator


def coverage(standings: Iterable[Standing], roles: Iterable[Role]) -> tuple[Coverage, ...]:
    """A line for each role that somebody holds; who holds two roles counts in both."""
    all_ = tuple(standings)
    found = []
    for role in roles:
        mine = [one for one in all_ if one.role is role]
        if mine:
            covered = [one for one in mine if one.stage in COVERED]
            tested = sum(one.tested for one in covered)
            missing = tuple(one for one in mine if one.stage not in COVERED)
            found.append(Coverage(role, len(covered), len(mine), tested, missing))
    return tuple(found)


@dataclass(frozen=True)
class NewRequest:
    """A list to be drawn up."""

    people: tuple[PersonId, ...]
    route: str
    """Code of the way it is asked for."""
    to: str
    """The authority it goes to."""
    reason: str = ""
    """What the list says of why, if anything."""


def chosen(new: NewRequest, standings: Iterable[Standing], routes: Collection[str]) -> tuple[Standing, ...]:
    """The people of a list, each once, in the order of the names given. Raises: Malformed with every fault."""
    known: Mapping[PersonId, Standing] = {one.person: one for one in reversed(tuple(standings))}
    wanted = tuple(dict.fromkeys(new.people))
    faults = too_long("to", new.to) + too_long("reason", new.reason, LONGEST)
    if not new.to.strip():
        faults.append("to: ghi nơi nhận danh sách / say to whom the list goes")
    if new.route not in routes:
        faults.append(both(f"route: chọn một trong {', '.join(routes)}", f"one of {', '.join(routes)}"))
    if not wanted:
        faults.append("people: chọn ít nhất một người / choose at least one person")
    if len(wanted) > MOST:
        faults.append(both(f"people: nhiều nhất {MOST} người một danh sách", f"{MOST} people at most in one list"))
    if any(one not in known for one in wanted):
        faults.append("people: có người không giữ vị trí phải ký, tải lại trang và chọn lại / somebody holds no post that signs")
    for one in (known[who] for who in wanted if who in known and not known[who].to_ask):
        faults.append(both(f"people: {one.name} đã có hoặc đang chờ chứng thư số", f"{one.name} has a certificate or waits for one"))
    if faults:
        raise Malformed(*faults)
    return tuple(known[who] for who in wanted)
