"""What was told of the end of a treatment, for whoever tells it anew."""

from typing import Any

from domain.errors import WrongState
from domain.records import Discharge
from domain.retention_signs import Source
from domain.retention_terms import How
from services.context import Context
from store.queries import retention
from store.queries.records import RecordPage


async def told(context: Context, page: RecordPage) -> Discharge:
    """The discharge of a record whose page was read by right. Raises: WrongState while the patient is treated."""
    record = page.record
    if record.outcome is None:
        raise WrongState("record.correct_discharge", record.state)
    async with context.house.sessions() as session:
        terms = await retention.terms(session, record.id)
    proposed = next((one for one in reversed(terms) if one.how is How.PROPOSED), None)
    stated = tuple(str(one.trait) for one in (proposed.grounds if proposed else ()) if one.source is Source.STATED)
    said: dict[str, Any] = page.clinical or {}
    codes = (said.get("diagnosis_code", ""), tuple(said.get("cause_codes", ())), tuple(said.get("procedure_codes", ())))
    return Discharge(record.outcome, said.get("diagnosis", ""), said.get("summary", ""), stated, *codes, record.discharged_at)
