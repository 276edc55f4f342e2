"""Evidence that is a file: the regulation it rests on is replaced or ends, and the verdict no longer stands, with what became of it."""

from datetime import datetime, timedelta

from sqlalchemy import update

from domain.clock import day
from domain.councils import AppraisalState
from domain.errors import Malformed
from domain.evidence import Evidence
from domain.evidence_bases import GONE
from domain.names import AppraisalId
from services import appraisals, errands, issuing, regulation_views, regulations
from services.appraisal_facts import follow_facts
from services.evidence_bases import Difference, differences, offered
from services.issuing import NewOutside
from store.tables.appraisals import AppraisalRow
from tests.care import refusal
from tests.council import Council, council_of_seven, shown, votes
from tests.rollout import FOUNDED, pdf
from tests.services.test_facts_as_evidence import closed, told
from tests.stack import Stack

TITLES = {"ehr": "Quy chế hồ sơ bệnh án điện tử", "backup": "Quy chế sao lưu dữ liệu"}


async def regulation(stack: Stack, now: Council, code: str, number: str, days_ago: int) -> str:
    """Entered by the clerk; gives its words as a difference says them."""
    issued = day(stack.clock()) - timedelta(days=days_ago)
    await issuing.enter(stack.by(now.clerk), NewOutside(number, issued, TITLES[code], subject=code, file=pdf(number)))
    return f"{TITLES[code]} số {number} ngày {issued:%d/%m/%Y}"


async def brought(stack: Stack, now: Council) -> AppraisalId:
    """A file on the backup that rests on its regulation by choice, one on the regulation itself that does so unasked."""
    by = now.there.administrator
    which = await appraisals.trigger(stack.by(by), now.there.track)
    view = await appraisals.read(stack.by(by), which)
    assert [one.code for one in await offered(stack.by(by), view, "TC09")] == ["backup", "ehr"]
    assert await offered(stack.by(by), view, "TC01") == [], "it names its own"
    await appraisals.bring(stack.by(by), which, "TC09", [pdf("Biên bản sao lưu")], rests_on="backup")
    await appraisals.bring(stack.by(by), which, "TC01", [pdf("Bản chụp quy chế")])
    await shown(stack, now, which)
    return which


async def convened(stack: Stack, now: Council, which: AppraisalId) -> None:
    await appraisals.convene(stack.by(now.there.administrator), which, now.members, FOUNDED, "Hội trường tầng 3", anyway="Đủ")


async def follow(stack: Stack) -> int:
    return await follow_facts(stack.sessions, stack.house.policies, stack.clock)


async def test_a_replaced_regulation_makes_the_verdict_on_its_files_stale(stack: Stack) -> None:
    now = await council_of_seven(stack, "eb1", "3.5-10")
    old, ehr = await regulation(stack, now, "backup", "12/QC-BV", 42), await regulation(stack, now, "ehr", "11/QC-BV", 42)
    which = await brought(stack, now)
    await convened(stack, now, which)
    await closed(stack, now, which)
    administrator = stack.by(now.there.administrator)
    view = await appraisals.read(administrator, which)
    rest = {code: [(one.rests_on, one.basis) for one in view.exhibits[code].files] for code in ("TC01", "TC02", "TC09")}
    assert rest == {"TC01": [("ehr", ehr)], "TC02": [("", "")], "TC09": [("backup", old)]}
    assert (await follow(stack), view.appraisal.stale, differences(view)) == (0, False, ()), "nothing changed"

    new = await regulation(stack, now, "backup", "13/QC-BV", 0)
    assert (await follow(stack), await follow(stack)) == (1, 0)
    view = await appraisals.read(administrator, which)
    assert (view.appraisal.stale, view.changed) == (True, ("TC09",))
    assert differences(view) == (Difference("TC09", old, new),)
    assert [await told(stack, one) for one in (now.there.administrator, now.chair)] == [["TC09"]] * 2
    assert "appraise_again" in [one.kind for one in await errands.errands(administrator)]

    last = await regulation(stack, now, "backup", "14/QC-BV", 0)
    live = await regulation_views.in_force(administrator, now.there.hospital, "ehr", day(stack.clock()))
    assert live is not None
    await regulations.repeal(stack.by(now.chair), live.id, day(stack.clock()), "Bãi bỏ, chờ quy chế mới")
    await follow(stack)
    view = await appraisals.read(administrator, which)
    assert set(differences(view)) == {Difference("TC09", old, last), Difference("TC01", ehr, GONE)}, "from the first to the last"

    second = await appraisals.trigger(stack.by(now.there.administrator), now.there.track, "", "Quy chế đã thay")
    assert (await appraisals.read(administrator, second)).appraisal.asked == ("TC01", "TC09"), "only these are voted on again"


async def test_during_the_vote_votes_on_it_are_void(stack: Stack) -> None:
    now = await council_of_seven(stack, "eb2", "3.5-10")
    await regulation(stack, now, "backup", "12/QC-BV", 42)
    await regulation(stack, now, "ehr", "11/QC-BV", 42)
    which = await brought(stack, now)
    await convened(stack, now, which)
    await votes(stack, now.first, which)
    await regulation(stack, now, "backup", "13/QC-BV", 0)
    assert await follow(stack) == 1
    view = await appraisals.read(stack.by(now.first), which)
    assert view.appraisal.state is AppraisalState.VOTING
    waits = [(one.kind, one.many) for one in await errands.errands(stack.by(now.first)) if one.link == f"/appraisals/{which}"]
    assert waits == [("vote", 1)]


async def test_a_file_rests_on_nothing_that_is_not_in_force_and_can_be_brought_again_on_another(stack: Stack) -> None:
    now = await council_of_seven(stack, "eb3", "3.5-10")
    by = now.there.administrator
    which = await appraisals.trigger(stack.by(by), now.there.track)
    for files in ([pdf("Biên bản")], []):
        await refusal(Malformed, appraisals.bring(stack.by(by), which, "TC09", files, rests_on="backup"))
    await appraisals.bring(stack.by(by), which, "TC01", [pdf("Bản chụp")])
    bare = (await appraisals.bring(stack.by(by), which, "TC09", [pdf("Biên bản")])).evidence["TC09"]
    words = await regulation(stack, now, "backup", "12/QC-BV", 3)
    await regulation(stack, now, "ehr", "11/QC-BV", 3)
    assert await follow(stack) == 0, "what was brought before there was one rests on none"
    resting = await appraisals.bring(stack.by(by), which, "TC09", [pdf("Biên bản")], rests_on="backup")
    assert resting.evidence["TC09"] != bare
    (kept,) = (await appraisals.read(stack.by(by), which)).exhibits["TC09"].files
    assert (kept.rests_on, kept.basis) == ("backup", words), "the same file, once"
    await appraisals.bring(stack.by(by), which, "TC09", [pdf("Khác")], gone=[kept.file.sha256])
    await regulation(stack, now, "backup", "13/QC-BV", 0)
    assert await follow(stack) == 0, "what is shown no more rests on nothing"


async def test_what_is_to_be_appraised_again_waits_since_the_verdict_went_stale(stack: Stack) -> None:
    now = await council_of_seven(stack, "eb4", "3.5-10")
    await regulation(stack, now, "backup", "12/QC-BV", 42)
    await regulation(stack, now, "ehr", "11/QC-BV", 42)
    which = await brought(stack, now)
    await convened(stack, now, which)
    await closed(stack, now, which)
    async with stack.sessions.begin() as session:
        await session.execute(update(AppraisalRow).where(AppraisalRow.id == which).values(closed_at=stack.clock() - timedelta(days=40)))
    assert await waits(stack, now) == []
    before = stack.clock()
    for number in ("13/QC-BV", "14/QC-BV"):
        await regulation(stack, now, "backup", number, 0)
        await follow(stack)
        if number == "13/QC-BV":
            (first,) = await waits(stack, now)
    assert before <= first <= stack.clock(), "not since it was closed"
    assert await waits(stack, now) == [first], "and a second change does not make it younger"


async def test_evidence_that_is_again_what_was_judged_waits_no_more(stack: Stack) -> None:
    now = await council_of_seven(stack, "eb5", "3.5-10")
    by = now.there.administrator
    which = await appraisals.trigger(stack.by(by), now.there.track)
    await shown(stack, now, which)
    await convened(stack, now, which)
    await closed(stack, now, which)
    more = pdf("Phụ lục")
    after = await appraisals.bring(stack.by(by), which, "TC09", [more])
    (added,) = {one.sha256 for one in await files_of(stack, now, which)} - {after.judged["TC09"]}
    assert len(await waits(stack, now)) == 1
    await appraisals.bring(stack.by(by), which, "TC09", gone=[added])
    assert ((await appraisals.read(stack.by(by), which)).appraisal.stale, await waits(stack, now)) == (False, [])


async def waits(stack: Stack, now: Council) -> list[datetime]:
    """Since when a verdict is to be appraised again."""
    found = await errands.errands(stack.by(now.there.administrator))
    return [one.since for one in found if one.kind == "appraise_again"]


async def files_of(stack: Stack, now: Council, which: AppraisalId) -> list[Evidence]:
    view = await appraisals.read(stack.by(now.there.administrator), which)
    return [one.file for one in view.exhibits["TC09"].files]
