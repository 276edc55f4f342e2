"""A progress report taken away as a file: a workbook, or a printed copy in the official layout that is not signed."""

import asyncio

from domain.errors import Malformed
from domain.faults import both
from domain.names import PlanId, ProgressReportId
from domain.progress_reports import Report
from policies.report_sheets import report_sheet
from policies.report_workbooks import workbook_of
from services.context import Context
from services.plan_exports import MEDIA, Exported, Format
from services.progress_reports import read

FORMATS = (Format.XLSX, Format.PDF)


async def export(context: Context, which: PlanId, report: ProgressReportId, wanted: str, asked_at: str = "") -> Exported:
    """`asked_at`: the address the person came by, for the links in the file where the house has none of its own.

    Raises: NotAllowed, NotFound, Malformed for a format there is not, or words that cannot be printed.
    """
    found = await read(context, which, report)
    if wanted not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise Malformed(both(f"format: chỉ nhận {allowed}", f"allowed: {allowed}"))
    base = (context.house.public_url or asked_at).rstrip("/")
    async with context.house.printing:
        content = await asyncio.to_thread(_made, context, found, Format(wanted), base)
    return Exported(f"bao-cao-tien-do-{found.as_of.isoformat()}.{wanted}", MEDIA[Format(wanted)], content)


def _made(context: Context, report: Report, wanted: Format, base: str) -> bytes:
    if wanted is Format.XLSX:
        return workbook_of(report, base)
    return context.house.print_report(report_sheet(report, base))
