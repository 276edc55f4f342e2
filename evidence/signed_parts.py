"""What is cut out of a signed PDF for OpenSSL: signatures, time stamps, the bytes they cover, certificates. No code of hsba is used."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

TIME_STAMP_ATTRIBUTE = bytes.fromhex("060b2a864886f70d010910020e")
"""DER of id-aa-signatureTimeStampToken (RFC 3161 appendix A)."""


@dataclass(frozen=True)
class SignedPart:
    """One signature field."""

    field: str
    cms: bytes
    """DER of a ContentInfo: a signature, or the token of a document time stamp."""
    covered: bytes
    """The bytes of the file it covers."""
    end: int
    """Where its revision ends in the file."""
    document_stamp: bool


@dataclass(frozen=True)
class Stamp:
    """A time stamp token and the bytes it stamps."""

    token: bytes
    stamped: bytes


def signed_parts(file: Path) -> list[SignedPart]:
    """The signature fields, in the order of their revisions."""
    content = file.read_bytes()
    with pikepdf.open(file) as pdf:
        fields = [field for field in pdf.Root.AcroForm.Fields if field.get("/FT") == "/Sig" and "/V" in field]
        return sorted((_part(field, content) for field in fields), key=lambda part: part.end)


def certificates(file: Path) -> list[bytes]:
    """DER of the certificates kept in the document security store (ETSI EN 319 142-1 §5.4.2)."""
    with pikepdf.open(file) as pdf:
        return [stream.read_bytes() for stream in pdf.Root.DSS.Certs]


def signature_stamp(cms: bytes) -> Stamp | None:
    """The time stamp inside a signature, over its signature value; None when it has none."""
    _, wrapped = children(cms)
    *_, signers = children(next(children(wrapped)))
    signer = next(children(signers))
    parts = list(children(signer))
    value = next(part for part in parts if part[0] == 0x04)
    unsigned = next((part for part in parts if part[0] == 0xA1), b"\xa1\x00")
    for attribute in children(unsigned):
        kind, values = children(attribute)
        if kind == TIME_STAMP_ATTRIBUTE:
            return Stamp(next(children(values)), value[_header(value)[0] :])
    return None


def children(der: bytes) -> Iterator[bytes]:
    """The elements inside a constructed DER element, each with its header."""
    at, end = _header(der)
    while at < end:
        _, size = _header(der[at:])
        yield der[at : at + size]
        at += size


def _part(field: pikepdf.Object, content: bytes) -> SignedPart:
    signature = field.V
    start = list(map(int, signature.ByteRange))
    padded = bytes(signature.Contents)
    covered = b"".join(content[at : at + size] for at, size in zip(start[::2], start[1::2], strict=True))
    return SignedPart(
        field=str(field.T),
        cms=padded[: _header(padded)[1]],
        covered=covered,
        end=start[2] + start[3],
        document_stamp=signature.SubFilter == "/ETSI.RFC3161",
    )


def _header(der: bytes) -> tuple[int, int]:
    """Where the contents of a DER element begin, and its whole size. Single-byte tags and definite lengths only, as DER signatures have."""
    first = der[1]
    if first < 0x80:
        return 2, 2 + first
    width = first & 0x7F
    if not width or der[0] & 0x1F == 0x1F:
        raise ValueError("not DER")
    return 2 + width, 2 + width + int.from_bytes(der[2 : 2 + width])
