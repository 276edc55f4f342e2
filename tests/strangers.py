"""Somebody of another house, who signed a file before it came."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import CertificateBuilder, Name, NameAttribute, random_serial_number
from cryptography.x509.oid import NameOID

from signing.cms import CmsTemplate, Scheme
from signing.pades import SignatureMark, sign
from signing.trust import der


class Stranger:
    """Somebody of another house, whose certificate nobody here trusts."""

    def __init__(self, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        called = Name([NameAttribute(NameOID.COMMON_NAME, name), NameAttribute(NameOID.ORGANIZATION_NAME, "Phòng khám Thiện Tâm")])
        since = datetime(2026, 1, 1, tzinfo=UTC)
        made = CertificateBuilder(called, called, self._key.public_key(), random_serial_number(), since, since + timedelta(days=730))
        self.template = CmsTemplate(der(made.sign(self._key, SHA256())), (), Scheme.ECDSA)

    def sign(self, attributes: bytes) -> bytes:
        return self._key.sign(attributes, ec.ECDSA(SHA256()))


def signed_elsewhere(content: bytes, name: str = "Đinh Công Trứ") -> bytes:
    """With a signature of level B-B that was there before."""
    return sign(
        content, SignatureMark("Signature1", name, "Đọc kết quả", "Hưng Yên", datetime(2026, 11, 20, 9, tzinfo=UTC)), Stranger(name)
    )
