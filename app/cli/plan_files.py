"""`hsba plans template|export|check|copy`: plans as files that an office fills in, checks and takes away."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from app.cli.options import Json
from app.cli.plans import Code, Folder, plan_of

if TYPE_CHECKING:
    from domain.plans import Plan
    from policies.faults import Fault
    from policies.sheets import Sheet

Out = Annotated[Path, typer.Argument(help="Tệp sẽ ghi, đuôi tên nói kiểu tệp · file to write; its ending says what it is.", dir_okay=False)]
Given = Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .yaml · an .xlsx or .yaml file.", exists=True, dir_okay=False)]
NewCode = Annotated[str, typer.Option("--code", help="Mã của kế hoạch mới · code of the new plan.", show_default=False)]


def template(file: Out) -> None:
    """Mẫu sổ để nhập một kế hoạch, có ví dụ điền sẵn · a workbook to enter a plan, with a worked example."""
    from policies.plan_workbooks import template as made

    ending(file, ".xlsx")
    write(file, made())


def export(code: Code, file: Out, folder: Folder = None) -> None:
    """Ghi một kế hoạch ra .xlsx, .yaml hoặc .pdf · write a plan as .xlsx, .yaml or .pdf."""
    chosen = ending(file, ".xlsx", ".yaml", ".yml", ".pdf")
    plan, _ = plan_of(code, folder)
    write(file, _printed(plan) if chosen == ".pdf" else _filled(plan, chosen))


def check(file: Given, as_json: Json = False) -> None:
    """Kiểm tra một tệp kế hoạch: nêu mọi lỗi, hoặc nói tệp là kế hoạch nào · every fault of a plan's file, or what it is."""
    from policies.faults import PoliciesRefused
    from policies.plan_uploads import read_upload
    from policies.sheets import LARGEST

    with file.open("rb") as content:
        read = content.read(LARGEST + 1)
    try:
        sheet, plan = read_upload(file.name, read)
    except PoliciesRefused as refused:
        _refused(refused.faults, as_json)
        raise typer.Exit(2) from refused
    _accepted(sheet, plan, as_json)


def copy(code: Code, file: Out, new: NewCode, folder: Folder = None) -> None:
    """Chép một kế hoạch thành bản để điền dưới mã khác · copy a plan under another code, to be filled in."""
    from policies.plan_copies import EMPTIED, copied
    from policies.plan_places import PLAN

    chosen = ending(file, ".xlsx", ".yaml", ".yml")
    if not PLAN.fullmatch(new):
        _stop("mã chỉ có chữ thường không dấu, số, gạch nối · small letters without marks, digits and hyphens only", new)
    if new == code:
        _stop("đó là mã của chính kế hoạch này, chọn mã khác · the plan's own code, choose another", new)
    plan, _ = plan_of(code, folder)
    write(file, _filled(copied(plan, new), chosen))
    typer.echo(f"Đã để trống · left empty: {', '.join(EMPTIED.values())}, điều chưa rõ của từng nhiệm vụ.")
    typer.echo("Điền theo văn bản mới, sửa lời, hạn, đơn vị của từng nhiệm vụ rồi chạy · fill in by the new paper, then: hsba plans check")


def ending(file: Path, *allowed: str) -> str:
    if file.suffix.lower() not in allowed:
        _stop(f"tên tệp phải kết thúc bằng {', '.join(allowed)} · the name must end so", str(file))
    return file.suffix.lower()


def _filled(plan: "Plan", ending: str) -> bytes:
    from domain.errors import Malformed
    from policies.plan_workbooks import workbook_of
    from policies.plan_written import yaml_of

    try:
        return workbook_of(plan) if ending == ".xlsx" else yaml_of(plan).encode()
    except Malformed as wrong:
        _stop("; ".join(wrong.facts), plan.code)


def _printed(plan: "Plan") -> bytes:
    from domain.errors import Malformed
    from policies.plan_sheets import plan_sheet
    from policies.reader import SHIPPED
    from signing.sheets import Printer

    try:
        return Printer(SHIPPED / "forms", "").plan(plan_sheet(plan))
    except Malformed as wrong:
        _stop("; ".join(wrong.facts), plan.code)


def write(file: Path, content: bytes) -> None:
    """Nothing that is there already is overwritten."""
    try:
        with file.open("xb") as out:
            out.write(content)
    except FileExistsError:
        _stop("đã có tệp này, nêu tên khác · there is such a file, give another name", str(file))
    except OSError as wrong:
        _stop(f"không ghi được · cannot be written: {wrong.strerror}", str(file))
    typer.echo(f"Đã ghi · written: {file} ({len(content)} byte)")


def _stop(why: str, what: str) -> NoReturn:
    typer.echo(f"{what}: {why}", err=True)
    raise typer.Exit(2)


def _refused(faults: "tuple[Fault, ...]", as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"faults": [_placed(one) for one in faults]}, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{len(faults)} lỗi, chưa nạp gì · faults, nothing was loaded", err=True)
    for one in faults:
        typer.echo(f"{one}", err=True)


def _placed(one: "Fault") -> dict[str, object]:
    return {"file": one.file, "path": one.path, "line": one.line, "cell": one.cell, "vi": one.vi, "en": one.en}


def _accepted(sheet: "Sheet", plan: "Plan", as_json: bool) -> None:
    from datetime import UTC, datetime

    from app.cli.plans import findings_told, summary
    from domain.clock import day
    from policies.plan_copies import left_over
    from policies.plan_lint import lint_plan
    from policies.plan_terms import SORTS
    from policies.plan_told import finding_told
    from policies.reader import load

    book = load()
    findings = tuple(lint_plan(plan, book.law(day(datetime.now(UTC)))))
    hard = [one for one in findings if one.hard]
    old, still = left_over(sheet, plan, book.plans)
    said = summary(plan)
    if as_json:
        told = {"findings": len(findings), "hard": len(hard), "contradictions": [finding_told(plan, one) for one in hard]}
        copy = {"copied_from": old or None, "still": [_placed(one) for one in still]}
        typer.echo(json.dumps({"faults": [], "plan": said, **told, **copy}, ensure_ascii=False, indent=1))
        return
    typer.echo(f"Đọc được kế hoạch · a plan: {plan.code}, ấn bản {plan.edition} · {plan.title}")
    typer.echo(f"  {plan.issuer} · số {plan.number or '—'} · ngày {said['issued_on'] or '—'} · {SORTS[plan.sort]}")
    typer.echo(f"  {said['tasks']} nhiệm vụ, {said['parts']} phần việc · {len(findings)} điều cần xem, {len(hard)} mâu thuẫn cứng")
    for line in findings_told(plan, hard):
        typer.echo(line)
    if still:
        typer.echo(f"  Chép từ {old}, còn {len(still)} chỗ là của kế hoạch cũ · copied from it, these places are still the old plan's:")
    for one in still:
        typer.echo(f"    {one}")
