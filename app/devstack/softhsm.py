"""SoftHSM for one installation: its configuration and a pool of tokens made ahead.

Tokens are made by a process of its own (`python -m app.devstack.softhsm FOLDER COUNT KIND`), so that whoever asks for
them never loads the module; a running signer sees new ones when it looks again. One token with a P-256 key costs about
5 ms, hence thousands are no matter; RSA keys cost half a second each.
"""

import asyncio
import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

from app.places import softhsm_module
from domain.errors import Unavailable
from signing import module
from signing.gate import Gate
from signing.pool import Pool, Spare
from signing.tokens import KeyKind, OpenToken


def library() -> str:
    """The path of SoftHSM's module. Raises: Unavailable("softhsm")."""
    found = softhsm_module()
    if not found:
        raise Unavailable("softhsm")
    return found


def configure(folder: Path) -> dict[str, str]:
    """Writes SoftHSM's configuration for `folder` (0700); the environment its users need."""
    (folder / "tokens").mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    lines = (
        f"directories.tokendir = {folder.resolve()}/tokens",
        "objectstore.backend = file",
        "log.level = ERROR",
        "slots.removable = false",
    )
    (folder / "softhsm2.conf").write_text("\n".join(lines) + "\n")
    return {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}


def gate(folder: Path, part: str = "signer") -> Gate:
    """Where processes with the tokens of `folder` wait for each other: SoftHSM does not part them."""
    return Gate(folder / "gate.lock", folder / "tokens", part)


def pool(folder: Path) -> Pool:
    """The spare tokens of `folder`."""
    return Pool(folder / "pool.json")


async def fill(folder: Path, count: int, kind: KeyKind = KeyKind.P256, progress: Callable[[int, int], None] = lambda made, of: None) -> int:
    """Tops the pool up to `count` spare tokens; how many were made. `progress` hears (made, to make) after each.

    Raises: Unavailable("softhsm").
    """
    missing = count - pool(folder).count(kind)
    if missing <= 0:
        return 0
    environment = os.environ | configure(folder)
    command = (sys.executable, "-m", "app.devstack.softhsm", str(folder), str(missing), kind)
    maker = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    assert maker.stdout
    async for line in maker.stdout:
        progress(int(line), missing)
    if await maker.wait():
        raise Unavailable("softhsm")
    return missing


def make(path: str, count: int, kind: KeyKind) -> Iterator[Spare]:
    """Makes tokens in this process, one by one, each with its key."""
    for _ in range(count):
        secret = token_hex(16)
        token = initialised(path, f"hsba-{token_hex(8)}", secret)
        with closing(OpenToken(partial(_login, token), secret)) as opened:
            opened.make_key(kind)
        yield Spare(token.serial.decode().strip(), secret, kind)


def initialised(path: str, label: str, secret: str) -> Any:
    """A new token in this process's folder, opened by `secret`; nobody knows the security officer's. Raises: Unavailable("softhsm")."""
    slot, officer = module.load(path).library.get_slots()[-1], token_hex(16)
    init = ctypes.CDLL(path).C_InitToken
    if init(ctypes.c_ulong(slot.slot_id), officer.encode(), ctypes.c_ulong(len(officer)), label.encode().ljust(32)):
        raise Unavailable("softhsm")
    token = slot.get_token()
    with token.open(rw=True, so_pin=officer) as session:
        session.init_pin(secret)
    return token


def _login(token: Any, secret: str) -> Any:
    return token.open(rw=True, user_pin=secret)


def main(folder: str, count: str, kind: str) -> None:
    """Makes `count` tokens and adds them to the pool of `folder`, telling how many are made so far."""
    made = []
    for spare in make(library(), int(count), KeyKind(kind)):
        made.append(spare)
        sys.stdout.write(f"{len(made)}\n")
        sys.stdout.flush()
    pool(Path(folder)).add(made)


if __name__ == "__main__":
    main(*sys.argv[1:])
