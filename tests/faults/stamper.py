"""`python -m tests.faults.stamper DOCUMENT VERSION`: hands that stamp late, stopped between the token and the row, to be killed there."""

import asyncio
import sys
from dataclasses import replace
from uuid import UUID

from activities.documents import Of
from activities.preserving import Preservation
from activities.stamps import Stamps
from app import wiring
from app.settings import Settings
from domain.names import DocumentId, Sha256
from store.blobs import Shelf


class Stopped(Shelf):
    """Says that it has the stamped file, and goes no further."""

    async def put(self, key: str, content: bytes) -> Sha256:
        digest = await super().put(key, content)
        sys.stdout.write("stamped\n")
        sys.stdout.flush()
        await asyncio.sleep(3600)
        return digest


async def main(of: Of) -> None:
    settings = Settings.read()
    async with wiring.database(settings) as sessions, wiring.stamping(settings, sessions) as (revocation, stamps):
        desk = wiring.desk(settings, sessions)
        desk = replace(desk, shelf=Stopped(desk.shelf.folder, desk.shelf.keys, desk.shelf.archive))
        await Stamps(desk, Preservation(revocation, stamps, stamps.late)).stamp(of)


if __name__ == "__main__":
    asyncio.run(main(Of(DocumentId(UUID(sys.argv[1])), int(sys.argv[2]))))
