"""A survey by workbook on its page, what it shows, and its paper."""

from io import BytesIO

from openpyxl import load_workbook

from domain.roles import Role
from services import survey_workbooks, surveys
from services.plan_exports import MEDIA, Format
from tests.care import newcomer
from tests.rollout import declared, province
from tests.stack import Stack
from tests.surveying import reviewed
from tests.web.desk import desk

XLSX = MEDIA[Format.XLSX]


async def test_a_workbook_is_refused_with_its_cell_and_then_taken(stack: Stack) -> None:
    there = await province(stack, "kp4")
    number = await surveys.begin(stack.by(there.administrator), there.track)
    here = f"/tracks/{there.track}/surveys/{number}/workbook.xlsx"
    made = await survey_workbooks.down(stack.by(there.administrator), there.track, number)

    def with_beds(value: object) -> dict[str, tuple[str, bytes, str]]:
        book = load_workbook(BytesIO(made.content))
        book.worksheets[0]["D2"] = value
        out = BytesIO()
        book.save(out)
        return {"file": (made.name, out.getvalue(), XLSX)}

    async with desk(stack, there.administrator) as admin:
        await admin.open(here)
        assert admin.headers["content-type"] == XLSX
        await admin.send(here, {}, files=with_beds("nhiều"))
        assert admin.status == 422
        assert "Khảo sát!D2" in admin.told()
        await admin.send(here, {}, files=with_beds(520))
        assert (admin.status, admin.address) == (200, f"/tracks/{there.track}/surveys/{number}")
        await surveys.save(stack.by(there.administrator), there.track, number, 1, {"beds": 600})
        await admin.send(here, {}, files=with_beds(530))
        assert "600 giường" in admin.page, "it began before that answer: a person chooses"


async def test_the_department_reads_gaps_investments_and_the_difference(stack: Stack) -> None:
    there = await province(stack, "kp5")
    first = await reviewed(stack, there)
    here = f"/tracks/{there.track}/surveys"
    async with desk(stack, there.officer) as officer:
        assert f"{here}/{first}/gaps" in await officer.open(f"/tracks/{there.track}"), "the track leads to its baseline"
        await officer.open(f"{here}/{first}/gaps")
        assert "190 chứng thư" in officer.page
        assert "kế hoạch yêu cầu Mức 6" in officer.page
        assert "/milestones/3.3b-2" in officer.page
        await officer.open(f"{here}/{first}/gaps.xlsx")
        assert officer.headers["content-type"] == XLSX
        await officer.open(f"{here}/{first}/difference")
        assert officer.status == 404
        second = await reviewed(stack, there, workstations=250)
        assert "Lần trước: 212 máy" in await officer.open(f"{here}/{second}")
        await officer.open(f"{here}/{second}/difference")
        assert "đã hết tồn tại" in officer.page
        assert "+38" in officer.page
        await officer.open(f"{here}/99999")
        assert officer.status == 404


async def test_the_paper_goes_to_be_signed_from_the_page(stack: Stack) -> None:
    there = await province(stack, "kp6")
    await newcomer(stack, "gd.kp6", "Nguyễn Văn Toàn", Role.DIRECTOR, there.hospital)
    await declared(stack, there.administrator, there.track, "3.1-1")
    number = await reviewed(stack, there)
    here = f"/tracks/{there.track}/surveys/{number}"
    async with desk(stack, there.administrator) as admin:
        assert "Lập phiếu và trình ký" in await admin.open(here)
        await admin.send(f"{here}/paper", {})
        assert (admin.status, admin.address.startswith("/documents/")) == (200, True)
        assert "Chứng thư số cá nhân: 190 chứng thư" in admin.page, "who signs reads what is proposed"
        assert "Phiếu khảo sát đã lập" in await admin.open(here)
