"""Two signer processes have one person's token open at the same moment; one is killed, a disk is full, the power goes."""

import asyncio
import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from signing.pool import Spare
from tests.signing.beside import sign
from tests.signing.room import Room

MANY, KILLED = 400, 25


@pytest.fixture
def spare(room: Room) -> Spare:
    return room.desk.pool.take()


async def test_two_signers_use_one_token_and_none_fails(room: Room, spare: Spare) -> None:
    """SoftHSM writes a token's file at each login and answers `CKR_GENERAL_ERROR` to whoever reads it half written."""
    others = [await beside(room.folder, spare) for _ in range(2)]
    ours = await asyncio.to_thread(sign, room.desk.tokens, spare.serial, spare.secret, MANY)
    theirs = [await said(other) for other in others]
    assert (ours, theirs) == (MANY, [".400", ".400"])


async def test_a_signer_that_is_killed_leaves_no_token_half_written(room: Room, spare: Spare) -> None:
    """SoftHSM empties a token's file before it writes it; killed in between (35 of 300 tried), it would have lost the person's key."""
    dice = random.Random(4)
    for _ in range(KILLED):
        other = await beside(room.folder, spare)
        assert other.stdout
        await other.stdout.readexactly(1)
        await asyncio.sleep(dice.uniform(0, 0.02))
        other.kill()
        await other.wait()
        assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1


@pytest.mark.parametrize("left", [0, 14])
async def test_a_torn_file_is_put_back_by_who_was_there_and_by_who_begins(room: Room, spare: Spare, left: int) -> None:
    file = token_file(room.folder, spare)
    assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1
    os.truncate(file, left)
    assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1, "a signer that was there before"
    os.truncate(file, left)
    assert await said(await beside(room.folder, spare, 1)) == ".1", "a signer that begins"
    assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1


async def test_a_new_pin_is_not_undone_by_what_is_put_back(room: Room, spare: Spare) -> None:
    with room.desk.tokens.open(spare.serial, spare.secret, alone=True) as token:
        token.change_secret("N" * 43)
    os.truncate(token_file(room.folder, spare), 0)
    new = replace(spare, secret="N" * 43)
    assert await said(await beside(room.folder, new, 1)) == ".1", "a signer that begins knows nothing but the files"
    assert sign(room.desk.tokens, new.serial, new.secret, 1) == 1


async def test_a_full_disk_loses_no_token(room: Room, spare: Spare) -> None:
    assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1
    other = await beside(room.folder, spare, 1, "100")
    assert await said(other) == ".", "it cannot sign"
    assert await said(await beside(room.folder, spare, 1)) == ".1"
    assert sign(room.desk.tokens, spare.serial, spare.secret, 1) == 1


async def beside(folder: Path, spare: Spare, many: int = MANY, longest: str = "") -> asyncio.subprocess.Process:
    """`longest`: bytes that no file of the other process may exceed."""
    command = [sys.executable, "-m", "tests.signing.beside", str(folder), spare.serial, spare.secret, str(many), longest]
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)


async def said(process: asyncio.subprocess.Process) -> str:
    return (await process.communicate())[0].decode()


def token_file(folder: Path, spare: Spare) -> Path:
    """Where SoftHSM keeps the token: its serial number is the end of the folder's UUID."""
    return next(one / "token.object" for one in (folder / "tokens").iterdir() if one.name.replace("-", "").endswith(spare.serial))
