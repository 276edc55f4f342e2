"""A certificate is looked at before it signs, and what cannot be judged is refused."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from cryptography.x509 import load_der_x509_certificate

from app.devstack.pki.authority import Authority
from app.devstack.pki.profiles import Kind, Profile
from domain.errors import CertificateRefused
from signing.desk import Subject
from signing.pades import stamp
from signing.revocation import Revocation
from signing.trust import Trust, der
from signing.verification import verify
from tests.signing.conftest import HOSPITAL, NAMES, person
from tests.signing.room import LocalIssuer, Room, mark_of


@pytest.fixture
def request_of(room: Room) -> bytes:
    spare = room.desk.pool.take()
    room.desk.pool.add([spare])
    with room.desk.tokens.open(spare.serial, spare.secret) as token:
        return token.request("Hoàng Minh Đức", HOSPITAL, room.credential(str(person(NAMES["perform"]))).scheme)


async def issued(room: Room, request: bytes, since: timedelta = timedelta(), days: int = 30) -> bytes:
    issuer = LocalIssuer(room.authority, datetime.now(UTC) + since if since else None, days)
    return (await issuer.issue(request, Subject("d-1", "Hoàng Minh Đức", HOSPITAL, "person")))[0]


async def why(revocation: Revocation, certificate: bytes) -> str:
    with pytest.raises(CertificateRefused) as refused:
        await revocation.check_certificate(certificate)
    return refused.value.facts[0]


async def test_a_good_certificate_passes(room: Room, revocation: Revocation, request_of: bytes) -> None:
    await revocation.check_certificate(await issued(room, request_of))


async def test_expired_and_not_yet_valid_are_refused(room: Room, revocation: Revocation, request_of: bytes) -> None:
    assert await why(revocation, await issued(room, request_of, timedelta(days=-10), 5)) == "expired"
    assert await why(revocation, await issued(room, request_of, timedelta(days=1))) == "not_yet_valid"


async def test_a_revoked_certificate_is_refused_once_the_answer_kept_is_old(room: Room, request_of: bytes) -> None:
    certificate = await issued(room, request_of)
    hasty = Revocation(room.trust, fresh=timedelta())
    await hasty.check_certificate(certificate)
    room.authority.revoke(load_der_x509_certificate(certificate).serial_number, "key_compromise")
    assert await why(hasty, certificate) == "revoked"
    await hasty.close()


async def test_a_stranger_and_a_silent_authority_are_refused(room: Room, request_of: bytes, tmp_path: Path) -> None:
    silent = Authority(tmp_path)
    stranger = silent.issue(request_of, Profile(Kind.PERSON, "Hoàng Minh Đức", HOSPITAL, "d-1"))
    both = Revocation(Trust([der(room.authority.root), der(silent.root)], [der(silent.issuing)]), patience=timedelta(seconds=1))
    only_ours = Revocation(room.trust)
    assert await why(only_ours, stranger) == "unknown_issuer"
    assert await why(both, stranger) == "status_unknown"
    await both.close()
    await only_ours.close()


async def test_many_who_ask_a_silent_authority_wait_no_longer_than_one(room: Room, request_of: bytes, tmp_path: Path) -> None:
    silent = Authority(tmp_path)
    certificate = silent.issue(request_of, Profile(Kind.PERSON, "Hoàng Minh Đức", HOSPITAL, "d-1"))
    asked = Revocation(Trust([der(silent.root)], [der(silent.issuing)]), patience=timedelta(seconds=0.5))
    heard: list[asyncio.StreamWriter] = []
    async with await asyncio.start_server(lambda _, writer: heard.append(writer), "127.0.0.1", silent.port):
        begun = monotonic()
        assert await asyncio.gather(*(why(asked, certificate) for _ in range(12))) == ["status_unknown"] * 12
        assert monotonic() - begun < 3
        await asked.close()
        for writer in heard:
            writer.close()
            await writer.wait_closed()
    assert 0 < len(heard) <= 3, "at most once each: OCSP and list of the certificate, list of its authority"


async def test_a_signature_made_after_the_revocation_is_named_one_made_before_stands(room: Room, sheet: bytes) -> None:
    doctor = person("Ngô Văn Khải")
    await room.desk.enrol({"person": str(doctor), "pin": "246810", "name": "Ngô Văn Khải", "facility": HOSPITAL, "profile": "person"})
    mark = mark_of("perform", "Ngô Văn Khải", "", 0)
    before = await stamp(room.sign(sheet, mark, doctor), room.stamps)
    serial = load_der_x509_certificate(room.credential(str(doctor)).certificate).serial_number
    asked = Revocation(room.trust, fresh=timedelta())
    room.authority.revoke(serial, at=datetime.now(UTC) + timedelta(seconds=1))
    assert not any(one.code == "revoked" for one in (await verify(before, room.trust, asked)).findings)
    await asyncio.sleep(2.1)  # time stamps tell whole seconds
    after = await verify(await stamp(room.sign(sheet, mark, doctor), room.stamps), room.trust, asked)
    assert after.signatures[0].revoked
    assert any(one.code == "revoked" for one in after.findings)
    await asked.close()
