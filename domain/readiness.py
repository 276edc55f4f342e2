"""What a facility prepares beside its milestones, as data: who needs a certificate, by which route it is asked for."""

from dataclasses import dataclass
from datetime import date

from domain.basis import Certainty
from domain.errors import NotFound
from domain.people import Role


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
    effective_until: date | None = None
    """Last day on which it rules; null while it lasts."""

    def route(self, code: str) -> CertificateRoute:
        """Raises: NotFound."""
        found = next((one for one in self.certificate_routes if one.code == code), None)
        if found is None:
            raise NotFound("policy", f"certificate route {code}")
        return found
