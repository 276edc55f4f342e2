"""What a new sheet is filled with beforehand: from the rows of the record or, once it is archived, from its object."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from activities.documents import bytes_key
from domain.archived import object_id
from domain.clock import day
from domain.errors import NotFound
from domain.forms import Form, Known
from domain.prefilling import Facts, prefilled
from domain.records import RecordState
from services.context import Context
from services.records import RecordView
from store.queries.records import RecordPage
from store.queries.signatures import Document, Version


async def known(context: Context, view: RecordView, form: Form) -> dict[str, object]:
    """Field of the form → what the record says, for whoever reads the whole of it (`view`, whose reading is audited).

    Nothing of what is damaged in the archive or left with a key that was destroyed. Raises: Unavailable.
    """
    if all(one.known is Known.NOTHING for one in form.fields) or (view.grant and not view.grant.whole):
        return {}
    done = sorted(((d, v) for d, v in view.documents if v.completed_at), key=lambda one: one[1].made_at, reverse=True)
    wanted = [(document, version) for document, version in done if _holds(_form_of(context, document), form)]
    clinical, said = await asyncio.to_thread(_read, context, view.page, wanted)
    sheets = [(_form_of(context, document), data) for (document, _), data in zip(wanted, said, strict=True)]
    return prefilled(form, _facts(context, view.page, clinical), sheets)


def _form_of(context: Context, document: Document) -> Form:
    return context.house.policies.form(document.form, day(document.created_at))


def _holds(other: Form, form: Form) -> bool:
    return bool({one.known for one in other.fields} & {one.known for one in form.fields} - {Known.NOTHING})


def _facts(context: Context, page: RecordPage, clinical: Mapping[str, Any]) -> Facts:
    """A diagnosis is that of the admission until the discharge tells its own."""
    record, diagnosis = page.record, str(clinical.get("diagnosis") or "")
    if record.state is RecordState.OPEN:
        return {Known.OPENED_AT: record.opened_at.isoformat(), Known.ADMITTED_FOR: diagnosis}
    outcomes = next(one.choices for one in context.house.policies.form("closing", context.today).fields if one.name == "outcome")
    return {
        Known.OPENED_AT: record.opened_at.isoformat(),
        Known.DISCHARGED_AT: _moment(record.discharged_at),
        Known.ADMITTED_FOR: str(clinical.get("admitted_for") or ""),
        Known.DIAGNOSIS: diagnosis,
        Known.COURSE: str(clinical.get("summary") or ""),
        Known.OUTCOME: outcomes.get(str(record.outcome), ""),
    }


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _read(context: Context, page: RecordPage, sheets: Sequence[tuple[Document, Version]]) -> tuple[Mapping[str, Any], list[dict[str, Any]]]:
    """What admission and discharge say, and the data of each sheet; once archived, as its object holds them."""
    files = _files(context, page)
    clinical = page.clinical or _opened(context, page, files.get("record.json.age")).get("record", {}).get("clinical") or {}
    stems = [f"documents/{document.form}-{document.code}/v{version.number}.json.age" for document, version in sheets]
    return clinical, [version.data or _opened(context, page, files.get(stem)) for (_, version), stem in zip(sheets, stems, strict=True)]


def _files(context: Context, page: RecordPage) -> Mapping[str, Path]:
    if page.clinical is not None:
        return {}
    try:
        return context.house.ocfl.files(object_id(bytes_key(page.record.id)))
    except NotFound:
        return {}


def _opened(context: Context, page: RecordPage, path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found: dict[str, Any] = json.loads(context.house.shelf.keys.decrypt(bytes_key(page.record.id), path.read_bytes()))
    except (NotFound, ValueError, OSError):
        return {}
    return found
