"""What stands at the head of every clinical sheet."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from domain.clock import day
from domain.moments import Episode
from domain.names import RecordId
from store.queries import people, records


async def head(desk: Desk, session: AsyncSession, record: RecordId, now: datetime) -> tuple[dict[str, Any], Episode]:
    """Facility, patient and record, as the sheets print them; and what bounds the acts told on them."""
    page = await records.page(session, record)
    facility = await people.facility(session, page.record.facility)
    parent = await people.facility(session, facility.parent) if facility.parent else None
    patient = page.patient
    said = {
        "parent": parent.name if parent else "",
        "facility": facility.name,
        "place": facility.place,
        "record": page.record.code,
        "department": page.department,
        "patient": {
            "code": patient.code,
            "name": patient.name,
            "birth": patient.birth.strftime("%d/%m/%Y"),
            "sex": {"male": "Nam", "female": "Nữ"}.get(patient.sex, "Chưa rõ"),
            "citizen_id": patient.citizen_id or patient.temporary_code or "",
        },
    }
    care = desk.policies.care(page.record.facility, day(now))
    return said, Episode(patient.birth, page.record.opened_at, timedelta(hours=care.act_before_admission_hours))
