"""An authority in a folder of its own, on the wire, and a doctor with a key."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.devstack.pki.authority import Authority
from app.devstack.pki.profiles import Kind, Profile
from app.devstack.pki.server import Server, serving

DOCTOR = Profile(Kind.PERSON, "Nguyễn Thị Thuỳ Hạnh", "Bệnh viện đa khoa tỉnh Hưng Yên", "BS-0102")

Enrol = Callable[[Profile], x509.Certificate]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
async def server(authority: Authority) -> AsyncIterator[Server]:
    async with serving(authority, allow_outage=True) as server:
        yield server


@pytest.fixture(scope="session")
async def web(server: Server, authority: Authority) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(authority.url) as web:
        yield web


@pytest.fixture(scope="session")
def enrol(authority: Authority) -> Enrol:
    """A certificate for a new P-256 key."""
    return lambda profile: x509.load_der_x509_certificate(authority.issue(csr(), profile))


@pytest.fixture(scope="session")
def trusted(authority: Authority) -> Path:
    """Root and issuing certificate, PEM, for OpenSSL's `-CAfile`."""
    path = authority.vault.directory / "trusted.pem"
    path.write_bytes(authority.root.public_bytes(Encoding.PEM) + authority.issuing.public_bytes(Encoding.PEM))
    return path


def csr(key: ec.EllipticCurvePrivateKey | None = None) -> bytes:
    """A PKCS#10 request, DER, as a token would make it: its subject does not matter."""
    empty = x509.CertificateSigningRequestBuilder(x509.Name([]))
    return empty.sign(key or ec.generate_private_key(ec.SECP256R1()), SHA256()).public_bytes(Encoding.DER)
