"""What a code that was typed in on a patient's phone confirms, judged in the transaction that makes the sheet."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from activities.documents import Of
from domain.clock import clock_time
from domain.codes import Code, said
from domain.forms import Form, Kind
from domain.names import CodeId, RecordId
from store.queries import codes
from store.writes import codes as writes


async def confirmed(session: AsyncSession, form: Form, record: RecordId, data: Mapping[str, Any]) -> dict[str, Code]:
    """Field → the code that confirms these very words; locked until the sheet is made. Raises: CodeRefused, NotFound."""
    found = {}
    for name in (field.name for field in form.fields if field.kind is Kind.CODE and data.get(field.name)):
        code, _ = await codes.code(session, _named(data[name]), lock=True)
        code.check_use(record, said(form, record, data))
        found[name] = code
    return found


def _named(value: Any) -> CodeId:
    """A new sheet names the code by its id; who sends back what a sheet keeps names it inside."""
    return CodeId(UUID(value["id"] if isinstance(value, Mapping) else value))


def told(code: Code) -> dict[str, str]:
    """As the sheet keeps it."""
    assert code.passed_at
    return {"id": str(code.id), "phone": code.phone, "sent_at": clock_time(code.sent_at), "passed_at": clock_time(code.passed_at)}


async def use(session: AsyncSession, confirming: Mapping[str, Code], of: Of) -> None:
    """A code confirms one version and no other."""
    for code in confirming.values():
        await writes.used(session, code.id, of.document, of.version)
