"""The authority as a process of its own: it starts, stays what it was, and leaves quickly."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import aiohttp
from cryptography import x509

from app.devstack.pki.authority import Authority
from tests.app.pki.conftest import DOCTOR, csr


async def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    data = tmp_path / "pki"
    first = await _start(data)
    url = await _ready(first)
    async with aiohttp.ClientSession(url) as web:
        assert (await (await web.get("/health")).json()) == {"state": "ok", "stand_in": True, "stamps": True}
        assert (await web.post("/tsa/outage", json={"down": True})).status == 404
        root = await (await web.get("/root.pem")).text()
        second = await _start(data)
        assert await second.wait() == 1
    warned = await _ended(first)
    assert "DevelopmentWarning" in warned
    assert (data / "port").read_text() == url.rsplit(":")[-1]
    assert data.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in data.iterdir() if path.stat().st_mode & 0o077} == set()
    again = await _start(data)
    assert await _ready(again) == url
    async with aiohttp.ClientSession(url) as web:
        assert await (await web.get("/root.pem")).text() == root
    await _ended(again)


async def test_another_port_than_the_certificates_name_is_refused(tmp_path: Path) -> None:
    kept = Authority(tmp_path / "pki").port
    process = await _start(tmp_path / "pki", "--port", str(kept + 1))
    assert await process.wait() == 1
    assert process.stderr
    assert f"certificates name port {kept}" in (await process.stderr.read()).decode()


def test_what_was_revoked_stays_revoked_after_a_crash(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "pki")
    doctor = x509.load_der_x509_certificate(authority.issue(csr(), DOCTOR))
    authority.revoke(doctor.serial_number, "key_compromise")
    with (tmp_path / "pki" / "ledger.jsonl").open("ab") as ledger:
        ledger.write(b'{"serial": "beef", "subj')
    again = x509.load_der_x509_crl(Authority(tmp_path / "pki").crl())
    assert again.get_revoked_certificate_by_serial_number(doctor.serial_number)
    assert len(again) == 1


async def _start(data: Path, *more: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "app.devstack.pki", "--data", str(data), *more]
    return await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)


async def _ready(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    assert line.startswith("ready http://127.0.0.1:"), line
    return line.split()[1]


async def _ended(process: asyncio.subprocess.Process) -> str:
    """What it wrote to stderr; it must be gone within two seconds."""
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, errors = await process.communicate()
    assert process.returncode == 0
    assert time.monotonic() - started < 2
    return errors.decode()
