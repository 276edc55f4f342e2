"""Knocks at the signer's door: what the web and the command line use. Holds no key."""

import asyncio
import json
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import Refusal, Unavailable, kinds
from domain.names import FacilityId, PersonId
from signing.cms import Scheme
from signing.door import LARGEST
from signing.tickets import Reviewed, Unchecked
from signing.tokens import KeyKind

KINDS = kinds()


@dataclass(frozen=True)
class Enrolled:
    """A token with its certificate (DER) and the authorities above it."""

    serial: str
    certificate: bytes
    chain: tuple[bytes, ...]


class SignerClient:
    """Asks the signer; every method also raises Unavailable("signer")."""

    def __init__(self, path: Path, patience: float = 10.0) -> None:
        """`patience` in seconds, for one answer."""
        self._path = path
        self._patience = patience

    async def ticket(
        self,
        person: PersonId,
        pin: str,
        reviewed: Iterable[Reviewed],
        organisation: FacilityId | None = None,
        unchecked: Unchecked = Unchecked.REFUSE,
    ) -> str:
        """A ticket for exactly these documents. Raises: Malformed, PinRefused(tries left), PinLocked, CertificateRefused,
        StatusUnchecked."""
        things = [[str(one.document), one.version, one.content] for one in reviewed]
        asked = {"person": str(person), "pin": pin, "set": things, "organisation": organisation, "unchecked": unchecked}
        return str(await self._ask("ticket", **asked))

    async def enrol(
        self,
        person: PersonId,
        pin: str,
        name: str,
        facility: str,
        profile: str,
        kind: KeyKind = KeyKind.P256,
        scheme: Scheme = Scheme.ECDSA,
    ) -> Enrolled:
        """Gives a person a token, opened by `pin`, and a certificate. Raises: Malformed (PIN), Unavailable."""
        said = await self._ask(
            "enrol", person=str(person), pin=pin, name=name, facility=facility, profile=profile, kind=kind, scheme=scheme
        )
        return _enrolled(said)

    async def enrol_organisation(self, organisation: FacilityId, name: str, profile: str) -> Enrolled:
        """Gives an organisation a token and a certificate. Raises: Unavailable."""
        return _enrolled(await self._ask("enrol_organisation", organisation=organisation, name=name, facility=name, profile=profile))

    async def change_pin(self, person: PersonId, old: str, new: str) -> None:
        """Raises: PinRefused(tries left), PinLocked, CertificateRefused, Malformed."""
        await self._ask("change_pin", person=str(person), old=old, new=new)

    async def status(self) -> dict[str, int]:
        """How many tokens there are, and how many are spare."""
        found: dict[str, int] = await self._ask("status")
        return found

    async def _ask(self, ask: str, **what: object) -> Any:
        try:
            async with asyncio.timeout(self._patience):
                said = await self._exchange(json.dumps({"ask": ask, **what}).encode())
        except (OSError, TimeoutError, ValueError):
            raise Unavailable("signer") from None
        if name := said.get("refusal"):
            raise KINDS.get(name, Refusal)(*said["facts"])
        return said["answer"]

    async def _exchange(self, line: bytes) -> dict[str, Any]:
        reader, writer = await asyncio.open_unix_connection(self._path, limit=LARGEST)
        try:
            writer.write(line + b"\n")
            await writer.drain()
            said: dict[str, Any] = json.loads(await reader.readline())
            return said
        finally:
            writer.close()


def _enrolled(said: dict[str, Any]) -> Enrolled:
    return Enrolled(said["serial"], b64decode(said["certificate"]), tuple(map(b64decode, said["chain"])))
