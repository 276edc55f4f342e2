"""Who signs a document, in what order, and when it is complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.errors import (
    AlreadySigned,
    ChainComplete,
    Claimed,
    MustDiffer,
    NotAllowed,
    NotYourTurn,
    StaleDocument,
    VersionEnded,
    WaitsForStamp,
    WrongState,
)
from domain.names import DepartmentId, PersonId, PositionId, RequestId, Sha256
from domain.steps import Method as Method
from domain.steps import Rung
from domain.steps import Step as Step


@dataclass(frozen=True)
class Signature:
    """One person's signature, which turned revision `base` into revision `sha256`; a confirmation turns none."""

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
    method: Method = Method.DIGITAL
    absent: PersonId | None = None
    """In whose place this person signed; None for their own."""
    substitution: UUID | None = None
    """By which substitution."""
    unchecked: bool = False
    """Nobody could say, when it was made, whether the certificate was still good: the person was warned. Preservation finds out."""

    @property
    def place(self) -> PersonId:
        """Whose signature the step has by it."""
        return self.absent or self.person

    @property
    def both(self) -> frozenset[PersonId]:
        """Whom different-person rules see: they look through a substitution."""
        return frozenset({self.person, self.place})


class Ended(StrEnum):
    """How a version ended without becoming complete."""

    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


MADE_AGAIN = frozenset({Ended.REFUSED, Ended.WITHDRAWN})
"""How a version ended that somebody may make again; a replaced one was."""
BY_CANCELLING = "order"
"""Kind of document that is taken back only with what it orders: cancelling its lines withdraws it."""


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
    begun_at: datetime | None = None
    """When the version was made."""
    departments: Mapping[str, DepartmentId | None] = field(default_factory=dict)
    """`ordering`, `performing` and, while no record says it anew, `treating` → department."""
    regulation: str = ""
    """The quy chế its edition rests on, as printed on the sheet; empty for a default of the house."""

    @property
    def head(self) -> Sha256:
        """The newest revision: what the next signature is added to."""
        return self.signatures[-1].sha256 if self.signatures else self.content

    @property
    def step(self) -> Step | None:
        """The open step, or None when every signature is there."""
        return next((s for s in self.steps if len(self._signed(s)) < s.needed), None)

    @property
    def since(self) -> datetime | None:
        """When the open step's turn came: with the version, or with the stamp of the signature before the step."""
        step = self.step
        before = [made.stamped_at or made.at for made in self.signatures if step is None or made.step != step.name]
        return max(before, default=self.begun_at)

    def told_after(self, now: datetime) -> timedelta:
        """How long from now until somebody is reminded, or the next rung of the open step's ladder is reached."""
        step, since = self.step, self.since
        if step is None:
            return timedelta(days=1)
        rungs = [since + timedelta(hours=rung.after_hours) - now for rung in step.ladder] if since else []
        return min([step.remind_after, *(left for left in rungs if left > timedelta(0))])

    def rungs(self, now: datetime) -> tuple[Rung, ...]:
        """The rungs of the open step's ladder that are reached."""
        step, since = self.step, self.since
        if step is None or since is None or self.ended or self.pending:
            return ()
        return tuple(rung for rung in step.ladder if since + timedelta(hours=rung.after_hours) <= now)

    @property
    def uncovered(self) -> tuple[Signature, ...]:
        """Confirmations that no digital signature covers yet: the next one writes them into the file."""
        last = max((n for n, made in enumerate(self.signatures) if made.method is not Method.CONFIRMED), default=-1)
        return self.signatures[last + 1 :]

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
        able = self.able(self.step)
        return able & self.step.claimed if self._taken(self.step) else able

    def able(self, step: Step) -> frozenset[PersonId]:
        """Who could sign a step if it were open: those it means, and who stands in for one of them."""
        people = step.people | {one.person for one in step.substitutes}
        return frozenset(one for one in people - self._signers(step) if self._open_places(one, step))

    def made_by(self, person: PersonId, request: str) -> Signature | None:
        """The signature that already answered this person's request."""
        return next((s for s in self.signatures if (s.person, s.request) == (person, request)), None)

    def check_ever(self, person: PersonId, read: Sha256) -> None:
        """Refuses only what can never become true, whoever asks: tasks move with people, and a copy may be behind the rows."""
        if read != self.content:
            raise StaleDocument(read, self.content)

    def check_meant(self, person: PersonId, read: Sha256) -> None:
        """Of the chain as the rows have it: refuses a stranger too. Raises: StaleDocument, NotYourTurn."""
        self.check_ever(person, read)
        if not any(step.places(person) for step in self.steps):
            raise NotYourTurn("", "never")

    def check(self, person: PersonId, read: Sha256) -> Step:
        """The step `person` would sign after reading `read`, or the reason why not.

        Raises: VersionEnded, StaleDocument, ChainComplete, WaitsForStamp, AlreadySigned, MustDiffer, Claimed, NotYourTurn.
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

    def check_withdrawal(self, author: PersonId, person: PersonId, read: Sha256) -> Step:
        """Who made the version may take it back until the last signature.

        Raises: VersionEnded, StaleDocument, ChainComplete, NotAllowed for anybody else.
        """
        self.check_author(author, person, read)
        if self.ended:
            raise VersionEnded(self.ended)
        if self.step is None:
            raise ChainComplete()
        return self.step

    def check_author(self, author: PersonId, person: PersonId, read: Sha256) -> None:
        """Refuses only what can never become true. Raises: NotAllowed, StaleDocument."""
        if person != author:
            raise NotAllowed("", "document.withdraw", "author")
        if read != self.content:
            raise StaleDocument(read, self.content)

    def claim(self, person: PersonId, read: Sha256) -> "Chain":
        """The task taken by one who may sign: it rests for the others. Raises: as `check`."""
        step = self.check(person, read)
        return self._with(step, step.claimed | {person})

    def release(self, person: PersonId, by: PersonId, heads: bool = False) -> "Chain":
        """The task given back, by whoever took it or by the head of the department. Raises: NotAllowed, WrongState."""
        if by != person and not heads:
            raise NotAllowed("", "document.release", "")
        step = self.step
        if step is None or person not in step.claimed:
            raise WrongState("document.release", "free")
        return self._with(step, step.claimed - {person})

    def _with(self, step: Step, claimed: frozenset[PersonId]) -> "Chain":
        return replace(self, steps=tuple(replace(one, claimed=claimed) if one == step else one for one in self.steps))

    def sign(self, signature: Signature) -> "Chain":
        """The chain with one more signature, which must stand on the newest revision."""
        if signature.base != self.head:
            raise StaleDocument(signature.base, self.head)
        step = self.check(signature.person, self.content)
        if signature.step != step.name or signature.place not in step.places(signature.person):
            raise NotYourTurn(step.name, "past")
        return replace(self, signatures=(*self.signatures, signature))

    def stamp(self, sha256: Sha256, at: datetime) -> "Chain":
        """The chain whose pending signature has its time stamp: the same file length, other bytes."""
        last = self.pending
        if last is None:
            return self
        return replace(self, signatures=(*self.signatures[:-1], replace(last, sha256=sha256, stamped_at=at)))

    def capacity(self, person: PersonId) -> tuple[PersonId, UUID] | None:
        """In whose place this person signs the open step, and by which substitution; None for their own."""
        step = self.step
        if step is None or person in step.people:
            return None
        free = self._open_places(person, step)
        return next(((one.absent, one.substitution) for one in step.substitutes if one.person == person and one.absent in free), None)

    def _check_person(self, person: PersonId, step: Step) -> Step:
        if person in self._signers(step):
            raise AlreadySigned(step.name)
        if not step.places(person):
            raise AlreadySigned(step.name) if self._signed_any(person) else NotYourTurn(step.name, self._turn(person, step))
        if not step.places(person) - self._signed(step):
            raise NotYourTurn(step.name, "past")
        if not self._open_places(person, step):
            raise MustDiffer(step.name, ", ".join(sorted(step.unlike)))
        if self._taken(step) and person not in step.claimed:
            raise Claimed(step.name)
        return step

    def _turn(self, person: PersonId, open_step: Step) -> str:
        """When the turn of who is not in the open step comes."""
        mine = [n for n, step in enumerate(self.steps) if step.places(person)]
        return "never" if not mine else "later" if max(mine) > self.steps.index(open_step) else "past"

    def _signed(self, step: Step) -> frozenset[PersonId]:
        """Whose signatures a step has."""
        return frozenset(s.place for s in self.signatures if s.step == step.name)

    def _signers(self, step: Step) -> frozenset[PersonId]:
        return frozenset(s.person for s in self.signatures if s.step == step.name)

    def _barred(self, step: Step) -> frozenset[PersonId]:
        return frozenset(one for s in self.signatures if s.step in step.unlike for one in s.both)

    def _open_places(self, person: PersonId, step: Step) -> frozenset[PersonId]:
        """Whose signature this person can still give at a step; nobody barred gives one, nor has one given."""
        barred = self._barred(step)
        return frozenset() if person in barred else step.places(person) - self._signed(step) - barred

    def _taken(self, step: Step) -> bool:
        """Whether those who took the task upon themselves are as many as it still needs."""
        return len(step.claimed & self.able(step)) >= step.needed - len(self._signed(step))

    def _signed_any(self, person: PersonId) -> bool:
        return any(s.person == person for s in self.signatures)
