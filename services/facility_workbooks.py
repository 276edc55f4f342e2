"""Facilities by workbook: an empty one to be filled in, and what a filled-in one says brought in, all of it or nothing."""

import asyncio

from domain.errors import Malformed
from domain.facilities import Wrong
from domain.faults import both
from domain.names import FacilityId
from policies.facility_rows import listed
from policies.facility_workbooks import template
from policies.faults import PoliciesRefused
from services import facilities
from services.context import Context
from services.declaring import told
from services.plan_exports import MEDIA, Exported, Format


async def blank(context: Context) -> Exported:
    """The workbook to be filled in, with a worked example. Raises: NotAllowed."""
    await facilities.read(context)
    async with context.house.printing:
        return Exported("co-so.xlsx", MEDIA[Format.XLSX], await asyncio.to_thread(template))


async def load(context: Context, name: str, content: bytes) -> tuple[FacilityId, ...]:
    """Raises: Malformed with every fault and its cell; and as `facilities.add`."""
    try:
        found = await asyncio.to_thread(listed, name, content)
    except PoliciesRefused as refused:
        raise Malformed(*told(refused.faults)) from refused

    def at_cell(wrong: Wrong) -> str:
        return both(f"{found.at(wrong)}: {wrong.vi}", f"{found.at(wrong)}: {wrong.en}")

    return await facilities.add(context, found.facilities, at_cell)
