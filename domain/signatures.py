"""Who signs a document, in what order, and when it is complete."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import (
    AlreadySigned,
    ChainComplete,
    MustDiffer,
    NotAllowed,
    NotYourTurn,
    StaleDocument,
    VersionEnded,
    WaitsForStamp,
)
from domain.names import PersonId, PositionId, RequestId, Sha256


class Method(StrEnum):
    """How a stage is signed."""

    DIGITAL = "digital"
    """The person's own certificate."""
    ORGANISATION = "organisation"
    """The facility's key, used by a person of the stage (văn thư) with their own PIN. Luật GDĐT Đ23 k3."""


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
