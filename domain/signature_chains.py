"""The policy of a chain: whom each stage means, and the people who are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.conditions import When
from domain.duties import Shift
from domain.errors import ChainUnfillable
from domain.faults import named
from domain.fillable import stuck
from domain.forms import Kind
from domain.names import DepartmentId, PersonId
from domain.roles import Role
from domain.signatures import Chain
from domain.steps import Method, Rung, Step, Substitute
from domain.steps import Who as Who
from domain.substitutions import STANDS_IN, Substitution

NAMED_BY_HOUSE: Mapping[str, Mapping[str, Kind]] = {
    "order": {"doctor": Kind.PERSON},
    "lab-result": {"performer": Kind.PERSON, "doctor": Kind.PERSON},
    "imaging-result": {"performer": Kind.PERSON, "doctor": Kind.PERSON},
    "closing": {"doctor": Kind.PERSON},
    "attendance-sheet": {"attendees": Kind.PEOPLE},
    "council-minutes": {"secretary": Kind.PERSON, "members": Kind.PEOPLE, "chair": Kind.PERSON},
    "disposal-minutes": {"secretary": Kind.PERSON, "members": Kind.PEOPLE, "chair": Kind.PERSON},
}
"""Form that the house draws up at another act → the people it names then, one or several; they stand in no field."""


@dataclass(frozen=True)
class Stage:
    """One line of a chain's policy."""

    name: str
    """Short name, unique in the chain."""
    title: str
    """What stands above the signature on the sheet, e.g. `Người duyệt kết quả`."""
    who: Who
    """Exactly one of `author`, `treating_doctor`, `role`, `named`, `duty`."""
    reason: str
    """Reason written into the signature."""
    method: Method = Method.DIGITAL
    """`digital`, `organisation` or `confirmed`."""
    needed: int = 1
    """How many must sign; 0 means everybody meant."""
    differs_from: tuple[str, ...] = ()
    """Stages whose signers may not sign this one."""
    remind_after_hours: int = 24
    """Hours until the first reminder, and between reminders."""
    when: When | None = None
    """Left out of the chain of a version whose data does not fulfil it; null asks for the stage always."""
    substitutable: bool = False
    """Whether somebody may sign in place of who is away: approving and heading, never an act of authorship (law.md §8)."""
    deadline_hours: int = 0
    """Hours within which it is to be signed, shown to everybody; 0: none. Nothing is ever approved by it."""
    escalate: tuple[Rung, ...] = ()
    """Who is told, rung by rung, that nobody signed."""


@dataclass(frozen=True)
class Regulation:
    """The facility's own rules (quy chế) that its chain rests on."""

    number: str
    """Number and sign as on the paper, e.g. `45/QC-BV`."""
    issued: date
    """Day it was issued."""

    def __str__(self) -> str:
        return f"{self.number} ngày {self.issued:%d/%m/%Y}"


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
    regulation: Regulation | None = None
    """The quy chế a facility's edition rests on: its number and date; the default has none."""


@dataclass(frozen=True)
class Meant:
    """The people a chain's stages can mean now, found once by a query."""

    author: PersonId
    departments: Mapping[str, DepartmentId | None]
    """`ordering`, `performing`, `treating` → department."""
    holders: tuple[tuple[PersonId, Role, DepartmentId | None], ...]
    """Who holds which role where, in this facility, today."""
    named: Mapping[str, tuple[PersonId, ...]] = field(default_factory=dict)
    data: Mapping[str, object] = field(default_factory=dict)
    """What the sheet says: decides which stages are asked for."""
    treating_doctor: PersonId | None = None
    """Of the record, now."""
    duties: tuple[Shift, ...] = ()
    """Who is on duty now."""
    substitutions: tuple[Substitution, ...] = ()
    """Those that hold today."""
    today: date = date.min

    @property
    def here(self) -> frozenset[PersonId]:
        """Who holds any post in this facility today: whoever left is meant by no list, record or paper that still names them."""
        return frozenset(who for who, _, _ in self.holders)


def resolve(policy: ChainPolicy, meant: Meant) -> tuple[Step, ...]:
    """The stages that the data asks for, as steps with people in them.

    Raises: ChainUnfillable when a stage is left without people, however those it has to differ from are signed.
    """
    steps = tuple(_step(stage, policy.form, meant) for stage in policy.stages if stage.when is None or stage.when.holds(meant.data))
    if name := stuck(steps):
        raise ChainUnfillable(named(next(step.title for step in steps if step.name == name)))
    return steps


def moved(chain: Chain, meant: Meant) -> Chain:
    """The chain with the people whom its open and later steps mean now: posts, duty, treating doctor, substitutions.

    The policy is the one the version began with; steps already signed keep who they meant. The same chain when nothing moved.
    """
    signed = chain.steps.index(chain.step) if chain.step else len(chain.steps)
    steps = (*chain.steps[:signed], *(_meant_now(step, chain, meant) for step in chain.steps[signed:]))
    return chain if steps == chain.steps else replace(chain, steps=steps)


def unfillable(chain: Chain, left: frozenset[PersonId] = frozenset()) -> bool:
    """Whether too few can sign the open step; `left` are people who hold no post any more, though a paper names them."""
    step = chain.step
    if step is None or chain.pending or chain.ended:
        return False
    return len(chain.able(step) - left) < step.needed - sum(made.step == step.name for made in chain.signatures)


def _meant_now(step: Step, chain: Chain, meant: Meant) -> Step:
    kept = step.who.author or step.who.named or step.who == Who()
    people = step.people if kept else _people(step.who, meant)
    found = replace(step, people=people, substitutes=_substitutes(step, people, chain.form, meant))
    return replace(found, claimed=frozenset(one for one in step.claimed if found.places(one)))


def _step(stage: Stage, form: str, meant: Meant) -> Step:
    people = _people(stage.who, meant)
    step = Step(
        name=stage.name,
        title=stage.title,
        reason=stage.reason,
        people=people,
        needed=stage.needed or len(people),
        unlike=frozenset(stage.differs_from),
        method=stage.method,
        remind_after=timedelta(hours=stage.remind_after_hours),
        who=stage.who,
        substitutable=stage.substitutable,
        deadline=timedelta(hours=stage.deadline_hours) if stage.deadline_hours else None,
        ladder=stage.escalate,
    )
    return replace(step, substitutes=_substitutes(step, people, form, meant))


def _people(who: Who, meant: Meant) -> frozenset[PersonId]:
    if who.author:
        return frozenset({meant.author})
    if who.treating_doctor:
        return frozenset({meant.treating_doctor} & meant.here)  # type: ignore[arg-type]
    if who.named:
        return frozenset(person for name in who.named for person in meant.named.get(name, ()))
    if who.duty:
        return meant.here & {one.person for one in meant.duties if one.duty == who.duty and _there(who.department, one.department, meant)}
    return holders(meant, who.role, who.department) if who.role else frozenset()


def holders(meant: Meant, role: Role, place: str) -> frozenset[PersonId]:
    """Who holds the role at this place of the document."""
    return frozenset(person for person, held, department in meant.holders if held is role and _there(place, department, meant))


def _there(place: str, department: DepartmentId | None, meant: Meant) -> bool:
    return place == "facility" or (department is not None and department == _place(place, meant))


def _place(place: str, meant: Meant) -> DepartmentId | None:
    """The department a place is, or the one whose code is given."""
    return meant.departments.get(place, DepartmentId(place) if "/" in place else None)


def _substitutes(step: Step, people: frozenset[PersonId], form: str, meant: Meant) -> tuple[Substitute, ...]:
    """Who may sign for one of these people today; who has the step anyway signs as themselves."""
    if not step.substitutable:
        return ()
    place = _place(step.who.department, meant)
    return tuple(
        Substitute(one.substitute, one.absent, one.id)
        for one in meant.substitutions
        if one.absent in people
        and one.substitute in meant.here - people
        and one.covers(form, place, meant.today)
        and _fit(one.substitute, step.who.role, meant)
    )


def _fit(substitute: PersonId, role: Role | None, meant: Meant) -> bool:
    """Whether a post they hold today may stand in for the role the step asks for: the absent one may hold others beside it."""
    return role is None or any(person == substitute and held in STANDS_IN.get(role, ()) for person, held, _ in meant.holders)
