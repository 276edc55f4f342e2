"""`hsba plans`: the provinces' plans as data, what is unclear in them, and opening one."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.acting import Login, acting
from app.cli.options import Data, Json, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.settings import Settings
    from domain.plans import Plan
    from policies.findings import Finding

Code = Annotated[str, typer.Argument(help="Mã kế hoạch · the plan's code.", show_default=False)]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--policies", help="Thư mục chính sách khác · another folder of policies.", exists=True, file_okay=False, show_default=False
    ),
]
Facilities = Annotated[
    list[str] | None, typer.Option("--facility", help="Mã cơ sở, nhắc lại được; không nêu là tất cả · facility, may be repeated; else all.")
]
OpenedOn = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Ngày bắt đầu · day it begins. [hôm nay · today]", show_default=False)
]


def add_to(hsba: typer.Typer) -> None:
    """Registers the group."""
    from app.cli import plan_files
    from app.cli.rehearsing import rehearse

    group = typer.Typer(help="Kế hoạch của tỉnh · a province's plans.", no_args_is_help=True)
    group.command("list")(list_)
    group.command("show")(show)
    group.command("lint")(lint)
    group.command("rehearse")(rehearse)
    group.command("open")(open_)
    for command in (plan_files.template, plan_files.export, plan_files.check, plan_files.copy):
        group.command()(command)
    hsba.add_typer(group, name="plans")


def list_(folder: Folder = None, as_json: Json = False) -> None:
    """Các kế hoạch có sẵn dạng dữ liệu · the plans there are as data."""
    from policies.plan_terms import SORTS

    found = plans_of(folder)
    if as_json:
        typer.echo(json.dumps([summary(plan) for plan, _ in found.values()], ensure_ascii=False, indent=1))
        return
    for plan, findings in found.values():
        said = summary(plan)
        hard = sum(one.hard for one in findings)
        typer.echo(f"{plan.code} · {plan.title}")
        typer.echo(f"  {plan.issuer} · số {plan.number or '—'} · ngày {said['issued_on'] or '—'} · {SORTS[plan.sort]}")
        typer.echo(f"  {said['tasks']} nhiệm vụ, {said['parts']} phần việc · {len(findings)} điều cần xem, {hard} mâu thuẫn cứng")


def show(code: Code, folder: Folder = None, as_json: Json = False) -> None:
    """Toàn bộ một kế hoạch, để đối chiếu với bản giấy · all of a plan, to be held against the paper."""
    from app.cli.plan_words import lines
    from policies.plan_told import told

    plan, findings = plan_of(code, folder)
    typer.echo(json.dumps(told(plan, findings), ensure_ascii=False, indent=1) if as_json else "\n".join(lines(plan, findings)))


def lint(
    code: Annotated[str, typer.Argument(help="Mã kế hoạch; không nêu là tất cả · the plan's code, else all.")] = "",
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Điều chưa rõ ("6 rõ") và mâu thuẫn · what is unclear, and contradictions."""
    from policies.plan_told import finding_told

    found = {code: plan_of(code, folder)} if code else plans_of(folder)
    if as_json:
        told = {name: [finding_told(plan, one) for one in findings] for name, (plan, findings) in found.items()}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for name, (plan, findings) in found.items():
        typer.echo(f"{name}: {len(findings)} điều cần xem, {sum(one.hard for one in findings)} mâu thuẫn cứng · findings, hard ones")
        for line in findings_told(plan, findings):
            typer.echo(line)


def findings_told(plan: "Plan", findings: "Iterable[Finding]") -> "Iterator[str]":
    """Each with its key, both its sides in the paper's words, and the mend."""
    for one in findings:
        yield from _told(plan, one)


def _told(plan: "Plan", one: "Finding") -> list[str]:
    from domain.faults import both

    severity = "CỨNG · HARD" if one.hard else "mềm · soft"
    sides = [f"      {place or '—'}: «{plan.reads(words) or words}»" for place, words in one.quotes if words or place]
    mend = [f"      đề nghị · mend: {one.mend}"] if one.mend else []
    return [f"  [{one.key}] {severity} {one.task or '—'} ({one.aspect}): {both(one.vi, one.en)}", *sides, *mend]


def summary(plan: "Plan") -> dict[str, Any]:
    """What a list tells of a plan; null where the source tells nothing."""
    return {
        "code": plan.code,
        "edition": plan.edition,
        "title": plan.title,
        "province": plan.province,
        "issuer": plan.issuer or None,
        "number": plan.number or None,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "sort": plan.sort,
        "certainty": plan.certainty,
        "tasks": len(plan.tasks),
        "parts": len(list(plan.parts())),
    }


def plans_of(folder: Path | None) -> "dict[str, tuple[Plan, tuple[Finding, ...]]]":
    """Code → the plan and the linter's findings as of today. Ends the command when the policies are faulty."""
    from domain.clock import day
    from policies.faults import PoliciesRefused
    from policies.plan_lint import lint_plan
    from policies.reader import SHIPPED, load

    try:
        book = load(folder or SHIPPED)
    except PoliciesRefused as refused:
        typer.echo(f"{refused}", err=True)
        raise typer.Exit(1) from refused
    law = book.law(day(datetime.now(UTC)))
    return {plan.code: (plan, tuple(lint_plan(plan, law))) for plan in book.plans}


def plan_of(code: str, folder: Path | None) -> "tuple[Plan, tuple[Finding, ...]]":
    """Ends the command with the codes there are when it is none of them."""
    found = plans_of(folder)
    if code not in found:
        typer.echo(f"Không có kế hoạch {code}; có · no such plan; there are: {', '.join(found)}", err=True)
        raise typer.Exit(2)
    return found[code]


def open_(code: Code, login: Login, facilities: Facilities = None, on: OpenedOn = None, data: Data = None, as_json: Json = False) -> None:
    """Mở một kế hoạch, với tư cách chuyên viên Sở Y tế · open a plan as an officer of the department of health."""
    plan = asyncio.run(opened(settings_of(data), login, code, facilities or [], on))
    typer.echo(json.dumps({"plan": plan}) if as_json else f"Đã mở kế hoạch · opened: {plan}")


async def opened(settings: "Settings", login: str, code: str, facilities: list[str], on: datetime | None) -> str:
    """The id of the plan opened."""
    from domain.names import FacilityId
    from services import plans

    async with acting(settings, login, "plan.open") as context:
        return str(await plans.open_plan(context, code, tuple(map(FacilityId, facilities)), on.date() if on else None))
