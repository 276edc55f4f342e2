"""What a file rests on, on pages: chosen as it is brought, and told from what to what once it changed."""

from services import appraisals
from services.appraisal_facts import follow_facts
from tests.council import council_of_seven, shown
from tests.services.test_evidence_bases import convened, regulation
from tests.services.test_facts_as_evidence import closed
from tests.stack import Stack
from tests.web.desk import desk
from tests.web.test_disposals import words
from tests.web.test_plan_pages import files


async def test_it_is_chosen_on_the_form_and_its_change_is_told(stack: Stack) -> None:
    now = await council_of_seven(stack, "web1", "3.5-10")
    old = await regulation(stack, now, "backup", "12/QC-BV", 42)
    await regulation(stack, now, "ehr", "11/QC-BV", 42)
    which = await appraisals.trigger(stack.by(now.there.administrator), now.there.track)
    here = f"/appraisals/{which}"
    async with desk(stack, now.there.administrator) as admin:
        await admin.open(f"{here}?criterion=TC01")
        assert ('name="rests_on"' in admin.page, "tự gắn với quy chế mà tiêu chí nêu" in admin.page) == (False, True)
        await admin.open(f"{here}?criterion=TC09")
        assert '<option value="backup">Quy chế sao lưu dữ liệu · 12/QC-BV' in admin.page
        await admin.send(f"{here}/criteria/TC09/evidence", {"rests_on": "backup"})
        assert (admin.status, 'id="rests_on-wrong"' in admin.page, 'value="backup" selected' in admin.page) == (422, True, True)
        await admin.send(f"{here}/criteria/TC09/evidence", {"rests_on": "backup"}, files=files("file", "Biên bản sao lưu"))
        assert admin.status == 200, admin.told()
        await admin.open(f"{here}?criterion=TC09")
        assert f"căn cứ: {old}" in words(admin.page)
        await shown(stack, now, which)
        await convened(stack, now, which)
        await closed(stack, now, which)
        new = await regulation(stack, now, "backup", "13/QC-BV", 0)
        await follow_facts(stack.sessions, stack.house.policies, stack.clock)
        await admin.open(f"{here}?criterion=TC09")
        page = words(admin.page)
        assert (f"trước: {old} → nay: {new}" in page, f"{old} → {new}" in page) == (True, True), "above, and in the timeline"
        assert f"căn cứ: {new}" in page
