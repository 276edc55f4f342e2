"""A plan taken away as a file: a workbook, YAML, or a printed copy."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Malformed
from domain.faults import both
from domain.people import demand
from domain.plans import Plan
from policies.plan_sheets import plan_sheet
from policies.plan_workbooks import workbook_of
from policies.plan_written import yaml_of
from services.context import Context
from services.plan_editions import paper


class Format(StrEnum):
    """What the file is; its name ends so."""

    XLSX = "xlsx"
    PDF = "pdf"
    YAML = "yaml"


MEDIA = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.PDF: "application/pdf",
    Format.YAML: "application/yaml",
}


@dataclass(frozen=True)
class Exported:
    """One file."""

    name: str
    media: str
    content: bytes


async def export(context: Context, code: str, wanted: str) -> Exported:
    """Raises: NotAllowed, NotFound, Malformed for a format there is not, or words that cannot be printed."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        plan = await paper(session, context, code)
    if wanted not in list(Format):
        allowed = ", ".join(Format)
        raise Malformed(both(f"format: chỉ nhận {allowed}", f"allowed: {allowed}"))
    async with context.house.printing:
        content = await asyncio.to_thread(_made, context, plan, Format(wanted))
    return Exported(f"{plan.code}.{wanted}", MEDIA[Format(wanted)], content)


def _made(context: Context, plan: Plan, wanted: Format) -> bytes:
    made: dict[Format, Callable[[], bytes]] = {
        Format.XLSX: lambda: workbook_of(plan),
        Format.PDF: lambda: context.house.print_plan(plan_sheet(plan)),
        Format.YAML: lambda: yaml_of(plan).encode(),
    }
    return made[wanted]()
