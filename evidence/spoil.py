"""Copies spoilt on purpose: what every judge must refuse."""

import shutil
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from evidence.signed_parts import signed_parts

COMMENT = 10
"""Offset inside the binary comment of a PDF's second line: a change there is harmless to any reader, so only a hash can notice."""


def flipped(pdf: Path, copy: Path) -> Path:
    """One byte of the signed content changed, where no reader minds."""
    content = bytearray(pdf.read_bytes())
    content[COMMENT] ^= 1
    copy.write_bytes(content)
    return copy


def rolled_back(pdf: Path, copy: Path) -> Path:
    """Everything after the first signature cut off: a perfectly valid file with too few signatures."""
    copy.write_bytes(pdf.read_bytes()[: signed_parts(pdf)[0].end])
    return copy


def unsealed(pdf: Path, copy: Path) -> Path:
    """Everything after the last person's signature cut off: no archive time stamp, no validation data."""
    last = [part for part in signed_parts(pdf) if not part.document_stamp][-1]
    copy.write_bytes(pdf.read_bytes()[: last.end])
    return copy


def rewritten(pdf: Path, copy: Path) -> Path:
    """The words of the first page moved out of sight by an update after the last time stamp: every signed byte is still there."""
    writer = PdfWriter(pdf, incremental=True)
    writer.pages[0].add_transformation((1, 0, 0, 1, 0, 5000))
    writer.write(copy)
    return copy


def scripted(pdf: Path, copy: Path) -> Path:
    """A script that runs when the file is opened, which PDF/A forbids (ISO 19005-3 §6.5.1), added as an update."""
    writer = PdfWriter(pdf, incremental=True)
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.beep();")})
    writer.root_object[NameObject("/OpenAction")] = script
    writer.write(copy)
    return copy


def corrupted_archive(root: Path, copy: Path) -> Path:
    """One byte changed in one content file of the archive."""
    shutil.copytree(root, copy)
    file = next(path for path in sorted(copy.glob("**/v*/content/**/*")) if path.is_file())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)
    return copy


def thinned_archive(root: Path, copy: Path) -> Path:
    """One whole object gone: what is left is valid."""
    shutil.copytree(root, copy)
    shutil.rmtree(next(path.parent for path in sorted(copy.glob("**/0=ocfl_object_*"))))
    return copy
