"""The folder of the development authority: keys, certificates, the port it chose, the secret that guards issuing."""

import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from app.devstack.pki.profiles import Identity


class PortMoved(RuntimeError):
    """Another port is asked for than the one that stands in certificates already issued. Arguments: kept, asked."""

    def __str__(self) -> str:
        kept, asked = self.args
        return f"chứng thư đã cấp mang cổng {kept}, không đổi sang {asked} được (certificates name port {kept}, not {asked})"


class Vault:
    """Files only their owner reads (folder 0700, files 0600); each is made once and kept."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        directory.chmod(0o700)
        self.directory = directory

    def port(self, asked: int = 0) -> int:
        """The port chosen once: it stands in every certificate. Raises PortMoved."""
        kept = int(self.kept("port", lambda: str(asked or _free_port()).encode()))
        if asked not in (0, kept):
            raise PortMoved(kept, asked)
        return kept

    def secret(self) -> str:
        return self.kept("secret", lambda: secrets.token_hex(32).encode()).decode()

    def identity(self, name: str, make: Callable[[], Identity]) -> Identity:
        """Certificate and key from `name.pem`, made when missing."""
        pem = self.kept(f"{name}.pem", lambda: _pem(make()))
        key = load_pem_private_key(pem, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{name}.pem: EC key expected")
        return Identity(x509.load_pem_x509_certificate(pem), key)

    def kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes of a file; whole or not at all, whatever dies."""
        path = self.directory / name
        if not path.exists():
            new = path.with_suffix(".new")
            with new.open("wb") as file:
                new.chmod(0o600)
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            new.rename(path)
        return path.read_bytes()


def _pem(identity: Identity) -> bytes:
    key = identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return identity.certificate.public_bytes(Encoding.PEM) + key


def _free_port() -> int:
    """Below the range from which Linux lends ports to outgoing connections, so that it is free again after a restart."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
