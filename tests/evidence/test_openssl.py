"""OpenSSL is asked rightly: it accepts a signature over its bytes under the root, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from evidence.openssl import OpenSSL
from evidence.signed_parts import children, signature_stamp

Key = ec.EllipticCurvePrivateKey
NOT_USED = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
SHEET = "Phiếu kết quả ".encode() * 20


def certificate(name: str, key: Key, issuer: str, by: Key, authority: bool) -> x509.Certificate:
    now = datetime.now(UTC)
    not_used = dict.fromkeys(NOT_USED, False)
    use = x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **not_used)
    return (
        x509.CertificateBuilder(serial_number=x509.random_serial_number())
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(use, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )


@pytest.fixture
def signed(tmp_path: Path) -> tuple[OpenSSL, bytes, Path]:
    """OpenSSL trusting a root, a detached signature over the sheet by somebody under it, and the pool for chains."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("Gốc thử", root_key, "Gốc thử", root_key, authority=True)
    signer = certificate("Bùi Văn Duyệt", key, "Gốc thử", root_key, authority=False)
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    builder = pkcs7.PKCS7SignatureBuilder().set_data(SHEET).add_signer(signer, key, hashes.SHA256())
    cms = builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
    openssl = OpenSSL(tmp_path / "root.pem", tmp_path)
    return openssl, cms, openssl.pool([signer.public_bytes(Encoding.DER)])


def test_a_signature_over_its_bytes_under_the_root_has_no_fault(signed: tuple[OpenSSL, bytes, Path]) -> None:
    openssl, cms, pool = signed
    assert openssl.signature(cms, SHEET, pool) == []
    assert openssl.chain(pool) == []


def test_other_bytes_are_refused(signed: tuple[OpenSSL, bytes, Path]) -> None:
    openssl, cms, pool = signed
    assert any("verification failure" in fault for fault in openssl.signature(cms, SHEET + b" ", pool))


def test_a_root_of_the_same_name_is_refused(signed: tuple[OpenSSL, bytes, Path]) -> None:
    openssl, cms, pool = signed
    openssl.signature(cms, SHEET, pool)
    stranger = OpenSSL(openssl.lookalike(), openssl.folder)
    assert any("verification failed" in fault for fault in stranger.chain(pool))
    assert stranger.signature(cms, SHEET, pool)


def test_a_signature_without_a_time_stamp_has_none(signed: tuple[OpenSSL, bytes, Path]) -> None:
    assert signature_stamp(signed[1]) is None


def test_an_element_of_indefinite_length_is_no_der() -> None:
    with pytest.raises(ValueError, match="not DER"):
        list(children(b"\x30\x80\x02\x01\x01\x00\x00"))
