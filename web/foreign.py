"""A ready PDF on the reading view: the file itself, and what was found in it."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.foreign import ForeignPdf
from store.queries.signatures import Version
from web.words import _, moment

Words = Callable[[str], str]


@dataclass(frozen=True)
class ForeignFile:
    """What stands beside the viewer."""

    pages: int
    sha256: str
    format: str
    """Whether it is PDF/A, as far as anybody knows."""
    signers: tuple[str, ...]
    """Who had signed it before it came: name, organisation, moment."""
    attachments: tuple[str, ...]


def foreign(version: Version, words: Words) -> ForeignFile | None:
    """None for a sheet that the house printed."""
    pdf = version.pdf
    if pdf is None:
        return None
    said = tuple(
        " · ".join(part for part in (one.name, one.organisation, moment(one.at) if one.at else "") if part) for one in pdf.signatures
    )
    return ForeignFile(pdf.pages, pdf.sha256, format_of(pdf, words), said, pdf.attachments)


def format_of(pdf: ForeignPdf, words: Words) -> str:
    """Nobody here checks a claim: it is told as the file's own."""
    if pdf.claims:
        return words(_("tệp tự khai %(claim)s, chưa được kiểm chứng")) % {"claim": pdf.claims}
    return words(_("không phải PDF/A"))
