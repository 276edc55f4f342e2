"""The signing room alone: sign and stamp, no database; `python -m bench.room FOLDER KIND SEEN` is one of its processes."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import uvloop
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack import softhsm
from app.devstack.pki.authority import Authority
from app.devstack.pki.profiles import Kind, Profile
from app.wiring import POLICIES
from bench.steps import DATA
from domain.clock import day
from policies.reader import load
from signing.cms import Scheme
from signing.credentials import Credential, open_key
from signing.pades import SignatureMark, sign, stamp
from signing.sheets import Printer
from signing.timestamps import TimeStamps
from signing.tokens import KeyKind, Tokens
from signing.trust import Trust

PROCESSES = 2
AT_ONCE = 4
DOCUMENTS = 150
"""Signed by each process, after some to warm up."""
WARM = 20
SCHEMES = {KeyKind.P256: Scheme.ECDSA, KeyKind.RSA_2048: Scheme.RSA_PKCS1}
BOX = (60, 60, 220, 110)


async def measure() -> dict[str, Any]:
    """For each kind of key, with and without visible marks: documents a second by two processes, and the share of raw C_Sign."""
    with tempfile.TemporaryDirectory(prefix="hsba-room-") as name:
        folder = Path(name)
        authority = Authority(folder / "pki")
        serving = _stamping(folder)
        try:
            sheets(folder)
            found = {}
            for kind in SCHEMES:
                await softhsm.fill(folder / "tokens", PROCESSES, kind)
                keys = [_key(folder, authority, kind) for _ in range(PROCESSES)]
                for seen in (True, False):
                    found[f"{kind} {'seen' if seen else 'unseen'}"] = await asyncio.to_thread(_both, folder, keys, seen)
        finally:
            serving.terminate()
            serving.wait()
    return found


def _stamping(folder: Path) -> "subprocess.Popen[str]":
    """The development time stamps (DER by hand) in a process of their own, as a service is."""
    command = [sys.executable, "-m", "app.devstack.pki", "--data", str(folder / "pki")]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert serving.stdout
    assert serving.stdout.readline().startswith("ready")
    return serving


def sheets(folder: Path) -> None:
    """Different result sheets, as they are printed."""
    form, printer = load(POLICIES).form("lab-result", day(datetime.now(UTC))), Printer(POLICIES / "forms", "https://hsba.example/look-up/")
    for number in range(20):
        sheet = printer.render(form, {**DATA, "code": f"BENCH{number:07}"})
        (folder / f"{number}.pdf").write_bytes(sheet.pdf)


def printed(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.pdf"))]


def _key(folder: Path, authority: Authority, kind: KeyKind) -> dict[str, Any]:
    """A token of the pool with its certificate, made in a process that ends: the module sees no later tokens."""
    spare = softhsm.pool(folder / "tokens").take(kind)
    asked = subprocess.run(
        [sys.executable, "-m", "bench.room", str(folder), "request", json.dumps([spare.serial, spare.secret, SCHEMES[kind]])],
        capture_output=True,
        check=True,
    )
    certificate = authority.issue(asked.stdout, Profile(Kind.PERSON, "Phạm Văn Hùng", "Bệnh viện", spare.serial))
    chain = [authority.issuing.public_bytes(Encoding.DER).hex()]
    root = authority.root.public_bytes(Encoding.PEM).decode()
    key = {"serial": spare.serial, "secret": spare.secret, "certificate": certificate.hex(), "chain": chain, "kind": kind}
    return {**key, "scheme": SCHEMES[kind], "root": root, "tsa": f"{authority.url}/tsa"}


def _both(folder: Path, keys: list[dict[str, Any]], seen: bool) -> dict[str, float]:
    """Two processes begin at one word."""
    command = [sys.executable, "-m", "bench.room", str(folder), "seen" if seen else "unseen"]
    running = [subprocess.Popen([*command, json.dumps(key)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for key in keys]
    answers: list[dict[str, float]] = []
    for phase in ("raw", "documents"):
        for one in running:
            assert one.stdout
            assert one.stdout.readline() == f"{phase}\n"
        began = time.perf_counter()
        for one in running:
            assert one.stdin
            one.stdin.write("go\n")
            one.stdin.flush()
        told = [json.loads(one.stdout.readline()) for one in running if one.stdout]
        answers.append({"seconds": time.perf_counter() - began, "many": sum(t["many"] for t in told), "cpu": sum(t["cpu"] for t in told)})
    for one in running:
        one.wait()
    raw, made = answers
    rates = raw["many"] / raw["seconds"], made["many"] / made["seconds"]
    return {
        "documents_per_second": round(rates[1], 1),
        "cpu_ms_per_document": round(made["cpu"] / made["many"] * 1000, 2),
        "raw_c_sign_per_second": round(rates[0], 1),
        "share_of_raw": round(rates[1] / rates[0], 3),
    }


def requested(folder: Path, told: str) -> None:
    serial, secret, scheme = json.loads(told)
    with _tokens(folder).open(serial, secret) as token:
        sys.stdout.buffer.write(token.request("Phạm Văn Hùng", "Bệnh viện", Scheme(scheme)))


def _tokens(folder: Path) -> Tokens:
    os.environ.update(softhsm.configure(folder / "tokens"))
    return Tokens(softhsm.library(), softhsm.gate(folder / "tokens"))


async def work(folder: Path, seen: bool, told: str) -> None:
    """One process: raw signatures first, then documents; each begins when told."""
    key = json.loads(told)
    chain = tuple(map(bytes.fromhex, key["chain"]))
    credential = Credential("x", key["serial"], bytes.fromhex(key["certificate"]), chain, KeyKind(key["kind"]), Scheme(key["scheme"]))
    tokens, secret = _tokens(folder), key["secret"]
    stamps = TimeStamps(key["tsa"], Trust([key["root"].encode()]))
    heads = printed(folder)
    mark = SignatureMark(
        "performed-1", "Phạm Văn Hùng", "Ký", "Hưng Yên", datetime.now(UTC), BOX if seen else None, title="Người thực hiện"
    )

    def seal(head: bytes) -> bytes:
        with open_key(tokens, credential, secret) as opened:
            return sign(head, mark, opened)

    async def documents(many: int) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with gate:
                await stamp(await asyncio.to_thread(seal, heads[number % len(heads)]), stamps)

        await asyncio.gather(*map(one, range(many)))

    await documents(WARM)
    _told("raw", lambda: _raw(tokens, credential, secret, 400))
    sys.stdout.write("documents\n")
    sys.stdout.flush()
    sys.stdin.readline()
    used = time.process_time()
    await documents(DOCUMENTS)
    _say({"many": DOCUMENTS, "cpu": time.process_time() - used})
    await stamps.close()


def _raw(tokens: Tokens, credential: Credential, secret: str, many: int) -> int:
    """C_Sign as the house asks for it: with the secret at every signature."""
    digest = sha256(b"").digest()
    with open_key(tokens, credential, secret) as opened:
        for _ in range(many):
            opened.sign_digest(digest, credential.scheme)
    return many


def _told(phase: str, run: Callable[[], int]) -> None:
    sys.stdout.write(f"{phase}\n")
    sys.stdout.flush()
    sys.stdin.readline()
    used = time.process_time()
    many = run()
    _say({"many": many, "cpu": time.process_time() - used})


def _say(said: dict[str, float]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    where, what, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    if what == "request":
        requested(where, words)
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work(where, what == "seen", words))
