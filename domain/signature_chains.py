"""The policy of a chain: whom each stage means, and the people who are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.errors import ChainUnfillable
from domain.forms import When
from domain.names import DepartmentId, PersonId
from domain.people import Role
from domain.signatures import Method, Step


@dataclass(frozen=True)
class Who:
    """Whom a stage means; resolved to people when the version is made."""

    author: bool = False
    """The person who made this version."""
    role: Role | None = None
    """The role a position must have."""
    department: str = "facility"
    """Where the role is held: `ordering`, `performing`, `treating` or `facility` (anywhere in it)."""
    named: str = ""
    """A person the form's data names in this field (council members, the receiving doctor)."""


@dataclass(frozen=True)
class Stage:
    """One line of a chain's policy."""

    name: str
    """Short name, unique in the chain."""
    title: str
    """What stands above the signature on the sheet, e.g. `Người duyệt kết quả`."""
    who: Who
    """Exactly one of `author`, `role`, `named`."""
    reason: str
    """Reason written into the signature."""
    method: Method = Method.DIGITAL
    """`digital` or `organisation`."""
    needed: int = 1
    """How many must sign; 0 means everybody meant."""
    differs_from: tuple[str, ...] = ()
    """Stages whose signers may not sign this one."""
    remind_after_hours: int = 24
    """Hours until the first reminder, and between reminders."""
    when: When | None = None
    """Left out of the chain of a version whose data does not fulfil it; null asks for the stage always."""


@dataclass(frozen=True)
class ChainPolicy:
    """One edition of the chain of one form. Law: no statutory list, the facility's quy chế decides (docs/policies.md)."""

    form: str
    """Code of the form."""
    edition: str
    """Short name of the edition, kept with every version."""
    effective_from: date
    """First day on which a version gets this chain."""
    basis: str
    """Number, article and date of what the chain rests on."""
    certainty: str
    """S read in a public text · C one compendium · I inference · ? not confirmed."""
    stages: tuple[Stage, ...]
    """The lines, in order."""
    effective_until: date | None = None
    """Last day on which a version gets this chain; null while it lasts."""
    facility: str = ""
    """Code of the facility whose quy chế it rests on; empty for everybody without one of their own."""


@dataclass(frozen=True)
class Meant:
    """The people a chain's stages can mean, found once by a query."""

    author: PersonId
    departments: Mapping[str, DepartmentId | None]
    """`ordering`, `performing`, `treating` → department."""
    holders: tuple[tuple[PersonId, Role, DepartmentId | None], ...]
    """Who holds which role where, in this facility, today."""
    named: Mapping[str, tuple[PersonId, ...]] = field(default_factory=dict)
    data: Mapping[str, object] = field(default_factory=dict)
    """What the sheet says: decides which stages are asked for."""


def resolve(policy: ChainPolicy, meant: Meant) -> tuple[Step, ...]:
    """The stages that the data asks for, as steps with people in them.

    Raises: ChainUnfillable when too few can sign a stage, those left out who must sign one that it has to differ from.
    """
    steps = tuple(_step(stage, meant) for stage in policy.stages if stage.when is None or stage.when.holds(meant.data))
    for step in steps:
        bound = [other.people for other in steps if other.name in step.unlike and len(other.people) <= other.needed]
        if len(step.people.difference(*bound)) < max(step.needed, 1):
            raise ChainUnfillable(step.title)
    return steps


def _step(stage: Stage, meant: Meant) -> Step:
    people = _people(stage.who, meant)
    return Step(
        name=stage.name,
        title=stage.title,
        reason=stage.reason,
        people=people,
        needed=stage.needed or len(people),
        unlike=frozenset(stage.differs_from),
        method=stage.method,
        remind_after=timedelta(hours=stage.remind_after_hours),
    )


def _people(who: Who, meant: Meant) -> frozenset[PersonId]:
    if who.author:
        return frozenset({meant.author})
    if who.named:
        return frozenset(meant.named.get(who.named, ()))
    place = meant.departments.get(who.department)
    return frozenset(
        person for person, role, department in meant.holders if role is who.role and (who.department == "facility" or department == place)
    )
