"""What a facility prepares beside its milestones, as data: who needs a certificate, who is to be trained, which staff there is to be."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.basis import Certainty
from domain.errors import NotFound
from domain.roles import Role


@dataclass(frozen=True)
class CertificateRoute:
    """By which way certificates are asked for."""

    code: str
    """Short name, kept with each request."""
    title: str
    """What people read, and what stands in the paper."""
    basis: str
    """Number, article and date of what the route rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


class Degree(StrEnum):
    """Trình độ, lowest first."""

    INTERMEDIATE = "intermediate"
    COLLEGE = "college"
    UNIVERSITY = "university"
    POSTGRADUATE = "postgraduate"

    @property
    def rank(self) -> int:
        return tuple(Degree).index(self)


class Discipline(StrEnum):
    """What a degree is in."""

    IT = "it"
    OTHER = "other"


@dataclass(frozen=True)
class TrainingLine:
    """People who are to be trained, and which share of them."""

    code: str
    """Short name; a course says which line it serves."""
    title: str
    """What people read."""
    roles: tuple[Role, ...]
    """Whose training it is."""
    percent: int
    """Share that is to have signed their attendance."""
    quote: str
    """The source's own words."""
    basis: str
    """Where they stand."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class StaffLine:
    """Staff there is to be, with their degree."""

    code: str
    """Short name."""
    title: str
    """What people read."""
    roles: tuple[Role, ...]
    """Roles of which they hold one."""
    least: int
    """How many there are to be."""
    degree: Degree
    """At least this one."""
    discipline: Discipline
    """What it is in; `other` takes any."""
    quote: str
    """The source's own words."""
    basis: str
    """Where they stand."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class EndpointLine:
    """Somewhere data goes, as texts and plans name it."""

    code: str
    """Short name, kept with each exchange."""
    title: str
    """What people read."""
    stale_days: int
    """A running endpoint without a successful exchange for longer is stale."""
    basis: str
    """Number, article and date of what asks for it."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class SecurityLine:
    """A line of the security checklist."""

    code: str
    """Short name, kept with each answer."""
    title: str
    """What people read."""
    quote: str
    """The source's own words."""
    basis: str
    """Where they stand."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class LevelLine:
    """A system whose level a facility declares by its own paper, for its criteria are not known."""

    system: str
    """As plans name it: `HIS`."""
    title: str
    """What people read."""
    levels: tuple[str, ...]
    """Lowest first, as plans word them."""
    basis: str
    """Where the levels stand."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class CommunicationLine:
    """What the plans want told to the public, or celebrated."""

    code: str
    """Short name, kept with each proof."""
    title: str
    """What people read."""
    quote: str
    """The source's own words."""
    basis: str
    """Where they stand."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""


@dataclass(frozen=True)
class ReadinessTable:
    """One edition of what readiness asks of a facility beside its milestones."""

    edition: str
    """Short name of the edition."""
    effective_from: date
    """First day on which it rules."""
    basis: str
    """Number, article and date of what it rests on."""
    certainty: Certainty
    """S, C, I or ?, as everywhere."""
    certificate_roles: tuple[Role, ...]
    """Roles whose holders sign, and so need a certificate of their own."""
    certificate_routes: tuple[CertificateRoute, ...]
    """The ways by which certificates are asked for."""
    training: tuple[TrainingLine, ...] = ()
    """Who is to be trained."""
    staff: tuple[StaffLine, ...] = ()
    """Which staff there is to be."""
    endpoints: tuple[EndpointLine, ...] = ()
    """Where data is to go."""
    security: tuple[SecurityLine, ...] = ()
    """What is looked at beside the level dossier."""
    levels: tuple[LevelLine, ...] = ()
    """Systems whose level is declared."""
    communication: tuple[CommunicationLine, ...] = ()
    """What is told to the public, or celebrated."""
    effective_until: date | None = None
    """Last day on which it rules; null while it lasts."""

    def route(self, code: str) -> CertificateRoute:
        """Raises: NotFound."""
        found = next((one for one in self.certificate_routes if one.code == code), None)
        if found is None:
            raise NotFound("policy", f"certificate route {code}")
        return found
