"""A card is lost: list and OCSP say so, to OpenSSL as to everybody."""

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from app.devstack.pki.authority import Authority, NeverIssued
from tests.app.pki.conftest import DOCTOR, Enrol
from tests.app.pki.openssl import openssl

LOST = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


async def test_openssl_hears_good_then_revoked(
    server: object, authority: Authority, enrol: Enrol, trusted: Path, tmp_path: Path, web: aiohttp.ClientSession
) -> None:
    doctor, issuing = enrol(DOCTOR), tmp_path / "issuing.pem"
    (tmp_path / "doctor.pem").write_bytes(doctor.public_bytes(Encoding.PEM))
    issuing.write_bytes(authority.issuing.public_bytes(Encoding.PEM))
    ask = ["ocsp", "-issuer", issuing, "-cert", tmp_path / "doctor.pem", "-url", f"{authority.url}/ocsp", "-CAfile", trusted]
    said = await openssl(*ask)
    assert "Response verify OK" in said
    assert "doctor.pem: good" in said
    body = {"serial": f"{doctor.serial_number:x}", "reason": "key_compromise", "at": LOST.isoformat()}
    assert (await web.post("/revoke", json=body)).status == 401
    assert (await web.post("/revoke", json=body, headers={"Authorization": f"Bearer {authority.secret}"})).status == 200
    said = await openssl(*ask)
    assert "doctor.pem: revoked" in said
    assert "Reason: keyCompromise" in said
    assert "Revocation Time: Nov 20 07:30:00 2026 GMT" in said


async def test_openssl_reads_the_list(authority: Authority, enrol: Enrol, trusted: Path, tmp_path: Path) -> None:
    doctor = enrol(DOCTOR)
    authority.revoke(doctor.serial_number, "cessation_of_operation")
    (tmp_path / "ca.crl").write_bytes(authority.crl())
    said = await openssl("crl", "-inform", "DER", "-in", tmp_path / "ca.crl", "-CAfile", trusted, "-noout", "-text")
    assert "verify OK" in said
    assert f"{doctor.serial_number:X}" in said
    assert "Cessation Of Operation" in said


def test_numbers_of_lists_grow_and_they_say_when_the_next_comes(authority: Authority) -> None:
    first, second = (x509.load_der_x509_crl(authority.crl()) for _ in range(2))
    numbers = [crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number for crl in (first, second)]
    assert numbers[0] <= numbers[1]
    assert first.next_update_utc
    assert first.next_update_utc > datetime.now(UTC)


async def test_the_stamper_is_good_and_a_stranger_unknown(authority: Authority, web: aiohttp.ClientSession) -> None:
    known = ocsp.OCSPRequestBuilder().add_certificate(authority.stamper, authority.issuing, SHA256())
    asked = known.build()
    stranger = ocsp.OCSPRequestBuilder().add_certificate_by_hash(asked.issuer_name_hash, asked.issuer_key_hash, 4711, SHA256())
    for question, status in ((known, ocsp.OCSPCertStatus.GOOD), (stranger, ocsp.OCSPCertStatus.UNKNOWN)):
        nonce = x509.OCSPNonce(b"asked only once.")
        answer = ocsp.load_der_ocsp_response(await _ask(web, question.add_extension(nonce, False).build()))
        assert answer.certificate_status == status
        assert answer.extensions.get_extension_for_class(x509.OCSPNonce).value == nonce
        assert answer.next_update_utc
        assert (answer.next_update_utc - answer.this_update_utc).total_seconds() == 600
        assert answer.certificates[0].extensions.get_extension_for_class(x509.OCSPNoCheck)


async def test_a_question_in_the_address_is_answered(authority: Authority, web: aiohttp.ClientSession) -> None:
    question = ocsp.OCSPRequestBuilder().add_certificate(authority.stamper, authority.issuing, SHA256()).build()
    said = await web.get(f"/ocsp/{quote(b64encode(question.public_bytes(Encoding.DER)), safe='')}")
    assert ocsp.load_der_ocsp_response(await said.read()).certificate_status == ocsp.OCSPCertStatus.GOOD


async def test_another_authoritys_certificate_is_not_its_business(authority: Authority, web: aiohttp.ClientSession) -> None:
    question = ocsp.OCSPRequestBuilder().add_certificate(authority.issuing, authority.root, SHA256()).build()
    answer = ocsp.load_der_ocsp_response(await _ask(web, question))
    assert answer.response_status == ocsp.OCSPResponseStatus.UNAUTHORIZED


async def test_nonsense_is_malformed(web: aiohttp.ClientSession) -> None:
    answer = await web.post("/ocsp", data=b"khong phai DER")
    assert ocsp.load_der_ocsp_response(await answer.read()).response_status == ocsp.OCSPResponseStatus.MALFORMED_REQUEST


async def test_what_was_never_issued_cannot_be_revoked(authority: Authority, web: aiohttp.ClientSession) -> None:
    with pytest.raises(NeverIssued):
        authority.revoke(4711)
    headers = {"Authorization": f"Bearer {authority.secret}"}
    assert (await web.post("/revoke", json={"serial": "abc"}, headers=headers)).status == 404


async def _ask(web: aiohttp.ClientSession, question: ocsp.OCSPRequest) -> bytes:
    answer = await web.post("/ocsp", data=question.public_bytes(Encoding.DER))
    assert answer.content_type == "application/ocsp-response"
    return await answer.read()
