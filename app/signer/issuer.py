"""The development certificate authority, asked for certificates; production's come from a licensed CA by its own way."""

from base64 import b64decode, b64encode
from http import HTTPStatus

import aiohttp

from app import ports
from app.settings import Settings
from domain.errors import Unavailable
from signing.desk import Subject


class DevelopmentIssuer:
    """`POST /issue` of `app.devstack.pki`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def issue(self, request: bytes, subject: Subject) -> tuple[bytes, ...]:
        """Raises: Unavailable("issuer") where no development authority runs or it refuses."""
        kept = self.settings.data / "pki" / "secret"
        if "tsa_url" in self.settings.given or not kept.exists():
            raise Unavailable("issuer")
        url = f"http://127.0.0.1:{ports.kept(self.settings.data)['pki']}/issue"
        asked = {"request": b64encode(request).decode(), "profile": _profile(subject)}
        headers = {"Authorization": f"Bearer {kept.read_text().strip()}"}
        try:
            async with aiohttp.ClientSession() as http, http.post(url, json=asked, headers=headers) as answer:
                if answer.status != HTTPStatus.OK:
                    raise Unavailable("issuer", (await answer.text())[:200])
                said = await answer.json()
        except aiohttp.ClientError:
            raise Unavailable("issuer") from None
        return b64decode(said["certificate"]), *map(b64decode, said["chain"])


def _profile(subject: Subject) -> dict[str, str]:
    return {
        "kind": subject.profile,
        "common_name": subject.name,
        "organisation": subject.facility,
        "person": subject.owner,
    }
