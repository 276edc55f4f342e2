"""Who has no word on a line of a disposal, by which act of theirs, and how many words of the council count on it.

A member who treated the patient, or drew up or signed a document of the record as their own work, would judge their own work. No text in
force says so for records (law.md §2: I); Luật Lưu trữ 33/2024 Đ16 leaves the council's rules to the facility.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.disposals import Disposal, Item, counts
from domain.names import PersonId, RecordId


class Tie(StrEnum):
    """What binds a member to a record."""

    TREATED = "treated"
    """Was its treating doctor."""
    WROTE = "wrote"
    """Drew up one of its documents."""
    SIGNED = "signed"
    """Signed one as their own work; whoever approves the work of others is not bound by it."""


Ties = Mapping[RecordId, Mapping[PersonId, frozenset[Tie]]]
"""Record → who is bound to it, by which acts."""


@dataclass(frozen=True)
class Tally:
    """How a line was voted on."""

    yes: int
    no: int
    members: int
    """Of the whole council."""
    aside: tuple[PersonId, ...]
    """Members who have no word on it, in the council's order."""

    @property
    def counted(self) -> int:
        """Words that count."""
        return self.yes + self.no


def tally(one: Disposal, item: Item) -> Tally:
    """Of all members, whether they spoke or not."""
    return Tally(*counts(one, item), len(one.members), tuple(m.person for m in one.members if m.person in item.treated_by))


def ties_of(item: Item, person: PersonId, known: Ties) -> tuple[Tie, ...]:
    """By which acts a person has no word on a line, as its list was frozen; none for whoever has one."""
    if person not in item.treated_by:
        return ()
    acts = known.get(item.record, {}).get(person, frozenset())
    return tuple(tie for tie in Tie if tie in acts) or (Tie.TREATED,)


def spans(numbers: Iterable[int]) -> str:
    """`1–3, 7`: numbers in their order, neighbours drawn together."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in found)
