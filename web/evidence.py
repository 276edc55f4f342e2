"""Evidence files as pages show them."""

from dataclasses import dataclass

from starlette.responses import Response

from domain.evidence import Evidence, media
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


def viewed(of: Evidence, content: bytes) -> Response:
    """The file itself; a browser shows PDFs and pictures."""
    what, end = media(content)
    return Response(content, media_type=what, headers={"content-disposition": f'inline; filename="{of.sha256[:16]}.{end}"'})


def size(bytes_: int) -> str:
    """`640 B`, `82 kB`, `1,4 MB`."""
    if bytes_ < 1000:
        return f"{bytes_} B"
    if bytes_ < 1_000_000:
        return f"{bytes_ // 1000} kB"
    return f"{number(f'{bytes_ / 1_000_000:.1f}', 'vi')} MB"
