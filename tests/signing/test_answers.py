"""Answers of authorities are kept and shared: nobody waits for what is known, and a revocation learnt stays learnt."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate, ocsp

from app.devstack.pki.authority import Authority
from app.devstack.pki.server import serving
from domain.errors import CertificateRefused
from signing.answers import Answer, Memory, Place
from signing.desk import Subject
from signing.revocation import Revocation, places
from signing.status import ocsp_status
from signing.trust import Trust, der
from tests.signing.conftest import HOSPITAL, NAMES, person
from tests.signing.room import LocalIssuer, Room

HOUR = timedelta(hours=1)


@dataclass
class Watch:
    """A clock that is moved on by hand."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Town:
    """An authority of its own that can be silenced, and a certificate of it."""

    authority: Authority
    trust: Trust
    certificate: bytes
    watch: Watch
    answers: Memory = field(default_factory=Memory)

    @property
    def link(self) -> tuple[Certificate, Certificate]:
        return load_der_x509_certificate(self.certificate), self.authority.issuing

    def asker(self, fresh: timedelta = HOUR) -> Revocation:
        return Revocation(self.trust, fresh, timedelta(seconds=1), self.watch, self.answers)


@pytest.fixture
async def town(room: Room, tmp_path: Path) -> Town:
    watch = Watch()
    authority = Authority(tmp_path / "pki", clock=watch)
    spare = room.desk.pool.take()
    room.desk.pool.add([spare])
    with room.desk.tokens.open(spare.serial, spare.secret) as token:
        request = token.request("Hoàng Minh Đức", HOSPITAL, room.credential(str(person(NAMES["perform"]))).scheme)
    certificate, *_ = await LocalIssuer(authority).issue(request, Subject("d-1", "Hoàng Minh Đức", HOSPITAL, "person"))
    return Town(authority, Trust([der(authority.root)], [der(authority.issuing)]), certificate, watch)


async def why(asked: Revocation, certificate: bytes) -> str:
    with pytest.raises(CertificateRefused) as refused:
        await asked.check_certificate(certificate)
    return refused.value.facts[0]


async def test_what_one_process_asked_another_need_not(town: Town) -> None:
    """Signer, worker and scheduler share the answers; the authority may be away for as long as they last."""
    scheduler, signer = town.asker(), town.asker()
    async with serving(town.authority):
        await scheduler.check_certificate(town.certificate)
    await signer.check_certificate(town.certificate)
    town.watch.ahead = timedelta(minutes=9)
    await signer.check_certificate(town.certificate)
    await scheduler.close()
    await signer.close()


async def test_a_silent_authority_is_waited_for_once_and_its_word_holds_until_it_ends(town: Town) -> None:
    asked = town.asker(fresh=timedelta(minutes=1))
    async with serving(town.authority):
        await asked.check_certificate(town.certificate)
    town.watch.ahead = timedelta(minutes=5)
    await asked.check_certificate(town.certificate)
    town.watch.ahead = timedelta(minutes=11)
    assert await why(asked, town.certificate) == "status_unknown"
    await asked.close()


async def test_preservation_takes_nothing_older_than_it_asks_for(town: Town) -> None:
    asked = town.asker()
    async with serving(town.authority):
        before = await asked.of(*town.link)
        town.watch.ahead = timedelta(minutes=2)
        assert (await asked.of(*town.link)).der == before.der
        assert (await asked.of(*town.link, since=town.watch())).der != before.der
    town.watch.ahead = timedelta(minutes=4)
    with pytest.raises(CertificateRefused):
        await asked.of(*town.link, since=town.watch())
    await asked.close()


async def test_a_revocation_learnt_outlives_its_answer(town: Town) -> None:
    """Also when the list that is left was made before the revocation."""
    asked = town.asker(fresh=timedelta(minutes=1))
    old_list = town.authority.crl()
    async with serving(town.authority):
        town.watch.ahead = timedelta(minutes=5)
        town.authority.revoke(town.link[0].serial_number, "key_compromise")
        assert await why(asked, town.certificate) == "revoked"
    there = Place(town.authority.issuing.fingerprint(SHA256()).hex(), f"{town.authority.url}/ca.crl", True)
    now = town.watch()
    await town.answers.keep(there, town.link, Answer(old_list, now - timedelta(minutes=5), now + HOUR, 0, now))
    for minutes in (6, 12, 90):
        town.watch.ahead = timedelta(minutes=minutes)
        assert await why(asked, town.certificate) == "revoked"
    await asked.close()


def without_end(town: Town) -> bytes:
    """What some authorities answer: good, as of now, and newer is to be had always."""
    issuing = town.authority.vault.identity("issuing", lambda: pytest.fail("made at the beginning"))
    said = ocsp.OCSPResponseBuilder().add_response(*town.link, SHA256(), ocsp.OCSPCertStatus.GOOD, town.watch(), None, None, None)
    said = said.responder_id(ocsp.OCSPResponderEncoding.HASH, issuing.certificate)
    return said.sign(issuing.key, SHA256()).public_bytes(Encoding.DER)


async def test_an_answer_that_names_no_end_is_of_its_moment(town: Town) -> None:
    """RFC 6960 §4.2.2.1: newer is to be had always. It counts now, and is asked for again soon."""
    asked, said = town.asker(), ocsp_status(without_end(town), *town.link)
    there = places(town.link)[0]
    await town.answers.keep(there, town.link, Answer(said.der, said.at, said.until, said.revoked, town.watch()))
    assert (await asked.of(*town.link)).der == said.der
    town.watch.ahead = timedelta(minutes=6)
    with pytest.raises(CertificateRefused) as refused:
        await asked.of(*town.link)
    assert refused.value.facts == ("status_unknown", f"{town.link[0].serial_number:x}"), "a number, never whose it is"
    await asked.close()


def answer(minute: int, revoked: int, asked: int) -> Answer:
    at = datetime(2026, 11, 27, 8, minute, tzinfo=UTC)
    return Answer(f"{minute}/{revoked}".encode(), at, at + HOUR, revoked, datetime(2026, 11, 27, 9, asked, tzinfo=UTC))


async def test_an_older_answer_never_takes_the_place_of_a_newer_one() -> None:
    """Of two of the same second the one that knows of a revocation is the newer."""
    kept, there = Memory(), Place("a" * 64, "http://ca.example/ocsp", False)
    link = (None, None)
    for new, stays in ((answer(5, 0, 1), "5/0"), (answer(5, 1, 2), "5/1"), (answer(5, 0, 3), "5/1"), (answer(4, 0, 4), "5/1")):
        assert (await kept.keep(there, link, new)).der.decode() == stays  # type: ignore[arg-type]
        assert ((await kept.find(there)).answer or new).asked_at == new.asked_at
    assert (await kept.keep(there, link, answer(6, 0, 5))).der == b"6/0"  # type: ignore[arg-type]


async def test_a_batch_asks_once_for_each_certificate(town: Town) -> None:
    heard: list[bytes] = []

    async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = (
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0] or 0)) if b"POST" in head else b""
        )
        heard.append(head.split(b" ")[1])
        said = town.authority.ocsp(body) if body else town.authority.root_crl()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(said), said))
        await writer.drain()
        writer.close()

    asked = town.asker()
    async with await asyncio.start_server(answers, "127.0.0.1", town.authority.port):
        await asyncio.gather(*(asked.check_certificate(town.certificate) for _ in range(50)))
        for _ in range(50):
            await asked.check_certificate(town.certificate)
        await asked.close()
    assert sorted(heard) == [b"/ocsp", b"/root.crl"]
