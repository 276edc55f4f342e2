"""Evidence files as pages show them."""

from dataclasses import dataclass

from domain.evidence import Evidence
from web.words import number


@dataclass(frozen=True)
class File:
    name: str
    size: str
    sha256: str
    address: str


def file(of: Evidence, track: str) -> File:
    """`track` is the track's address."""
    return File(of.name, size(of.size), of.sha256, f"{track}/evidence/{of.sha256}")


def size(bytes_: int) -> str:
    """`640 B`, `82 kB`, `1,4 MB`."""
    if bytes_ < 1000:
        return f"{bytes_} B"
    if bytes_ < 1_000_000:
        return f"{bytes_ // 1000} kB"
    return f"{number(f'{bytes_ / 1_000_000:.1f}', 'vi')} MB"
