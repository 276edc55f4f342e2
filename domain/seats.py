"""Who sits on a council, in whose place, and on which criteria a member has no word."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import Incomplete, Malformed, NotFound
from domain.faults import both
from domain.names import PersonId
from domain.reasons import too_long
from domain.roles import Role


class Seat(StrEnum):
    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Field(StrEnum):
    """What a member brings to a council; an edition says how many of each it needs."""

    IT = "it"
    CLINICAL = "clinical"
    OUTSIDE = "outside"
    """From another unit than the one appraised."""


FIELDS: Mapping[Field, tuple[str, str]] = {
    Field.IT: ("người về công nghệ thông tin", "member for information technology"),
    Field.CLINICAL: ("người về chuyên môn khám bệnh, chữa bệnh", "clinical member"),
    Field.OUTSIDE: ("người ngoài đơn vị được thẩm định", "member from outside"),
}
CLINICAL = frozenset({Role.DOCTOR, Role.HEAD, Role.NURSE, Role.TECHNICIAN})
LONGEST = 300
"""Characters of a paper's words."""


@dataclass(frozen=True)
class Member:
    """One who sits, or sat until somebody came in their place."""

    person: PersonId
    seat: Seat
    absent: bool = False
    """Somebody else sits in the place; an absent one neither votes nor signs."""
    stands_for: PersonId | None = None
    """Whose place it is."""
    paper: str = ""
    """The authorisation of who stands in: kind, number, date."""


@dataclass(frozen=True)
class Interest:
    """What a member declared of their own interests before the first vote (khai báo xung đột lợi ích)."""

    person: PersonId
    conflict: bool
    criteria: tuple[str, ...] = ()
    """On which criteria; none named means on all."""
    reason: str = ""

    def bars(self, criterion: str) -> bool:
        """Whether the member has no word on the criterion."""
        return self.conflict and (not self.criteria or criterion in self.criteria)


def fields_of(role: Role, outside: bool) -> frozenset[Field]:
    """What somebody in this post brings."""
    found = {Field.IT} if role is Role.IT_OFFICER else set()
    found |= {Field.CLINICAL} if role in CLINICAL else set()
    return frozenset(found | ({Field.OUTSIDE} if outside else set()))


def check_seats(members: tuple[Member, ...], seats: int, most: int = 0) -> None:
    """So many people (up to `most`, when more may sit), each once, one of them the chair and one the secretary. Raises: Malformed."""
    taken = [one.seat for one in members]
    if len({one.person for one in members}) != len(members):
        raise Malformed("members: một người chỉ giữ một ghế / one person, one seat")
    if not seats <= len(members) <= max(seats, most):
        how_many = f"{seats}" if most <= seats else f"{seats}–{most}"
        vi = f"members: hội đồng gồm {how_many} người, đang có {len(members)}"
        raise Malformed(both(vi, f"the council has {how_many} seats, {len(members)} are named"))
    if taken.count(Seat.CHAIR) != 1 or taken.count(Seat.SECRETARY) != 1:
        raise Malformed("members: cần đúng một chủ tịch và một thư ký / exactly one chair and one secretary")


def check_fields(brought: Iterable[frozenset[Field]], needed: Mapping[Field, int]) -> None:
    """As many of each kind as the edition needs. Raises: Malformed."""
    brought = tuple(brought)
    faults = []
    for field, least in needed.items():
        found = sum(field in one for one in brought)
        if found < least:
            vi, en = FIELDS[field]
            faults.append(both(f"members: cần ít nhất {least} {vi}, đang có {found}", f"at least {least} {en}, {found} named"))
    if faults:
        raise Malformed(*faults)


def stand_in(members: tuple[Member, ...], absent: PersonId, person: PersonId, paper: str) -> tuple[Member, ...]:
    """The council with `person` in the place of `absent`. Raises: NotFound, Incomplete, Malformed."""
    was = next((one for one in members if one.person == absent and not one.absent), None)
    if was is None:
        raise NotFound("member", absent)
    if not paper.strip():
        raise Incomplete("paper: ghi văn bản cử người dự thay: loại, số, ngày / name the paper that sends the substitute")
    faults = too_long("paper", paper, LONGEST)
    if any(one.person == person for one in members):
        faults.append("person: người này đã có ghế trong hội đồng / this person has a seat already")
    if faults:
        raise Malformed(*faults)
    gone = tuple(replace(one, absent=True) if one is was else one for one in members)
    return (*gone, Member(person, was.seat, stands_for=was.stands_for or absent, paper=paper.strip()))


def check_interest(said: Interest, criteria: Collection[str]) -> None:
    """A conflict has a reason; what it names exists. Raises: NotFound, Incomplete, Malformed."""
    unknown = [code for code in said.criteria if code not in criteria]
    if unknown:
        raise NotFound("criterion", unknown[0])
    if said.conflict and not said.reason.strip():
        raise Incomplete("reason: ghi rõ xung đột lợi ích là gì / say what the conflict of interest is")
    if faults := too_long("reason", said.reason, LONGEST):
        raise Malformed(*faults)
