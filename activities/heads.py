"""What stands at the head of every clinical sheet, and of an office's paper."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from domain.clock import day
from domain.moments import Episode
from domain.names import FacilityId, RecordId
from domain.patients import SEXES
from domain.records import Record
from store.queries import people, records

OF_PROVINCE = ("Sở Y tế tỉnh ", "Sở Y tế thành phố ")


async def office(session: AsyncSession, which: FacilityId) -> dict[str, Any]:
    """What stands at the head of an office's paper.

    A department of health whose name says its province stands below that province's committee (NĐ 30/2020, annex I).
    """
    facility = await people.facility(session, which)
    parent = (await people.facility(session, facility.parent)).name if facility.parent else ""
    if not parent and facility.name.startswith(OF_PROVINCE):
        parent = facility.name.replace("Sở Y tế", "Ủy ban nhân dân", 1)
    return {"parent": parent, "facility": facility.name, "place": facility.place}


async def head(session: AsyncSession, record: RecordId) -> dict[str, Any]:
    """Facility, patient and record, as the sheets print them."""
    page = await records.page(session, record)
    patient = page.patient
    return {
        **await office(session, page.record.facility),
        "record": page.record.code,
        "department": page.department,
        "patient": {
            "code": patient.code,
            "name": patient.name,
            "birth": patient.birth.strftime("%d/%m/%Y"),
            "sex": SEXES.get(patient.sex, "Chưa rõ"),
            "citizen_id": patient.citizen_id or "",
            "temporary_code": "" if patient.citizen_id else patient.temporary_code or "",
        },
    }


async def episode(desk: Desk, session: AsyncSession, record: Record, now: datetime) -> Episode:
    """What bounds the acts that the record's sheets tell."""
    return desk.policies.care(record.facility, day(now)).episode(await records.birth(session, record.patient), record.opened_at)
