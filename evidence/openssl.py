"""OpenSSL's own opinion of signatures, time stamps and certificate chains."""

import base64
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OpenSSL:
    """Trusts one root, and keeps its working files in a folder of its own. Every question is answered with its faults: none is yes."""

    root: Path
    folder: Path

    def pool(self, certificates: Iterable[bytes]) -> Path:
        """A file of certificates that may be used to build chains, but are not trusted."""
        pems = (base64.encodebytes(der).decode() for der in certificates)
        return self._keep("pool.pem", "".join(f"-----BEGIN CERTIFICATE-----\n{pem}-----END CERTIFICATE-----\n" for pem in pems).encode())

    def signature(self, cms: bytes, covered: bytes, pool: Path) -> list[str]:
        """Whether a detached CMS signature covers these bytes and its signer leads to the root; keeps the signer for `chain`."""
        told = ("-binary", "-inform", "DER", "-in", self._keep("signature.der", cms), "-content", self._keep("covered", covered))
        return self._ask("cms", "-verify", *told, "-CAfile", self.root, "-certfile", pool, "-purpose", "any", "-signer", self.signer)

    def chain(self, pool: Path) -> list[str]:
        """Whether the last signer's certificate leads to the root, every certificate judged strictly (RFC 5280)."""
        return self._ask("verify", "-x509_strict", "-CAfile", self.root, "-untrusted", pool, self.signer)

    def stamp(self, token: bytes, stamped: bytes, pool: Path) -> list[str]:
        """Whether a time stamp token is over these bytes and its signer leads to the root."""
        told = ("-token_in", "-in", self._keep("token.der", token), "-data", self._keep("stamped", stamped))
        return self._ask("ts", "-verify", *told, "-CAfile", self.root, "-untrusted", pool)

    def lookalike(self) -> Path:
        """A root certificate with the true root's name and another key."""
        key, impostor = self.folder / "lookalike.key", self.folder / "lookalike.pem"
        self._must("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        self._must("x509", "-in", self.root, "-signkey", key, "-out", impostor)
        return impostor

    @property
    def signer(self) -> Path:
        """The last signer's certificate."""
        return self.folder / "signer.pem"

    def _keep(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def _ask(self, *words: str | Path) -> list[str]:
        said = _run(*words)
        lines = said.stderr.decode(errors="replace").strip().splitlines()
        return lines or [f"exit {said.returncode}"] if said.returncode else []

    def _must(self, *words: str | Path) -> None:
        _run(*words).check_returncode()


def _run(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(("openssl", *map(str, words)), capture_output=True, timeout=60)
