"""Two signer processes have one person's token open at the same moment."""

import asyncio
import sys

from signing.pool import Spare
from tests.signing.beside import sign
from tests.signing.room import Room

MANY = 400


async def test_two_signers_use_one_token_and_none_fails(room: Room) -> None:
    """SoftHSM writes a token's file at each login and answers `CKR_GENERAL_ERROR` to whoever reads it half written."""
    spare: Spare = room.desk.pool.take()
    command = (sys.executable, "-m", "tests.signing.beside", str(room.folder), spare.serial, spare.secret, str(MANY))
    others = [await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE) for _ in range(2)]
    ours = await asyncio.to_thread(sign, room.desk.tokens, spare.serial, spare.secret, MANY)
    theirs = [(await other.communicate())[0] for other in others]
    assert (ours, theirs) == (MANY, [b"400", b"400"])
