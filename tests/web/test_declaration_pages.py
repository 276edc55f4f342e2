"""Declaring by workbook on pages, what became of it, what is not for the unit, and the province's other units."""

from io import BytesIO

from openpyxl import load_workbook

from services import declaring, tracks
from services.plan_exports import MEDIA, Format
from tests.rollout import declared, province
from tests.stack import Stack
from tests.web.desk import desk

XLSX = MEDIA[Format.XLSX]


def doing(content: bytes, wrong: str = "") -> bytes:
    """Every row is being done; the first row of `wrong` says something else."""
    book = load_workbook(BytesIO(content))
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[5].value = "đang làm"
        if row[0].value == wrong:
            row[5].value, wrong = "làm rồi", ""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_units_workbook_is_refused_with_its_cell_and_then_taken(stack: Stack) -> None:
    there = await province(stack, "pa")
    async with desk(stack, there.administrator) as admin:
        here = f"/tracks/{there.track}/declaration"
        assert f"{here}.xlsx" in await admin.open(here)
        empty = await declaring.track_workbook(stack.by(there.administrator), there.track)
        await admin.send(f"{here}.xlsx", {}, files={"file": (empty.name, doing(empty.content, there.hospital), XLSX)})
        assert admin.status == 422
        assert "Khai báo lại!F2" in admin.told()
        await admin.send(f"{here}.xlsx", {})
        assert admin.status == 422
        await admin.send(f"{here}.xlsx", {}, files={"file": (empty.name, doing(empty.content), XLSX)})
        assert (admin.status, admin.address) == (200, f"/tracks/{there.track}")
        await admin.open(f"/tracks/{there.track}/summary")
        assert "Tổng hợp khai báo lại" in admin.page
        await admin.open(f"/tracks/{there.track}/milestones/3.1-2")
        assert "khai báo lại" in admin.page, "the milestone says that it was declared"
        await admin.send(f"/tracks/{there.track}/milestones/3.1-2/waiver", {"why": "", "ground": ""})
        assert "vì sao không áp dụng" in admin.told()
        await admin.send(f"/tracks/{there.track}/milestones/3.1-2/waiver", {"why": "Không có", "ground": "Công văn 5/BV ngày 2/10/2026"})
        assert admin.status == 200
        assert "Không áp dụng" in admin.page


async def test_the_department_reads_which_units_were_declared_and_which_had_faults(stack: Stack) -> None:
    there = await province(stack, "pb")
    async with desk(stack, there.officer) as officer:
        assert f"/plans/{there.plan}/summary" in await officer.open(f"/plans/{there.plan}")
        await officer.open(f"/plans/{there.plan}/declaration.xlsx")
        assert officer.headers["content-type"] == XLSX
        empty = await declaring.plan_workbook(stack.by(there.officer), there.plan)
        content = doing(empty.content, there.hospital)
        await officer.send(f"/plans/{there.plan}/declaration.xlsx", {}, files={"file": (empty.name, content, XLSX)})
        assert officer.status == 200
        assert "có lỗi, chưa nhận mốc nào" in officer.page
        assert "đã khai" in officer.page
        await officer.send(f"/plans/{there.plan}/declaration.xlsx", {}, files={"file": ("a.csv", b"a", "text/csv")})
        assert officer.status == 422
    async with desk(stack, there.administrator) as admin:
        await admin.open(f"/plans/{there.plan}/declaration.xlsx")
        assert admin.status == 403
        await admin.open(f"/plans/{there.plan}/summary")
        assert "Khai thay đơn vị" not in admin.page


async def test_what_is_not_for_the_unit_is_approved_on_its_page(stack: Stack) -> None:
    there = await province(stack, "pc")
    await declared(stack, there.administrator, there.track, "3.1-2")
    here = f"/tracks/{there.track}/milestones/3.1-2"
    async with desk(stack, there.administrator) as admin, desk(stack, there.officer) as officer:
        await admin.send(f"{here}/waiver", {"why": "Đã có", "ground": "Công văn 5/BV ngày 2/10/2026"})
        assert "Chấp thuận không áp dụng" in await officer.open(here)
        await officer.send(f"{here}/acceptance", {"remark": "Đồng ý"})
        assert "không áp dụng" in officer.page


async def test_a_unit_of_the_province_is_added_with_every_fault_told(stack: Stack) -> None:
    there = await province(stack, "pd")
    async with desk(stack, there.officer) as officer:
        assert 'href="/authorities"' in await officer.open("/plans")
        await officer.open("/authorities")
        assert "cong-an-tinh" in officer.page
        await officer.send("/authorities", {"unit": "", "unit_name": "", "code": "ca", "place": ""})
        assert officer.status == 422
        new = {"unit": "cong-an-tinh", "unit_name": "Công an tỉnh", "code": "CAPD", "place": "Hưng Yên"}
        await officer.send("/authorities", new)
        assert (officer.status, officer.address) == (200, "/authorities")
        assert "chưa có tài khoản, Sở Y tế ghi thay" in officer.page


async def test_going_live_alone_is_refused_at_its_field_and_an_early_day_is_explained(stack: Stack) -> None:
    there = await province(stack, "pg")
    here = f"/tracks/{there.track}/declaration"
    alone = {"state-3.6-2": "done", "on-3.6-2": "2025-11-01", "paper-3.6-2": "Quyết định 88/QĐ-BV ngày 1/11/2025"}
    async with desk(stack, there.administrator) as admin:
        assert "Khai đã xong được khi các mốc này đã xong" in await admin.open(here)
        await admin.send(here, alone)
        assert admin.status == 422
        assert 'id="state-3.6-2-wrong"' in admin.page
        waits = (await tracks.read(stack.by(there.administrator), there.track)).track.of("3.6-2").after
        first = {f"state-{code}": "done" for code in waits} | {f"on-{code}": "2026-10-02" for code in waits}
        whole = alone | first | {f"paper-{code}": "Quyết định 12/QĐ-BV ngày 2/10/2026" for code in waits}
        await admin.send(here, whole)
        assert admin.status == 422
        assert 'id="on-3.6-2-wrong"' in admin.page
        await admin.send(here, whole | {"note-3.6-2": "Vận hành từ trước khi có kế hoạch"})
        assert admin.status == 200, admin.told()
        await admin.open(f"/tracks/{there.track}/milestones/3.6-2")
        assert "Vận hành từ trước khi có kế hoạch" in admin.page
