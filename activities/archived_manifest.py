"""What lies open in an archived record: its documents, their hashes and states; no name, nothing clinical."""

from collections.abc import Container, Mapping
from typing import Any

from activities.archived_record import ArchivedRecord, Sheet


def manifest(of: ArchivedRecord, plain: Mapping[str, str], sha512s: Mapping[str, str]) -> dict[str, Any]:
    """What lies open in the archive: no name, nothing clinical."""
    return {
        "record": str(of.record.id),
        "code": of.record.code,
        "facility": of.record.facility,
        "documents": described(of, plain),
        "files": plain,
        "sha512": sha512s,
    }


def described(of: ArchivedRecord, held: Container[str]) -> list[dict[str, Any]]:
    """Each version that the object holds."""
    described = [_describe(one) for one in of.sheets if one.path in held]
    for one in described:
        one["addenda"] = sorted({other["document"] for other in described if other["adds_to"] == one["document"]})
    return described


def _describe(one: Sheet) -> dict[str, Any]:
    document, version, chain = one.document, one.version, one.version.chain
    return {
        "document": str(document.id),
        "form": document.form,
        "code": document.code,
        "version": version.number,
        "path": one.path,
        "sha256": version.newest,
        "signatures": len(chain.signatures),
        "state": version.state,
        "chain_edition": chain.edition,
        "content": chain.content,
        "content_size": chain.size,
        "pdf_a": _pdf_a(one),
        "adds_to": str(document.adds_to) if document.adds_to else None,
        "adds_to_version": document.adds_to_version,
    }


def _pdf_a(one: Sheet) -> str:
    """What is known of the format: a sheet of the house was checked when it was printed, of a ready PDF there is only its own word."""
    if one.version.pdf is None:
        return "PDF/A-3a"
    return f"not known, claims {one.version.pdf.claims}" if one.version.pdf.claims else "none"
