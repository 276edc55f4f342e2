"""The file of a medical incident: its own, for ever, linked to records, which it raises only where policy says so."""

from datetime import timedelta

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotAllowed, OutOfReach
from domain.incidents import NewIncident
from domain.names import RecordId
from domain.retention_terms import How, NewClass
from services import incidents, records, retention
from store.queries import blobs
from store.queries import incidents as queries
from store.queries.audit import TimelineLine
from tests.care import BETTER, archived, opened, refusal, sign, until
from tests.people import HUNG, LAN, NAM, OANH, SON, THUY
from tests.stack import Stack


def fall(stack: Stack, number: str) -> NewIncident:
    return NewIncident(number, day(stack.clock()), "Ngã trong buồng bệnh khi đi vệ sinh ban đêm")


async def test_a_file_is_opened_once_kept_for_ever_and_linked(stack: Stack) -> None:
    record = await opened(stack)
    asker = stack.by(HUNG, "sự-cố-1")
    file = await incidents.open(asker, record, fall(stack, "SC-01/2026"))
    assert await incidents.open(asker, record, fall(stack, "SC-01/2026")) == file
    (view,) = await incidents.of_record(stack.by(NAM), record)
    assert (view.incident.number, view.title, view.opened_by) == ("SC-01/2026", fall(stack, "").title, HUNG.name)
    schedule = stack.book.retention_edition(view.incident.edition)
    assert (view.incident.retention_class, schedule.of("incident").years) == ("incident", None)
    assert "dòng 38" in schedule.of("incident").basis
    assert await refusal(Incomplete, incidents.open(stack.by(NAM), record, fall(stack, "SC-01/2026")))
    async with stack.sessions() as session:
        assert await blobs.known(session, {view.incident.title}) == {view.incident.title}


async def test_a_file_of_an_archived_record_and_a_second_record(stack: Stack) -> None:
    record, _ = await archived(stack)
    other = await opened(stack)
    before = (await retention.read(stack.by(NAM), record)).now
    file = await incidents.open(stack.by(NAM), record, fall(stack, "SC-02/2026"))
    await incidents.link(stack.by(NAM, "gắn-1"), file, other)
    await incidents.link(stack.by(NAM, "gắn-1"), file, other)
    assert "đã gắn" in await refusal(Incomplete, incidents.link(stack.by(NAM), file, other))
    mine = next(one for one in await incidents.listing(stack.by(NAM)) if one.incident.id == file)
    assert {which for which, _ in mine.records} == {record, other}
    after = await retention.read(stack.by(NAM), record)
    assert after.now == before, "the file is the incident's: the record keeps its class"
    assert [one.number for one in after.incidents] == ["SC-02/2026"]
    acts = [one.act for one in (await records.read(stack.by(NAM), other)).timeline]
    assert "incident.link" in acts


async def test_who_may_open_and_who_sees(stack: Stack) -> None:
    record = await opened(stack)
    await refusal(NotAllowed, incidents.open(stack.by(LAN), record, fall(stack, "SC-03/2026")))
    await refusal(OutOfReach, incidents.open(stack.by(THUY), record, fall(stack, "SC-03/2026")))
    late = NewIncident("SC-03/2026", day(stack.clock()) + timedelta(days=1), "Ngã")
    await refusal(Malformed, incidents.open(stack.by(HUNG), record, late))
    file = await incidents.open(stack.by(HUNG), record, fall(stack, "SC-03/2026"))
    assert file in {one.incident.id for one in await incidents.listing(stack.by(HUNG))}
    assert file not in {one.incident.id for one in await incidents.listing(stack.by(THUY))}
    for one in (LAN, SON):
        await refusal(NotAllowed, incidents.listing(stack.by(one)))


async def test_where_policy_says_so_the_record_is_kept_as_long_as_the_file(stack: Stack) -> None:
    kept, _ = await archived(stack)
    fresh = await opened(stack)
    told = await opened(stack)
    await records.discharge(stack.by(LAN), told, BETTER)
    stack.book.kept_otherwise["incident_raises"] = True
    try:
        for number, record in enumerate((kept, fresh, told)):
            await incidents.open(stack.by(NAM), record, fall(stack, f"SC-1{number}/2026"))
        await records.discharge(stack.by(LAN), fresh, BETTER)
        assert await terms(stack, kept) == [(How.PROPOSED, "ordinary"), (How.CONFIRMED, "ordinary"), (How.RAISED, "incident")]
        assert await terms(stack, fresh) == [(How.PROPOSED, "incident")]
        assert await terms(stack, told) == [(How.PROPOSED, "ordinary"), (How.PROPOSED, "incident")]
        assert (await retention.read(stack.by(NAM), kept)).page.keep_until is None
    finally:
        stack.book.kept_otherwise.clear()


async def test_a_decision_about_a_class_that_changed_meanwhile_changes_nothing(stack: Stack) -> None:
    """Else it would take back what the incident raised."""
    record, _ = await archived(stack)
    paper = await retention.decide(stack.by(NAM), record, NewClass("death", "Sót kết quả tử vong"))
    stack.book.kept_otherwise["incident_raises"] = True
    try:
        await incidents.open(stack.by(NAM), record, fall(stack, "SC-30/2026"))
        await sign(stack, SON, paper)
        await sign(stack, OANH, paper)

        async def timeline() -> list[TimelineLine]:
            return [one for one in (await records.read(stack.by(NAM), record)).timeline if one.act == "record.correct_class"]

        (told,) = await until(timeline, bool)
        assert (told.facts["moot"], told.facts["kept_as"]) == (1, "incident")
        assert (await terms(stack, record))[-1] == (How.RAISED, "incident")
    finally:
        stack.book.kept_otherwise.clear()


async def terms(stack: Stack, record: RecordId) -> list[tuple[How, str]]:
    return [(one.term.how, one.one.code) for one in (await retention.read(stack.by(NAM), record)).terms]


async def test_the_words_are_read_by_who_reaches_a_record_of_it(stack: Stack) -> None:
    record = await opened(stack)
    file = await incidents.open(stack.by(HUNG), record, fall(stack, "SC-20/2026"))
    async with stack.sessions() as session:
        assert await queries.linked(session, file, record)
        found = await queries.records_of(session, THUY.position, [file], stack.clock())
    assert found == {}, "the laboratory's head does nothing for this record"
