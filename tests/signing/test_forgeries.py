"""Signatures sound in themselves that prove nothing: by a wrong certificate, over wrong bytes, vouched for by a wrong answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from time import process_time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki.profiles import Identity, Kind, Profile, made_responder, made_signer
from app.devstack.pki.revocation import Responder
from domain.errors import CertificateRefused, Malformed
from signing.cms import CONTENT_TYPE, SIGNING_CERTIFICATE_V2, CmsTemplate, Scheme, oid, sequence, set_of, tlv, with_time_stamp
from signing.pades import contents_of_last, sign, stamp, unpadded
from signing.status import list_status, ocsp_status
from signing.trust import Trust, der, sound
from signing.verification import verify
from tests.signing.changes import codes
from tests.signing.conftest import HOSPITAL, NAMES, person
from tests.signing.room import Room, mark_of


@dataclass
class OpenKey:
    """A key without a token."""

    identity: Identity
    template: CmsTemplate

    def sign(self, attributes: bytes) -> bytes:
        return self.identity.key.sign(attributes, ec.ECDSA(SHA256()))


def key_of(identity: Identity, issuing: Identity) -> OpenKey:
    return OpenKey(identity, CmsTemplate(der(identity.certificate), (der(issuing.certificate),), Scheme.ECDSA))


@pytest.fixture(scope="module")
def issuing(room: Room) -> Identity:
    return room.authority.vault.identity("issuing", _never)


def _never() -> Identity:
    raise AssertionError("it is there")


@pytest.fixture(scope="module")
def doctor(room: Room, issuing: Identity) -> Identity:
    return signer(room, issuing, NAMES["perform"])


def signer(room: Room, issuing: Identity, name: str) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    profile = Profile(Kind.PERSON, name, HOSPITAL, "d-2")
    return Identity(made_signer(issuing, room.authority.url, key.public_key(), profile, datetime.now(UTC)), key)


@pytest.mark.parametrize("whose", ["issuing", "stamper", "responder"])
async def test_a_certificate_made_for_something_else_signs_no_document(room: Room, sheet: bytes, issuing: Identity, whose: str) -> None:
    other = room.authority.vault.identity(whose, _never)
    mark = mark_of("perform", "", "", 0)
    verdict = await verify(await stamp(sign(sheet, mark, key_of(other, issuing)), room.stamps), room.trust)
    assert ("untrusted", "perform-1") in codes(verdict)


async def test_a_doctor_does_not_sign_for_the_hospital(room: Room, sheet: bytes, issuing: Identity, doctor: Identity) -> None:
    mark = replace(mark_of("perform", NAMES["perform"], "", 0), on_behalf_of=HOSPITAL)
    verdict = await verify(await stamp(sign(sheet, mark, key_of(doctor, issuing)), room.stamps), room.trust)
    assert ("other_name", "perform-1") in codes(verdict)


async def test_a_signature_that_names_its_certificate_by_a_weak_hash_is_no_signature(
    room: Room, sheet: bytes, issuing: Identity, doctor: Identity
) -> None:
    key = key_of(doctor, issuing)
    weak = sequence(sequence(oid("1.3.14.3.2.26")), tlv(4, sha1(der(doctor.certificate), usedforsecurity=False).digest()))
    key.template._fixed = (CONTENT_TYPE, sequence(SIGNING_CERTIFICATE_V2, set_of(sequence(sequence(weak)))), b"")
    verdict = await verify(sign(sheet, mark_of("perform", NAMES["perform"], "", 0), key), room.trust)
    assert ("bytes_changed", "perform-1") in codes(verdict)


async def test_the_time_stamp_of_another_signature_is_no_time_stamp(room: Room, sheet: bytes) -> None:
    token = await room.stamps.stamp(sha256(b"something else").digest())
    head = room.sign(sheet, mark_of("perform", NAMES["perform"], "", 0), person(NAMES["perform"]))
    start, end = contents_of_last(head)
    moved = with_time_stamp(unpadded(head[start + 1 : end - 1]), token).hex().encode().ljust(end - start - 2, b"0")
    verdict = await verify(head[: start + 1] + moved + head[end - 1 :], room.trust)
    assert ("stamp_broken", "perform-1") in codes(verdict)
    assert not verdict.valid


@pytest.mark.parametrize("wider", [(0, 12), (12, 0)])
async def test_a_range_that_leaves_out_more_than_the_signature_is_named(
    room: Room, sheet: bytes, issuing: Identity, doctor: Identity, wider: tuple[int, int]
) -> None:
    key, (before, after) = key_of(doctor, issuing), wider
    head = sign(sheet, mark_of("perform", NAMES["perform"], "Thực hiện", 0), key)
    start, end = contents_of_last(head)
    narrow = b"/ByteRange [0 %d %d %d]" % (start - before, end + after, len(head) - end - after)
    said = re.findall(rb"/ByteRange\s*\[[^\]]*\]", head)[-1]
    head = head.replace(said, narrow.ljust(len(said)))
    digest = sha256(head[: start - before] + head[end + after :]).digest()
    made = key.template.signed(digest, key.sign(key.template.to_sign(digest))).hex().encode()
    verdict = await verify(head[: start + 1] + made.ljust(end - start - 2, b"0") + head[end - 1 :], room.trust)
    assert not verdict.valid
    assert {"bytes_changed", "not_covered"} & {code for code, _ in codes(verdict)}


def test_a_list_about_others_says_nothing(issuing: Identity, doctor: Identity) -> None:
    def said(**about: bool) -> bytes:
        flags = {"only_contains_user_certs": False, "only_contains_ca_certs": False, "indirect_crl": False}
        part = x509.IssuingDistributionPoint(None, None, only_some_reasons=None, only_contains_attribute_certs=False, **{**flags, **about})
        return listed(issuing, part)

    read = doctor.certificate, issuing.certificate
    assert list_status(said(only_contains_user_certs=True), *read).revoked_at is None
    for about in ("only_contains_ca_certs", "indirect_crl"):
        with pytest.raises(Malformed):
            list_status(said(**{about: True}), *read)
    with pytest.raises(Malformed):
        list_status(listed(issuing, x509.DeltaCRLIndicator(1)), *read)
    elsewhere = x509.UniformResourceIdentifier("http://127.0.0.1/7.crl")
    with pytest.raises(Malformed):
        list_status(listed(issuing, x509.IssuingDistributionPoint([elsewhere], None, False, False, None, False, False)), *read)


def listed(issuing: Identity, part: x509.ExtensionType) -> bytes:
    now = datetime.now(UTC)
    empty = x509.CertificateRevocationListBuilder(issuing.certificate.subject, now, now + timedelta(days=1))
    return empty.add_extension(part, critical=True).sign(issuing.key, SHA256()).public_bytes(Encoding.DER)


def test_an_answer_of_a_responder_whose_time_is_over_says_nothing(room: Room, issuing: Identity) -> None:
    now, asked_about = datetime.now(UTC), (room.authority.stamper, issuing.certificate)
    asked = x509.ocsp.OCSPRequestBuilder().add_certificate(*asked_about, SHA256()).build().public_bytes(Encoding.DER)

    def answer(made: datetime) -> bytes:
        return Responder(made_responder(issuing, made), issuing, room.authority._ledger).answer(asked, now)

    assert ocsp_status(answer(now - timedelta(days=365)), *asked_about).revoked_at is None
    with pytest.raises(Malformed):
        ocsp_status(answer(now - timedelta(days=13 * 365)), *asked_about)


def test_an_authority_of_an_unknown_algorithm_is_not_believed(room: Room, issuing: Identity, doctor: Identity) -> None:
    ecdsa, unknown = oid("1.2.840.10045.4.3.2"), oid("1.2.840.10045.4.3.9")
    odd = x509.load_der_x509_certificate(der(issuing.certificate).replace(ecdsa, unknown))
    with pytest.raises(CertificateRefused):
        Trust([der(room.authority.root)]).chain(doctor.certificate, [odd])


def test_many_authorities_of_one_name_take_no_longer(issuing: Identity, doctor: Identity) -> None:
    """Each could have issued each other: all ways through them are more than can be walked."""
    began = process_time()
    with pytest.raises(CertificateRefused):
        Trust([]).chain(doctor.certificate, alike(issuing, 40))
    assert process_time() - began < 5


def alike(issuing: Identity, count: int) -> Iterator[x509.Certificate]:
    name, now = issuing.certificate.subject, datetime.now(UTC)
    for _ in range(count):
        made = x509.CertificateBuilder(name, name, issuing.key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        yield made.add_extension(x509.BasicConstraints(True, None), True).sign(issuing.key, SHA256())


def test_a_certificate_that_says_a_thing_twice_is_malformed(room: Room) -> None:
    """The library complains of it by an error of its own, which is no ValueError."""
    whole = der(room.authority.stamper)
    twice = whole.replace(b"\x55\x1d\x23", b"\x55\x1d\x0e")
    assert twice != whole
    with pytest.raises(ValueError, match="DuplicateExtension"):
        sound(twice)
