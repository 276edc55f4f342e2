"""A person is enrolled: the certificate names them, and its addresses lead somewhere."""

import base64
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from app.devstack.pki.authority import Authority, RequestRefused
from app.devstack.pki.profiles import SIGNING_POLICY, Kind, Profile
from tests.app.pki.conftest import DOCTOR, Enrol, csr
from tests.app.pki.openssl import openssl


def test_the_name_keeps_every_mark(enrol: Enrol) -> None:
    subject = enrol(DOCTOR).subject
    assert [a.value for a in subject] == ["VN", "Bệnh viện đa khoa tỉnh Hưng Yên", "BS-0102", "Nguyễn Thị Thuỳ Hạnh"]


def test_a_decomposed_name_is_composed(enrol: Enrol) -> None:
    split = Profile(Kind.PERSON, "Vu\u031b\u0303 Thi\u0323 Ye\u0302\u0301n", "Trạm y tế", "P-1")
    assert enrol(split).subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value == "Vữ Thị Yến"


def test_the_key_may_sign_and_not_deny(enrol: Enrol) -> None:
    extensions = enrol(DOCTOR).extensions
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.content_commitment, usage.value.digital_signature, usage.value.key_cert_sign) == (True, True, False)
    assert extensions.get_extension_for_class(x509.CertificatePolicies).value[0].policy_identifier == SIGNING_POLICY


async def test_its_addresses_answer(web: aiohttp.ClientSession, authority: Authority, enrol: Enrol) -> None:
    extensions = enrol(DOCTOR).extensions
    points = extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    access = extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    issuers = [a for a in access if a.access_method == AuthorityInformationAccessOID.CA_ISSUERS]
    crl = await (await web.get(points[0].full_name[0].value)).read()
    assert x509.load_der_x509_crl(crl).issuer == authority.issuing.subject
    issuing = await (await web.get(issuers[0].access_location.value)).read()
    assert x509.load_der_x509_certificate(issuing) == authority.issuing
    root = authority.issuing.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value[0]
    assert await (await web.get(root.access_location.value)).read() == authority.root.public_bytes(Encoding.DER)


async def test_openssl_trusts_it_with_every_list(authority: Authority, enrol: Enrol, trusted: Path, tmp_path: Path) -> None:
    (tmp_path / "doctor.pem").write_bytes(enrol(DOCTOR).public_bytes(Encoding.PEM))
    for name, crl in (("ca", authority.crl()), ("root", authority.root_crl())):
        (tmp_path / f"{name}.crl").write_bytes(x509.load_der_x509_crl(crl).public_bytes(Encoding.PEM))
    lists = ["-CRLfile", tmp_path / "ca.crl", "-CRLfile", tmp_path / "root.crl"]
    said = await openssl("verify", "-x509_strict", "-crl_check_all", "-CAfile", trusted, *lists, tmp_path / "doctor.pem")
    assert said.endswith("doctor.pem: OK\n")


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 3072)], ids=["P-384", "RSA-3072"])
def test_other_strong_keys_are_certified(authority: Authority, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
    request = x509.CertificateSigningRequestBuilder(x509.Name([])).sign(key, SHA256()).public_bytes(Encoding.DER)
    certificate = x509.load_der_x509_certificate(authority.issue(request, DOCTOR))
    assert certificate.public_key() == key.public_key()


def test_a_request_not_signed_by_its_key_is_refused(authority: Authority) -> None:
    forged = bytearray(csr())
    forged[-1] ^= 1
    with pytest.raises(RequestRefused, match="not signed by its key"):
        authority.issue(bytes(forged), DOCTOR)


def test_a_weak_key_is_refused(authority: Authority) -> None:
    weak = rsa.generate_private_key(65537, 1024)
    request = x509.CertificateSigningRequestBuilder(x509.Name([])).sign(weak, SHA256()).public_bytes(Encoding.DER)
    with pytest.raises(RequestRefused, match="2048"):
        authority.issue(request, DOCTOR)


async def test_over_the_wire_the_secret_is_needed(web: aiohttp.ClientSession, authority: Authority) -> None:
    profile = {"kind": "person", "common_name": "Đỗ Văn Ưởng", "organisation": "Trạm y tế Ân Thi", "person": "YS-7", "days": 90}
    body = {"request": base64.b64encode(csr()).decode(), "profile": profile}
    assert (await web.post("/issue", json=body)).status == 401
    granted = await web.post("/issue", json=body, headers={"Authorization": f"Bearer {authority.secret}"})
    answer = await granted.json()
    certificate = x509.load_der_x509_certificate(base64.b64decode(answer["certificate"]))
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc == timedelta(days=90)
    assert base64.b64decode(answer["chain"][0]) == authority.issuing.public_bytes(Encoding.DER)


@pytest.mark.parametrize("body", [{}, [], {"request": "%%", "profile": {}}, {"request": "AAAA", "profile": {"kind": "ghost"}}])
async def test_a_malformed_request_is_named(web: aiohttp.ClientSession, authority: Authority, body: object) -> None:
    answer = await web.post("/issue", json=body, headers={"Authorization": f"Bearer {authority.secret}"})
    assert answer.status == 422
    assert (await answer.json())["why"]
