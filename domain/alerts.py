"""Who must know that a released version was replaced: whoever read it, acknowledged it, or gave the patient a copy of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.names import DocumentId, PersonId


class Because(StrEnum):
    """Why somebody is told; what stands first outweighs what follows."""

    HANDED_OUT = "handed_out"
    """Gave a copy to the patient, who has the old one."""
    ACKNOWLEDGED = "acknowledged"
    READ = "read"
    ESCALATED = "escalated"
    """Those who had read it have not confirmed."""


@dataclass(frozen=True)
class Alert:
    """One person who is told that a version replaces a released one."""

    document: DocumentId
    version: int
    """The new one."""
    person: PersonId
    because: Because
    grave: bool
    """What changed is dangerous."""
    told_at: datetime
    known_at: datetime | None = None


def settled(alerts: tuple[Alert, ...], ordering: PersonId | None) -> bool:
    """Whether nobody further up needs to be told: everybody who had read it knows, or somebody who answers for it does."""
    known = [one for one in alerts if one.known_at]
    answering = any(one.because is Because.ESCALATED or one.person == ordering for one in known)
    return answering or len(known) == len(alerts)
