"""`python -m app.devstack.first_link`: at each start of a real facility, makes a link while there is no administrator."""

import asyncio
import os

from app import wiring
from app.devstack import welcome
from app.devstack.installation import mark
from app.settings import Settings
from domain.errors import WrongState
from services import founding


async def renew(settings: Settings) -> str:
    """A new link, and the text that tells it; the ones before are void. Raises: WrongState once there is an administrator."""
    async with wiring.database(settings) as sessions:
        token = await founding.invite(sessions, wiring.now)
    return welcome.link_text(settings, token, wiring.now() + founding.LASTS)


def main() -> None:
    """Keeps a link that is good; once somebody administers there is nothing more to say."""
    settings = Settings.read(dict(os.environ))
    if welcome.said(settings):
        return
    try:
        welcome.write(settings, asyncio.run(renew(settings)))
    except WrongState:
        welcome.file_of(settings).unlink(missing_ok=True)
        mark(settings.data, founded=True)


if __name__ == "__main__":
    main()
