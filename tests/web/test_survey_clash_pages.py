"""Two answers of one question on the page, and what its own script is answered."""

import json

from domain.roles import Role
from services import survey_views, surveys
from tests.care import newcomer
from tests.rollout import province
from tests.stack import Stack
from tests.surveying import filled, version
from tests.web.desk import desk
from tests.web.test_survey_pages import typed


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
