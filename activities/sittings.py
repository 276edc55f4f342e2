"""One chunk's hour at the signing room: what was told once, and cannot change meanwhile, is not asked again for each document."""

from datetime import datetime, timedelta
from typing import Protocol

from domain.names import PersonId
from signing.credentials import Credential
from signing.tickets import Capacity, Opened, Reviewed, Tickets


class Redeems(Protocol):
    def redeem(self, ticket: str, person: PersonId, one: Reviewed, now: datetime) -> Capacity:
        """The key this ticket opens for this document. Raises: TicketRefused."""
        ...


class Knows(Protocol):
    async def of(self, owner: str) -> Credential:
        """Whose key is where. Raises: CertificateRefused("missing")."""
        ...


class Trust(Protocol):
    async def check_certificate(self, certificate: bytes, chain: tuple[bytes, ...], now: datetime, fresh: timedelta) -> None:
        """Raises: CertificateRefused."""
        ...


class TicketsOnce:
    """Opens each ticket once; its days and its set are looked at for every document."""

    def __init__(self, tickets: Tickets) -> None:
        self.tickets = tickets
        self.opened: dict[str, Opened] = {}

    def redeem(self, ticket: str, person: PersonId, one: Reviewed, now: datetime) -> Capacity:
        if ticket not in self.opened:
            self.opened[ticket] = self.tickets.opened(ticket)
        return self.opened[ticket].redeem(person, one, now)


class CredentialsOnce:
    """Looks for each owner's key once."""

    def __init__(self, credentials: Knows) -> None:
        self.credentials = credentials
        self.found: dict[str, Credential] = {}

    async def of(self, owner: str) -> Credential:
        if owner not in self.found:
            self.found[owner] = await self.credentials.of(owner)
        return self.found[owner]


class TrustOnce:
    """Asks of a good certificate once; of one that was refused, each time."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self.good: set[bytes] = set()

    async def check_certificate(self, certificate: bytes, chain: tuple[bytes, ...], now: datetime, fresh: timedelta) -> None:
        if certificate not in self.good:
            await self.trust.check_certificate(certificate, chain, now, fresh)
            self.good.add(certificate)
