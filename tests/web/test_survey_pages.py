"""A survey on its pages: filled in, two answers of one question, by workbook, submitted, reviewed, drawn up, compared."""

import json
from io import BytesIO

from openpyxl import load_workbook

from domain.people import Role
from services import survey_views, survey_workbooks, surveys
from services.plan_exports import MEDIA, Format
from tests.care import newcomer
from tests.rollout import declared, province
from tests.stack import Stack
from tests.surveying import ANSWERS, filled, reviewed, version
from tests.web.desk import desk

XLSX = MEDIA[Format.XLSX]


def typed(**other: object) -> dict[str, str]:
    """The answers as a browser sends them."""
    said = {**ANSWERS, **other}
    words = {True: "yes", False: "no", None: ""}
    return {code: words[value] if isinstance(value, bool | None) else str(value).replace(".", ",") for code, value in said.items()}


async def test_filled_in_and_sent_from_the_page_then_sent_back_with_remarks(stack: Stack) -> None:
    there = await province(stack, "kp1")
    here = f"/tracks/{there.track}/surveys"
    async with desk(stack, there.administrator) as admin, desk(stack, there.officer) as officer:
        assert here in await admin.open(f"/tracks/{there.track}")
        assert here in await admin.open(f"/tracks/{there.track}/milestones/3.1-1")
        assert "Bắt đầu khảo sát lần 1" in await admin.open(here)
        await admin.send(here, {})
        assert (admin.status, admin.address) == (200, f"{here}/1")
        assert "lắp đặt máy tính" in admin.page, "the page says which plan asks"
        await admin.send(f"{here}/1/answers", {"base": "0", **typed(beds="rất nhiều")})
        assert admin.status == 422
        assert "phải là số nguyên" in admin.told()
        assert 'value="rất nhiều"' in admin.page
        assert 'value="1350"' in admin.page, "what was typed is kept"
        await admin.send(f"{here}/1/answers", {"base": "0", **typed(emr="")})
        assert (admin.status, admin.address) == (200, f"{here}/1")
        assert "Đã lưu." in admin.page
        assert 'value="300,5"' in admin.page
        await admin.send(f"{here}/1/answers", {"base": admin.hidden("base"), "turn": "submit", "ups": "3"})
        assert admin.status == 422
        assert "Phần mềm hồ sơ bệnh án điện tử" in admin.told()
        await admin.send(f"{here}/1/answers", {"base": admin.hidden("base"), "turn": "submit", "emr": "some"})
        assert "chờ Sở Y tế xem xét" in admin.page
        await admin.send(f"{here}/1/answers", {"base": "3", "ups": "9"})
        assert admin.status == 409
        assert "Xem xét khảo sát hiện trạng" in await officer.open("/")
        await officer.open(f"{here}/1")
        assert "Chấp nhận" in officer.page
        assert 'name="remark-beds"' in officer.page
        await officer.send(f"{here}/1/review", {"turn": "return", "reason": "", "remark-beds": "Đếm lại"})
        assert officer.status == 422
        assert "Đếm lại" in officer.page
        await officer.send(f"{here}/1/review", {"turn": "return", "reason": "Số giường chưa khớp", "remark-beds": "Đếm lại"})
        assert "bị trả lại" in officer.page
        assert "Số giường chưa khớp" in await admin.open(f"{here}/1")
        assert "Sở Y tế: Đếm lại" in admin.page


async def test_two_answers_of_one_question_stand_side_by_side(stack: Stack) -> None:
    there = await province(stack, "kp2")
    number = await filled(stack, there.administrator, there.track)
    colleague = await newcomer(stack, "cntt.kp2", "Trần Văn Kiên", Role.IT_OFFICER, there.hospital)
    here = f"/tracks/{there.track}/surveys/{number}"
    async with desk(stack, there.administrator) as admin, desk(stack, colleague) as kien:
        await admin.open(here)
        await kien.open(here)
        base = kien.hidden("base")
        await kien.send(f"{here}/answers", {"base": base, "beds": "530", "ups": "3"})
        await admin.send(f"{here}/answers", {"base": base, **typed(beds=540, racks=4)})
        assert admin.status == 200
        assert "1 câu đã có người khác trả lời khác" in admin.page
        assert "540 giường" in admin.page
        assert "530 giường" in admin.page
        assert "Trần Văn Kiên" in admin.page
        await admin.send(f"{here}/answers", {"base": admin.hidden("base"), "beds": "540"})
        shown = (await survey_views.read(stack.by(there.administrator), there.track, number)).shown.answers
        assert [shown[code] for code in ("beds", "ups", "racks")] == [540, 3, 4]


async def test_the_pages_own_script_is_answered_with_what_stands_now(stack: Stack) -> None:
    there = await province(stack, "kp3")
    number = await filled(stack, there.administrator, there.track)
    here = f"/tracks/{there.track}/surveys/{number}"
    async with desk(stack, there.administrator) as admin:
        base = str(await version(stack, there.administrator, there.track, number))
        await surveys.save(stack.by(there.administrator), there.track, number, int(base), {"ups": 5})
        told = json.loads(await admin.send(f"{here}/answers", {"base": base, "beds": "541"}, accept="application/json"))
        assert (told["answers"]["beds"], told["answers"]["ups"], told["clashes"]) == ("541", "5", [])
        assert told["parts"]["hardware"] == [8, 9]
        late = json.loads(await admin.send(f"{here}/answers", {"base": base, "beds": "600"}, accept="application/json"))
        assert late["clashes"] == ["beds"]
        wrong = json.loads(await admin.send(f"{here}/answers", {"base": base, "beds": "x"}, accept="application/json"))
        assert admin.status == 422
        assert list(wrong["faults"]) == ["beds"]


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
        await admin.send(here, {})
        assert admin.status == 422


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
