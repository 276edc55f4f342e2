"""A mail server in the test's own process: what it takes it keeps, and it answers as it is told."""

import asyncio
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "mật:khẩu/thư"


@dataclass
class Postman:
    """The handler, and where it is reached."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    says: str = "250 OK"
    """To a letter."""
    recipient: str = "250 OK"
    secure: list[bool] = field(default_factory=list)
    """Of each letter, whether it came over TLS."""
    known: list[str] = field(default_factory=list)
    """Who signed in."""
    ca: str = ""

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
            self.letters.append(message_from_bytes(content, policy=default))
            self.to += envelope.rcpt_tos
            at = server.transport
            self.secure.append(at is not None and at.get_extra_info("ssl_object") is not None)
        return self.says

    def signs_in(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: object) -> AuthResult:
        good = isinstance(said, LoginPassword) and said.password.decode() == PASSWORD
        if good and isinstance(said, LoginPassword):
            self.known.append(said.login.decode())
        return AuthResult(success=good, handled=False)


@asynccontextmanager
async def mail_server(folder: Path, way: str = "clear") -> AsyncIterator[Postman]:
    """`clear`, `starttls` (which it insists on, with a password) or `tls`."""
    postman = Postman()
    tls = _certificate(folder) if way != "clear" else None
    postman.ca = str(folder / "ca.pem") if tls else ""

    def answer() -> SMTP:
        return SMTP(
            postman,
            hostname="localhost",
            loop=asyncio.get_running_loop(),
            tls_context=tls if way == "starttls" else None,
            require_starttls=way == "starttls",
            authenticator=postman.signs_in if tls else None,
            auth_required=way == "starttls",
            auth_require_tls=way == "starttls",
        )

    server = await asyncio.get_running_loop().create_server(answer, "127.0.0.1", 0, ssl=tls if way == "tls" else None)
    postman.port = server.sockets[0].getsockname()[1]
    try:
        yield postman
    finally:
        server.close()
        await server.wait_closed()


def _certificate(folder: Path) -> ssl.SSLContext:
    """A certificate of its own authority, for this machine."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    places = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "ca.pem").write_bytes(pem)
    (folder / "both.pem").write_bytes(private + pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "both.pem")
    return context
