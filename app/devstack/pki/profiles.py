"""What goes into each certificate of the development authority (RFC 5280, RFC 6960 §4.2.2.2, RFC 3161 §2.3, RFC 9336)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from unicodedata import normalize

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

ARC = "2.25.319934576969881507988081646895494496508"
"""A UUID arc (ITU-T X.667): nobody's policy but this house's, and no law's."""
SIGNING_POLICY = x509.ObjectIdentifier(f"{ARC}.1")
STAMP_POLICY = f"{ARC}.2"
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
HOUSE = "hsba – chỉ dùng để phát triển"
YEAR = timedelta(days=365)


class Kind(StrEnum):
    """Whose signature it is."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Profile:
    """Whom a certificate names."""

    kind: Kind
    common_name: str
    """A person's or an organisation's name with all its marks."""
    organisation: str
    """O=, the facility."""
    person: str
    """serialNumber=: the person's id (letters, digits, hyphens), or the organisation's code."""
    days: int = 3 * 365
    since: datetime | None = None
    """First moment valid; None = five minutes ago, for clocks that disagree."""

    def name(self) -> x509.Name:
        """The subject, in NFC. Raises ValueError for a part too long or empty."""
        return x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, normalize("NFC", self.organisation)),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, self.person),
                x509.NameAttribute(NameOID.COMMON_NAME, normalize("NFC", self.common_name)),
            ]
        )


class Identity(NamedTuple):
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def made_root(now: datetime) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _house("Gốc")
    root = _started(name, key.public_key(), name, now, 30 * YEAR)
    return Identity(_authority(root, None).add_extension(_own_id(key.public_key()), False).sign(key, SHA256()), key)


def made_issuing(root: Identity, url: str, now: datetime) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    issuing = _authority(_below(root, _house("Cấp chứng thư"), key.public_key(), now, 20 * YEAR), 0)
    issuing = issuing.add_extension(_points(f"{url}/root.crl"), False).add_extension(_access(f"{url}/root.cer"), False)
    return Identity(issuing.sign(root.key, SHA256()), key)


def made_stamper(issuing: Identity, url: str, now: datetime) -> Identity:
    """The time stamper: its extended key usage is critical and alone (RFC 3161 §2.3)."""
    key = ec.generate_private_key(ec.SECP256R1())
    stamper = _below(issuing, _house("Dấu thời gian"), key.public_key(), now, 12 * YEAR)
    stamper = stamper.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    return Identity(_leaf(stamper, url).sign(issuing.key, SHA256()), key)


def made_responder(issuing: Identity, now: datetime) -> Identity:
    """The OCSP responder, which nobody asks about (`nocheck`)."""
    key = ec.generate_private_key(ec.SECP256R1())
    responder = _below(issuing, _house("OCSP"), key.public_key(), now, 12 * YEAR)
    responder = responder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False)
    responder = responder.add_extension(x509.OCSPNoCheck(), False).add_extension(_usage(signs=True), True)
    return Identity(responder.add_extension(x509.BasicConstraints(False, None), True).sign(issuing.key, SHA256()), key)


def made_signer(issuing: Identity, url: str, public: CertificatePublicKeyTypes, profile: Profile, now: datetime) -> x509.Certificate:
    """A person's or an organisation's certificate. Raises ValueError for a name that cannot stand in one."""
    since = profile.since or now - timedelta(minutes=5)
    signer = _below(issuing, profile.name(), public, since, timedelta(days=profile.days))
    signer = signer.add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), False)
    signer = signer.add_extension(x509.CertificatePolicies([x509.PolicyInformation(SIGNING_POLICY, None)]), False)
    return _leaf(signer, url).sign(issuing.key, SHA256())


def _house(role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, HOUSE),
            x509.NameAttribute(NameOID.COMMON_NAME, f"hsba {role}"),
        ]
    )


def _started(
    subject: x509.Name, public: CertificatePublicKeyTypes, issuer: x509.Name, since: datetime, lasting: timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number())
    return builder.not_valid_before(since.replace(microsecond=0)).not_valid_after(since.replace(microsecond=0) + lasting)


def _below(
    above: Identity, subject: x509.Name, public: CertificatePublicKeyTypes, since: datetime, lasting: timedelta
) -> x509.CertificateBuilder:
    builder = _started(subject, public, above.certificate.subject, since, lasting).add_extension(_own_id(public), False)
    return builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()), False)


def _authority(builder: x509.CertificateBuilder, below: int | None) -> x509.CertificateBuilder:
    return builder.add_extension(x509.BasicConstraints(True, below), True).add_extension(_usage(certifies=True), True)


def _leaf(builder: x509.CertificateBuilder, url: str) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(False, None), True).add_extension(_usage(signs=True, binds=True), True)
    return builder.add_extension(_points(f"{url}/ca.crl"), False).add_extension(_access(f"{url}/ca.cer", f"{url}/ocsp"), False)


def _own_id(public: CertificatePublicKeyTypes) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(public)


def _usage(*, signs: bool = False, binds: bool = False, certifies: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=binds,
        key_cert_sign=certifies,
        crl_sign=certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _points(url: str) -> x509.CRLDistributionPoints:
    return x509.CRLDistributionPoints([x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)])


def _access(issuer: str, ocsp: str | None = None) -> x509.AuthorityInformationAccess:
    wanted = [(AuthorityInformationAccessOID.OCSP, ocsp), (AuthorityInformationAccessOID.CA_ISSUERS, issuer)]
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(method, x509.UniformResourceIdentifier(url)) for method, url in wanted if url]
    )
