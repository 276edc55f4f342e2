"""Two signer processes have one person's token open at the same moment, and one of them is killed."""

import asyncio
import os
import random
import sys
from pathlib import Path

from signing.pool import Spare
from tests.signing.beside import sign
from tests.signing.room import Room

MANY, KILLED = 400, 25


async def test_two_signers_use_one_token_and_none_fails(room: Room) -> None:
    """SoftHSM writes a token's file at each login and answers `CKR_GENERAL_ERROR` to whoever reads it half written."""
    spare: Spare = room.desk.pool.take()
    others = [await beside(room.folder, spare) for _ in range(2)]
    ours = await asyncio.to_thread(sign, room.desk.tokens, spare.serial, spare.secret, MANY)
    theirs = [await said(other) for other in others]
    assert (ours, theirs) == (MANY, [".400", ".400"])


async def test_a_signer_that_is_killed_leaves_no_token_half_written(room: Room) -> None:
    """SoftHSM empties a token's file before it writes it; killed in between (35 of 300 tried), it would have lost the person's key."""
    spare: Spare = room.desk.pool.take()
    dice = random.Random(4)
    file = token_file(room.folder, spare)
    for time in range(KILLED):
        other = await beside(room.folder, spare)
        assert other.stdout
        await other.stdout.readexactly(1)
        await asyncio.sleep(dice.uniform(0, 0.02))
        other.kill()
        await other.wait()
        os.truncate(file, 0 if time % 2 else file.stat().st_size)
        began_anew = await beside(room.folder, spare, 1)
        assert await said(began_anew) == ".1"
        assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1, "who was there before goes on too"


async def beside(folder: Path, spare: Spare, many: int = MANY) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "tests.signing.beside", str(folder), spare.serial, spare.secret, str(many))
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)


async def said(process: asyncio.subprocess.Process) -> str:
    return (await process.communicate())[0].decode()


def token_file(folder: Path, spare: Spare) -> Path:
    """Where SoftHSM keeps the token: its serial number is the end of the folder's UUID."""
    return next(one / "token.object" for one in (folder / "tokens").iterdir() if one.name.replace("-", "").endswith(spare.serial))
