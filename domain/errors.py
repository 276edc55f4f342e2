"""Every refusal of the house.

Refusal
├── NotAllowed
│   ├── NotYourTurn
│   ├── MustDiffer
│   ├── SamePerson
│   ├── OutOfReach
│   ├── TicketRefused
│   ├── PinRefused
│   ├── PinLocked
│   ├── CertificateRefused
│   ├── CodeRefused
│   └── SignInRefused
├── Conflict
│   ├── StaleDocument
│   ├── AlreadySigned
│   ├── Claimed
│   ├── ChainComplete
│   ├── VersionEnded
│   ├── WaitsForStamp
│   ├── RequestTaken
│   ├── RequestReused
│   ├── SessionEnded
│   ├── WrongState
│   ├── EarlierFirst
│   ├── StatusUnchecked
│   ├── Incomplete
│   ├── KnownPatient
│   ├── SetRefused
│   ├── SubstituteAway
│   └── ChainUnfillable
├── Malformed
├── NotFound
└── Unavailable
"""


class Refusal(Exception):
    """Something a person asked for that will not be done; `facts` (strings) fill the message the person reads."""

    def __init__(self, *facts: object) -> None:
        self.facts = tuple(str(fact) for fact in facts)
        super().__init__(*self.facts)


class NotAllowed(Refusal):
    """The acting position may not do this. Facts: role, act, and perhaps state."""


class NotYourTurn(NotAllowed):
    """The chain waits for somebody else. Facts: open stage; `later`, `never` or `past` (a colleague signed this person's stage)."""


class MustDiffer(NotAllowed):
    """Signed a stage whose signer may not sign this one. Facts: stage, earlier stage."""


class SamePerson(NotAllowed):
    """Nobody judges their own work: whoever reported does not accept, whoever brought evidence does not vote.

    Facts: act, and `council` when this person judged it as a member of the council, `seated` when they sit on one that is to judge it,
    `brought` when it is their own evidence, `conflict` when they declared one.
    """


class OutOfReach(NotAllowed):
    """The acting position does not reach this record, document or facility.

    Facts: why, when it is not for want of an invitation (`elsewhere`, `archived`, `part`, `lent_to_read`, `uncopied`, `clinical`,
    `treating`, `performing`, `pack`, `track`, `paper`, `appraisal`, `disposal`, `unseated`, `plan`, `indicator`), and the role when it
    decides.
    """


class TicketRefused(NotAllowed):
    """The signer's ticket is unknown, expired, somebody else's, or does not name these bytes. Facts: why."""


class PinRefused(NotAllowed):
    """Wrong PIN. Facts: tries left."""


class PinLocked(NotAllowed):
    """Too many wrong PINs. Facts: locked until (ISO 8601, UTC)."""


class CertificateRefused(NotAllowed):
    """The signer's certificate is missing, revoked, expired or cannot be judged. Facts: why, since."""


class CodeRefused(NotAllowed):
    """A code sent to a phone does not confirm this.

    Facts: `wrong` (and tries left), `tries`, `expired`, `open` (not typed in yet), `changed` (the words are others), `used`, `often`,
    `gateway` (no message is taken to this number).
    """


class SignInRefused(NotAllowed):
    """Unknown name or wrong password, or too many tries."""


class Conflict(Refusal):
    """Right in itself, but the thing is no longer as it was read."""


class StaleDocument(Conflict):
    """Another version was read than the one to be signed, or another list. Facts: read, current (0 for a list)."""


class AlreadySigned(Conflict):
    """This person signed this stage. Facts: stage."""


class Claimed(Conflict):
    """A colleague took this task upon themselves; they sign it, or release it. Facts: stage."""


class ChainComplete(Conflict):
    """Every signature is there."""


class VersionEnded(Conflict):
    """The version was refused, withdrawn or replaced. Facts: how."""


class WaitsForStamp(Conflict):
    """The last signature waits for its time stamp; the next comes after it."""


class RequestTaken(Conflict):
    """Another person used this request id. Facts: request."""


class RequestReused(Conflict):
    """The same request id came with another content. Facts: request."""


class SessionEnded(Conflict):
    """The form was sent when its session was over: after a new sign-in it is given back, and nothing was done."""


class WrongState(Conflict):
    """The act does not fit the state. Facts: act, state, and perhaps since when and by whom."""


class StatusUnchecked(Conflict):
    """Nobody can say now whether the certificate is still good; whoever has read this warning may sign all the same. Facts: whose."""


class EarlierFirst(Conflict):
    """A milestone waits for earlier ones that are not reported done. Facts: one line per earlier milestone, its code and title."""


class Incomplete(Conflict):
    """What must come first is missing. Facts: one line per missing thing."""


class KnownPatient(Conflict):
    """The number or the code is a patient's of the facility whom the words do not fit. Facts: whose it is, one line per difference, how
    to go on; each with its field."""


class SetRefused(Conflict):
    """The documents may not be signed together. Facts: one line per broken rule, with what to do."""


class SubstituteAway(Conflict):
    """Who is to stand in is away then, or stands in for somebody who would lean on them: no chain, no circle. Facts: first and last day."""


class ChainUnfillable(Conflict):
    """Nobody can sign a stage of the chain. Facts: the stage's title."""


class Malformed(Refusal):
    """The shape is wrong. Facts: one line per fault, `field: what to do`."""


class NotFound(Refusal):
    """No such thing, or not for this person. Facts: kind, id."""


class Unavailable(Refusal):
    """A part does not answer now; nothing was done, but that a message was tried counts. Facts: part (`temporal`, `signer`, `worker`,
    `database`, `timestamps`, `issuer`, `tokens`, `messenger`, `keeper`, …)."""


def kinds(kind: type[Refusal] = Refusal) -> dict[str, type[Refusal]]:
    """Every refusal of the house by its name."""
    return {kind.__name__: kind} | {name: k for below in kind.__subclasses__() for name, k in kinds(below).items()}
