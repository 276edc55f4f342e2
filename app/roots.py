"""Root certificates from a PEM file that may hold several."""

import re
from pathlib import Path

CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?", re.DOTALL)


def certificates_in(pem: bytes) -> list[bytes]:
    """Each certificate of a PEM file by itself; other blocks are left out. Raises ValueError when there is none."""
    found: list[bytes] = CERTIFICATE.findall(pem)
    if not found:
        raise ValueError("no certificate in the PEM file")
    return found


def holds_certificates(path: Path) -> bool:
    """Whether there is such a file with a certificate in it."""
    try:
        return bool(certificates_in(path.read_bytes()))
    except (OSError, ValueError):
        return False
