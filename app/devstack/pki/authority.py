"""The authority itself, without a wire: issues, revokes, answers and stamps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki.ledger import Entry, Ledger
from app.devstack.pki.profiles import Profile, made_issuing, made_responder, made_root, made_signer, made_stamper
from app.devstack.pki.revocation import Responder, revocation_list
from app.devstack.pki.stamps import Stamper
from app.devstack.pki.vault import Vault


class RequestRefused(ValueError):
    """A certificate request that is not granted. Arguments: why."""


class NeverIssued(LookupError):
    """A serial number that is not of this authority. Arguments: serial, hexadecimal."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Authority:
    """A root, an issuing authority, a time stamper and an OCSP responder, kept in one folder."""

    def __init__(self, directory: Path, port: int = 0, clock: Callable[[], datetime] = _utc_now) -> None:
        """Opens the folder, making what is missing. `port` 0 keeps the one chosen before, or chooses a free one.

        Raises: PortMoved.
        """
        self.vault, self._clock = Vault(directory), clock
        self.port = self.vault.port(port)
        self.url = f"http://127.0.0.1:{self.port}"
        now = clock() - timedelta(days=1)
        self._root = self.vault.identity("root", lambda: made_root(now))
        self._issuing = self.vault.identity("issuing", lambda: made_issuing(self._root, self.url, now))
        stamper = self.vault.identity("stamper", lambda: made_stamper(self._issuing, self.url, now))
        responder = self.vault.identity("responder", lambda: made_responder(self._issuing, now))
        self._ledger = Ledger(directory / "ledger.jsonl")
        for own in (stamper, responder):
            self._enter(own.certificate)
        self._responder = Responder(responder, self._issuing, self._ledger)
        self._stamper = Stamper(stamper, self._issuing, clock)
        self.root, self.issuing, self.stamper = self._root.certificate, self._issuing.certificate, stamper.certificate

    @property
    def secret(self) -> str:
        """What a caller of the guarded addresses must know; also in the file `secret`."""
        return self.vault.secret()

    def issue(self, request: bytes, profile: Profile) -> bytes:
        """A certificate, DER, for the key of a PKCS#10 request (DER); the names come from the profile alone.

        Raises: RequestRefused.
        """
        public = _public_key(request)
        try:
            certificate = made_signer(self._issuing, self.url, public, profile, self._clock())
        except (ValueError, OverflowError) as fault:
            raise RequestRefused(str(fault)) from fault
        self._enter(certificate)
        return certificate.public_bytes(Encoding.DER)

    def revoke(self, serial: int, reason: str = "unspecified", at: datetime | None = None) -> Entry:
        """Revokes from `at` (now when None). Raises NeverIssued, RequestRefused for an unknown reason."""
        if reason not in x509.ReasonFlags.__members__:
            raise RequestRefused(f"reason: {', '.join(x509.ReasonFlags.__members__)}")
        if serial not in self._ledger.entries:
            raise NeverIssued(f"{serial:x}")
        return self._ledger.revoke(serial, reason, at or self._clock())

    def crl(self) -> bytes:
        """What the issuing authority revoked, DER, good for a day."""
        return revocation_list(self._issuing, self._ledger.revoked, self._clock(), timedelta(days=1))

    def root_crl(self) -> bytes:
        """What the root revoked: nothing, ever. DER, good for thirty days."""
        return revocation_list(self._root, (), self._clock(), timedelta(days=30))

    def ocsp(self, request: bytes) -> bytes:
        """OCSPRequest → OCSPResponse, DER, good for ten minutes."""
        return self._responder.answer(request, self._clock())

    def stamp(self, request: bytes) -> bytes:
        """TimeStampReq → TimeStampResp, DER."""
        return self._stamper.answer(request)

    def _enter(self, certificate: x509.Certificate) -> None:
        if certificate.serial_number not in self._ledger.entries:
            self._ledger.issued(certificate.serial_number, certificate.subject.rfc4514_string())


def _public_key(request: bytes) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey:
    """The key of a request that its holder signed. Raises RequestRefused."""
    try:
        csr = x509.load_der_x509_csr(request)
        key, proven = csr.public_key(), csr.is_signature_valid
    except ValueError as fault:
        raise RequestRefused("not a PKCS#10 request") from fault
    if not proven:
        raise RequestRefused("the request is not signed by its key")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= 256:
        return key
    raise RequestRefused("RSA of 2048 bits or ECDSA of 256 bits at least")
