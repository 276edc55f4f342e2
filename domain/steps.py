"""A stage of a chain once people are found: who may sign it, how, and who is told when nobody does."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from domain.names import PersonId
from domain.roles import Role


class Method(StrEnum):
    """How a stage is signed."""

    DIGITAL = "digital"
    """The person's own certificate."""
    ORGANISATION = "organisation"
    """The facility's key, used by a person of the stage (văn thư) with their own PIN. Luật GDĐT Đ23 k3."""
    CONFIRMED = "confirmed"
    """Re-authentication by PIN, written into the document by the next digital signature, which covers it (TT 13/2025 Đ3).

    It is never called a digital signature.
    """


@dataclass(frozen=True)
class Who:
    """Whom a stage means; resolved to people when the version is made, and again when people change."""

    author: bool = False
    """The person who made this version."""
    treating_doctor: bool = False
    """The treating doctor of the moment: an open task goes along when another doctor takes over."""
    role: Role | None = None
    """The role a position must have."""
    department: str = "facility"
    """Where the role or the duty is held: `ordering`, `performing`, `treating` or `facility` (anywhere in it); in a facility's
    edition also the code of one of its departments."""
    named: tuple[str, ...] = ()
    """People whom the form's data names in these fields, beside each other (council members; surgeon and anaesthetist)."""
    duty: str = ""
    """Who is on the duty list of the moment for this duty: `doctor`, `nurse`, `technician` or `leader`."""


@dataclass(frozen=True)
class Rung:
    """One rung of a stage's escalation ladder: who is told that nobody signed. Nothing is ever approved by it."""

    after_hours: int
    """Hours since the stage's turn came."""
    role: Role
    """Whoever holds this role is told."""
    department: str = "facility"
    """`ordering`, `performing`, `treating` or `facility`."""


@dataclass(frozen=True)
class Substitute:
    """Somebody who may sign a step in place of one it means who is away, with their own certificate."""

    person: PersonId
    absent: PersonId
    substitution: UUID
    """The act and its paper (`domain/substitutions.py`)."""


@dataclass(frozen=True)
class Step:
    """A stage resolved to people who may sign, in parallel."""

    name: str
    title: str
    reason: str
    people: frozenset[PersonId]
    needed: int = 1
    unlike: frozenset[str] = frozenset()
    """Steps whose signers may not sign here (the approving doctor is not the technician)."""
    method: Method = Method.DIGITAL
    remind_after: timedelta = timedelta(hours=24)
    who: Who = field(default_factory=Who)
    """Whom the policy means: asked again when people change."""
    substitutable: bool = False
    """Approving and heading, which another may do in place of who is away; never an act of authorship (law.md §8)."""
    substitutes: tuple[Substitute, ...] = ()
    """Who may sign in place of somebody in `people`."""
    claimed: frozenset[PersonId] = frozenset()
    """Who took the task upon themselves: it rests for the others until they sign or release it."""
    deadline: timedelta | None = None
    """Within how long it is to be signed; nothing follows from it but words."""
    ladder: tuple[Rung, ...] = ()

    def places(self, person: PersonId) -> frozenset[PersonId]:
        """Whose signature this person can give here: their own, or that of whoever they stand in for."""
        if person in self.people:
            return frozenset({person})
        return frozenset(one.absent for one in self.substitutes if one.person == person and one.absent in self.people)
