"""A council of seven in Chromium: a conflict, somebody away, a dissent, a criterion missing, and a second round on that alone."""

from datetime import timedelta
from uuid import UUID

from playwright.async_api import Page, expect

from domain.appraisals import Finding
from domain.councils import AppraisalState
from domain.names import AppraisalId, DocumentId
from domain.tracks import State
from services import appraisals, signatures, tracks
from tests.browser.offices import Offices, tab
from tests.browser.pressing import judged, press
from tests.care import until
from tests.council import Council, all_sign, council_of_seven, votes
from tests.people import Someone
from tests.rollout import in_force, pdf
from tests.stack import Stack

PAPER = "Giấy uỷ quyền 12/GUQ-BV ngày 02/12/2026"
FAILS = "TC04"


async def opens(desks: Offices, one: Someone, which: AppraisalId, criterion: str = "") -> Page:
    here = await desks.of(one)
    await here.goto(f"/appraisals/{which}" + (f"?criterion={criterion}" if criterion else ""))
    await expect(here.get_by_role("heading", level=1)).to_contain_text("Thẩm định lần")
    return here


async def asks(here: Page, now: Council) -> AppraisalId:
    """From the track, as its administrator."""
    await press(tab(here, "Kế hoạch"))
    await here.goto(f"/tracks/{now.there.track}")
    await press(here.get_by_role("button", name="Đề nghị thẩm định"))
    await expect(here.get_by_role("heading", level=1)).to_have_text("Thẩm định lần 1")
    return AppraisalId(UUID(here.url.split("/appraisals/")[1].split("?")[0]))


async def brings(here: Page, n: int, shown: int = 0) -> None:
    """Evidence of so many criteria, one after the other: each leads to the next that has none. `shown`: how many had evidence before."""
    for number in range(shown + 1, n + 1):
        new = pdf(f"Minh chứng {number}")
        await here.get_by_label("Tệp minh chứng (PDF)").set_input_files(
            {"name": new.name, "mimeType": "application/pdf", "buffer": new.content}
        )
        await here.get_by_label("Cơ sở tự chấm").select_option("met")
        await press(here.get_by_role("button", name="Nộp minh chứng"))
        await expect(here.get_by_role("listitem").filter(has_text="đã có minh chứng")).to_have_count(number)


async def convenes(here: Page, now: Council) -> None:
    await press(here.get_by_role("link", name="Triệu tập hội đồng"))
    labels = ("Chủ tịch", "Thư ký", *(f"Ủy viên {n}" for n in range(1, 6)))
    for label, one in zip(labels, now.all, strict=True):
        await here.get_by_label(label, exact=True).select_option(str(one.id))
    await here.get_by_label("Nơi họp").fill("Hội trường tầng 3")
    if await here.get_by_label("Vì sao vẫn triệu tập").count():
        await here.get_by_label("Vì sao vẫn triệu tập").fill("Kịp ngày 31/12/2026")
    await judged(here, "council-called")
    await press(here.get_by_role("button", name="Triệu tập"))
    await expect(here.get_by_role("main")).to_contain_text("Quyết định thành lập hội đồng đang chờ ký")


async def has_a_conflict(here: Page) -> None:
    """On one criterion; the page then offers no vote there."""
    await here.get_by_label("Có, ở một số tiêu chí").check()
    await press(here.get_by_text("Tiêu chí có xung đột", exact=True))
    await here.locator('input[name="on"][value="TC02"]').check()
    await here.get_by_label("Xung đột là gì").fill("Phụ trách chứng thư số của bệnh viện")
    await judged(here, "council-interest")
    await press(here.get_by_role("button", name="Khai báo"))


async def replaces(here: Page, now: Council) -> None:
    await press(here.get_by_role("listitem").filter(has_text=now.doctor.name).get_by_role("link", name="Cử người dự thay"))
    await here.get_by_label("Người dự thay", exact=True).select_option(str(now.instead.id))
    await here.get_by_label("Văn bản cử người dự thay").fill(PAPER)
    await judged(here, "council-substitute")
    await press(here.get_by_role("button", name="Cử dự thay"))
    await expect(here.get_by_role("listitem").filter(has_text=now.instead.name)).to_contain_text("dự thay")


async def closes(here: Page, stack: Stack) -> None:
    """What is to be mended has its field, with the reasons of the votes beside it."""
    await expect(here.get_by_role("main")).to_contain_text("Tiêu chí sẽ là chưa đạt")
    await here.get_by_label("Việc phải khắc phục").fill("Chặn sửa tờ đã ký, ghi lịch sử phiên bản")
    await here.get_by_label("Hạn", exact=True).fill((in_force(stack) + timedelta(days=20)).isoformat())
    await here.get_by_label("Kết luận và kiến nghị của chủ tịch").fill("Khắc phục rồi thẩm định lại")
    await judged(here, "council-closing")
    await press(here.get_by_role("button", name="Kết thúc biểu quyết và lập biên bản"))
    await expect(here.locator("#reading")).to_contain_text("chưa đáp ứng")


async def is_in(stack: Stack, now: Council, which: AppraisalId, state: AppraisalState) -> None:
    by = stack.by(now.there.administrator)
    await until(lambda: appraisals.read(by, which), lambda view: view.appraisal.state is state)


async def test_a_council_of_seven_from_its_decision_to_the_second_round(stack: Stack, desks: Offices) -> None:
    now = await council_of_seven(stack, "bc1", "3.5-10")
    administrator = await desks.of(now.there.administrator)
    which = await asks(administrator, now)
    await brings(administrator, 10)
    await judged(administrator, "council-evidence")
    await two_rounds(stack, desks, now, which)


async def two_rounds(stack: Stack, desks: Offices, now: Council, which: AppraisalId) -> None:
    """A conflict, somebody away, a dissent and a criterion missing; then that one alone, met. Every paper is signed."""
    await convenes(await desks.of(now.there.administrator), now)
    founding = (await appraisals.read(stack.by(now.chair), which)).founding
    assert founding
    await all_sign(stack, founding[0].id, now.chair, now.clerk)
    await is_in(stack, now, which, AppraisalState.VOTING)

    await has_a_conflict(await opens(desks, now.it, which))
    it = await opens(desks, now.it, which, "TC02")
    await expect(it.get_by_role("main")).to_contain_text("nên không biểu quyết")
    await replaces(await opens(desks, now.secretary, which), now)
    for one in (now.chair, now.secretary, now.it, now.first, now.second, now.instead):
        await votes(stack, one, which, {FAILS: Finding.NOT_MET})
    await votes(stack, now.outside, which, {"TC06": Finding.NOT_MET})

    chair = await opens(desks, now.chair, which, "TC06")
    await expect(chair.get_by_role("main")).to_contain_text("6 đạt, 1 không đạt")
    await closes(chair, stack)
    minutes = (await appraisals.read(stack.by(now.chair), which)).minutes
    assert minutes
    await all_sign(stack, minutes[0].id, now.secretary, now.it, now.first, now.second, now.instead, now.outside, now.chair)
    await is_in(stack, now, which, AppraisalState.CLOSED)

    again = await _second_round(stack, desks, now, which)
    for paper in (founding[0].id, minutes[0].id, again):
        assert (await signatures.read(stack.by(now.there.administrator), paper)).newest.completed_at


async def _second_round(stack: Stack, desks: Offices, now: Council, which: AppraisalId) -> DocumentId:
    """On the criterion that was missing alone, with new evidence; gives its minutes."""
    administrator = await desks.of(now.there.administrator)
    await administrator.goto("/")
    await expect(administrator.get_by_role("main")).to_contain_text("Khắc phục 1 tiêu chí chưa đạt")
    here = await opens(desks, now.there.administrator, which, "TC06")
    seat = here.get_by_role("listitem").filter(has_text=f"{now.outside.name} · Ủy viên")
    await expect(seat).to_contain_text("Chưa thấy minh chứng đủ ở TC06")
    await judged(here, "council-not-met")
    await here.get_by_label("Lý do đề nghị").fill("Đã khắc phục, kèm biên bản thử mới")
    await press(here.get_by_role("button", name="Đề nghị thẩm định lại"))
    await expect(here.get_by_role("heading", level=1)).to_have_text("Thẩm định lần 2")
    await expect(here.get_by_role("listitem").filter(has_text="giữ kết quả lần trước")).to_have_count(9)
    second = AppraisalId(UUID(here.url.split("/appraisals/")[1].split("?")[0]))
    await here.goto(f"/appraisals/{second}?criterion={FAILS}")
    new = pdf("Biên bản thử sửa tờ đã ký")
    await here.get_by_label("Thêm tệp minh chứng (PDF)").set_input_files(
        {"name": new.name, "mimeType": "application/pdf", "buffer": new.content}
    )
    await press(here.get_by_role("button", name="Nộp minh chứng"))
    await convenes(here, now)
    founding = (await appraisals.read(stack.by(now.chair), second)).founding
    assert founding
    await all_sign(stack, founding[0].id, now.chair, now.clerk)
    await is_in(stack, now, second, AppraisalState.VOTING)
    for one in now.all:
        await votes(stack, one, second)
    again = await appraisals.close(stack.by(now.chair), second, "Đáp ứng điều kiện.")
    await all_sign(stack, again, now.secretary, *now.all[2:], now.chair)
    await is_in(stack, now, second, AppraisalState.CLOSED)
    milestone = await tracks.milestone(stack.by(now.there.officer), now.there.track, "3.5-10")
    assert milestone.line.progress.state is State.REPORTED
    await here.reload()
    await expect(here.get_by_role("main")).to_contain_text("Hội đồng kết luận: đáp ứng.")
    await judged(here, "council-met")
    return again
