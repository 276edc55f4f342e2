"""A certificate that is revoked, over, not yet valid or missing signs nothing; a new one does."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.x509 import load_der_x509_certificate

from domain.errors import CertificateRefused, WrongState
from domain.roles import Role
from services import signatures
from services.messages import CERTIFICATE
from signing.desk import Subject
from signing.pins import token_secret
from tests.care import delivered, newcomer, refusal, reviewed, sign
from tests.people import FACILITIES, HOSPITAL, LAB, PIN, Someone
from tests.signing.room import LocalIssuer
from tests.stack import Stack


async def technician(stack: Stack, login: str, name: str) -> Someone:
    return await newcomer(stack, login, name, Role.TECHNICIAN, department=LAB)


async def enrolled(stack: Stack, one: Someone, since: datetime | None = None, days: int = 30) -> bytes:
    """A token with a certificate of the development authority, valid from and for as long as told."""
    desk = replace(stack.keys, issuer=LocalIssuer(stack.authority, since, days))
    await desk.enrol({"person": str(one.id), "pin": PIN, "name": one.name, "facility": FACILITIES[HOSPITAL][0], "profile": "person"})
    return (await stack.keys.credentials.of(str(one.id))).certificate


async def renewed(stack: Stack, one: Someone) -> None:
    """A new certificate for the same key, as the authority gives it apart from the signer's door."""
    kept = await stack.keys.credentials.of(str(one.id))
    secret = await asyncio.to_thread(token_secret, PIN, stack.keys.pepper, str(one.id), stack.keys.cost)
    with stack.keys.tokens.open(kept.serial, secret) as token:
        request = token.request(one.name, FACILITIES[HOSPITAL][0], kept.scheme)
    certificate, *_ = await LocalIssuer(stack.authority).issue(request, Subject(kept.owner, one.name, FACILITIES[HOSPITAL][0], "person"))
    await stack.keys.credentials.keep(replace(kept, certificate=certificate))


async def test_without_a_certificate(stack: Stack) -> None:
    one = await technician(stack, "ktv.chua", "Đinh Thị Chưa")
    _, _, seen = await delivered(stack, one)
    told = await refusal(CertificateRefused, signatures.sign(stack.by(one), [seen], PIN))
    assert told == "Chứng thư số của anh/chị chưa được cấp. Liên hệ phòng công nghệ thông tin để được cấp lại."


async def test_a_revoked_one_is_refused_and_a_new_one_signs(stack: Stack) -> None:
    one = await technician(stack, "ktv.thuhoi", "Bùi Văn Thu")
    certificate = load_der_x509_certificate(await enrolled(stack, one))
    stack.authority.revoke(certificate.serial_number, "key_compromise")
    _, _, seen = await delivered(stack, one)
    told = await refusal(CertificateRefused, signatures.sign(stack.by(one), [seen], PIN))
    assert re.search(r"đã bị thu hồi \(\d\d:\d\d \d\d/\d\d/\d{4}\)\. Liên hệ", told)
    assert not (await signatures.read(stack.by(one), seen.document)).newest.chain.signatures
    await refusal(WrongState, enrolled(stack, one))
    await renewed(stack, one)
    await sign(stack, one, seen.document)


@pytest.mark.parametrize(
    ("login", "since", "words"),
    [("ktv.hethan", timedelta(days=-40), "đã hết hạn"), ("ktv.tuonglai", timedelta(days=2), "chưa có hiệu lực")],
)
async def test_outside_its_days(stack: Stack, login: str, since: timedelta, words: str) -> None:
    one = await technician(stack, login, "Cao Thị Hạn")
    await enrolled(stack, one, datetime.now(UTC) + since)
    _, _, seen = await delivered(stack, one)
    told = await refusal(CertificateRefused, signatures.sign(stack.by(one), [seen], PIN))
    assert f"Chứng thư số của anh/chị {words} (" in told
    assert seen == await reviewed(stack, one, seen.document)


def test_every_reason_has_its_words() -> None:
    """The codes `signing` gives (signing/revocation.py, signing/trust.py)."""
    given = {"missing", "revoked", "expired", "not_yet_valid", "unknown_issuer", "usage", "status_unknown"}
    assert set(CERTIFICATE) == given
