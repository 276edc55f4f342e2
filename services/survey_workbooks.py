"""A survey as a workbook, down and up; and its list of proposed investments as one."""

import asyncio

from domain.errors import Malformed
from domain.faults import both
from domain.names import TrackId
from domain.survey_gaps import gaps
from policies.faults import PoliciesRefused
from policies.survey_lists import gaps_workbook
from policies.survey_rows import filled
from policies.survey_workbooks import Sheeted, workbook_of
from services import survey_views, surveys
from services.context import Context
from services.declaring import told
from services.plan_exports import MEDIA, Exported, Format
from services.surveys import Saved


async def down(context: Context, which: TrackId, number: int) -> Exported:
    """The questions with the answers as they stand. Raises: NotFound, NotAllowed, OutOfReach."""
    view = await survey_views.read(context, which, number)
    of = Sheeted(str(view.survey.id), f"{view.facility}, khảo sát lần {number}", view.survey.version)
    async with context.house.printing:
        content = await asyncio.to_thread(workbook_of, view.shown.edition, view.shown.answers, of)
    return Exported(f"khao-sat-{view.track.facility}-{number}.xlsx", MEDIA[Format.XLSX], content)


async def up(context: Context, which: TrackId, number: int, name: str, content: bytes) -> Saved:
    """Saves what the workbook says, as a save that began when it was loaded down.

    Raises: Malformed with every fault and its cell, or when it is of another survey; and as `surveys.save`.
    """
    view = await survey_views.read(context, which, number)
    try:
        said = await asyncio.to_thread(filled, name, content, view.shown.edition)
    except PoliciesRefused as refused:
        raise Malformed(*told(refused.faults)) from refused
    if said.survey != str(view.survey.id) or said.base > view.survey.version:
        raise Malformed(both("file: sổ này của một lần khảo sát khác: tải đúng sổ của lần này", "this workbook is of another survey"))
    return await surveys.save(context, which, number, said.base, said.answers)


async def proposed(context: Context, which: TrackId, number: int) -> Exported:
    """Gaps and proposed investments. Raises: NotFound, NotAllowed, OutOfReach."""
    view = await survey_views.baseline(context, which, number)
    title = f"{view.facility}, khảo sát lần {number}"
    async with context.house.printing:
        content = await asyncio.to_thread(gaps_workbook, title, gaps(view.shown.findings), view.investments)
    return Exported(f"de-xuat-{view.track.facility}-{number}.xlsx", MEDIA[Format.XLSX], content)
