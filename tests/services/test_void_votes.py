"""A vote on evidence that was replaced is void: the papers name neither it nor its reason."""

from domain.appraisals import Finding
from services import appraisals, signatures
from tests.rollout import opened, pdf, vote
from tests.services.test_appraisals import council
from tests.stack import Stack


async def test_minutes_and_shortfalls_speak_of_votes_that_count(stack: Stack) -> None:
    now = await council(stack, "VV1")
    await vote(stack, now.member, now.which, against=("TC04", "TC06"))
    for code in ("TC04", "TC06"):
        await appraisals.bring(stack.by(now.there.administrator), now.which, code, [pdf(f"Bản sửa {code}")])
    await vote(stack, now.chair, now.which)
    await vote(stack, now.secretary, now.which)
    for one in (now.chair, now.secretary):
        file = await opened(stack, one, now.which, "TC04")
        await appraisals.vote(stack.by(one), now.which, "TC04", Finding.NOT_MET, file, "Chưa chặn sửa tờ đã ký")
    minutes = await appraisals.close(stack.by(now.chair), now.which)

    lines = {one["code"]: one for one in ((await signatures.read(stack.by(now.chair), minutes)).newest.data or {})["criteria"]}
    assert (lines["TC06"]["yes"], lines["TC06"]["no"], lines["TC06"]["dissent"]) == (2, 0, [])
    assert (lines["TC04"]["no"], lines["TC04"]["note"]) == (2, "Chưa chặn sửa tờ đã ký")
    (mend,) = (await appraisals.read(stack.by(now.chair), now.which)).shortfalls
    assert mend.what == "Chưa chặn sửa tờ đã ký"
