"""Who signs a document, in what order, and when it is complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import AlreadySigned, ChainComplete, ChainUnfillable, MustDiffer, NotYourTurn, StaleDocument, VersionEnded, WaitsForStamp
from domain.names import DepartmentId, PersonId, PositionId, RequestId, Sha256
from domain.people import Role


class Method(StrEnum):
    """How a stage is signed."""

    DIGITAL = "digital"
    """The person's own certificate."""
    ORGANISATION = "organisation"
    """The facility's key, used by a person of the stage (văn thư) with their own PIN. Luật GDĐT Đ23 k3."""


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


@dataclass(frozen=True)
class Signature:
    """One person's signature, which turned revision `base` into revision `sha256`."""

    person: PersonId
    position: PositionId
    step: str
    base: Sha256
    sha256: Sha256
    """The newest bytes: B-B while `stamped_at` is None, B-T after."""
    size: int
    """Bytes of the file up to and including this revision."""
    at: datetime
    request: RequestId
    """The act it answers: a repeated request gets this signature again."""
    stamped_at: datetime | None = None


class Ended(StrEnum):
    """How a version ended without becoming complete."""

    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Chain:
    """The signatures a version needs and those it has. Immutable: signing gives a new chain."""

    form: str
    edition: str
    steps: tuple[Step, ...]
    content: Sha256
    """The version before any signature: what every signer must have read."""
    size: int
    """Bytes of the content."""
    signatures: tuple[Signature, ...] = field(default=())
    ended: Ended | None = None
    preserved: Sha256 | None = None
    """The file with validation data and archive time stamp, once verified."""

    @property
    def head(self) -> Sha256:
        """The newest revision: what the next signature is added to."""
        return self.signatures[-1].sha256 if self.signatures else self.content

    @property
    def step(self) -> Step | None:
        """The open step, or None when every signature is there."""
        return next((s for s in self.steps if len(self._signed(s)) < s.needed), None)

    @property
    def pending(self) -> Signature | None:
        """The signature that waits for its time stamp; nobody signs before it has one."""
        last = self.signatures[-1] if self.signatures else None
        return last if last and last.stamped_at is None else None

    @property
    def complete(self) -> bool:
        return self.ended is None and self.step is None and self.pending is None

    @property
    def waiting(self) -> frozenset[PersonId]:
        """People who may sign now: exactly these have an open task."""
        if self.ended or self.pending or self.step is None:
            return frozenset()
        return self.step.people - self._signed(self.step) - self._barred(self.step)

    def made_by(self, person: PersonId, request: str) -> Signature | None:
        """The signature that already answered this person's request."""
        return next((s for s in self.signatures if (s.person, s.request) == (person, request)), None)

    def check_ever(self, person: PersonId, read: Sha256) -> None:
        """Refuses only what can never become true: safe on a chain that is behind the rows."""
        if read != self.content:
            raise StaleDocument(read, self.content)
        if not any(person in step.people for step in self.steps):
            raise NotYourTurn("", "never")

    def check(self, person: PersonId, read: Sha256) -> Step:
        """The step `person` would sign after reading `read`, or the reason why not.

        Raises: VersionEnded, StaleDocument, ChainComplete, WaitsForStamp, AlreadySigned, MustDiffer, NotYourTurn.
        """
        if self.ended:
            raise VersionEnded(self.ended)
        if read != self.content:
            raise StaleDocument(read, self.content)
        if self.step is None:
            raise ChainComplete()
        if self.pending:
            raise WaitsForStamp()
        return self._check_person(person, self.step)

    def check_refusal(self, person: PersonId, read: Sha256) -> Step:
        """Who may sign now may refuse instead. Raises: as `check`."""
        return self.check(person, read)

    def sign(self, signature: Signature) -> "Chain":
        """The chain with one more signature, which must stand on the newest revision."""
        if signature.base != self.head:
            raise StaleDocument(signature.base, self.head)
        self.check(signature.person, self.content)
        return replace(self, signatures=(*self.signatures, signature))

    def stamp(self, sha256: Sha256, at: datetime) -> "Chain":
        """The chain whose pending signature has its time stamp: the same file length, other bytes."""
        last = self.pending
        if last is None:
            return self
        return replace(self, signatures=(*self.signatures[:-1], replace(last, sha256=sha256, stamped_at=at)))

    def _check_person(self, person: PersonId, step: Step) -> Step:
        if person in self._signed(step):
            raise AlreadySigned(step.name)
        if person not in step.people:
            raise AlreadySigned(step.name) if self._signed_any(person) else NotYourTurn(step.name, self._turn(person, step))
        if person in self._barred(step):
            raise MustDiffer(step.name, ", ".join(sorted(step.unlike)))
        return step

    def _turn(self, person: PersonId, open_step: Step) -> str:
        """When the turn of who is not in the open step comes."""
        mine = [n for n, step in enumerate(self.steps) if person in step.people]
        return "never" if not mine else "later" if max(mine) > self.steps.index(open_step) else "past"

    def _signed(self, step: Step) -> frozenset[PersonId]:
        return frozenset(s.person for s in self.signatures if s.step == step.name)

    def _barred(self, step: Step) -> frozenset[PersonId]:
        return frozenset(s.person for s in self.signatures if s.step in step.unlike)

    def _signed_any(self, person: PersonId) -> bool:
        return any(s.person == person for s in self.signatures)


@dataclass(frozen=True)
class Meant:
    """The people a chain's stages can mean, found once by a query."""

    author: PersonId
    departments: Mapping[str, DepartmentId | None]
    """`ordering`, `performing`, `treating` → department."""
    holders: tuple[tuple[PersonId, Role, DepartmentId | None], ...]
    """Who holds which role where, in this facility, today."""
    named: Mapping[str, tuple[PersonId, ...]] = field(default_factory=dict)


def resolve(policy: ChainPolicy, meant: Meant) -> tuple[Step, ...]:
    """The policy's stages as steps with people in them.

    Raises: ChainUnfillable when too few can sign a stage, those left out who must sign one that it has to differ from.
    """
    steps = tuple(_step(stage, meant) for stage in policy.stages)
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
