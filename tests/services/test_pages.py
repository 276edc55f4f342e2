"""A page asks the database as often for much as for little, and shows the end of what grows without end."""

from dataclasses import replace

from sqlalchemy import event

from domain.names import RecordId
from domain.people import Position
from services import records, results
from store.engine import Sessions
from store.writes import audit
from tests.care import completed, glucose, opened, ordered
from tests.people import HUNG, LAN, LIS, NAM
from tests.stack import Stack


async def cost(stack: Stack, record: RecordId) -> int:
    """How many questions the record's page asks, on a connection nobody else uses."""
    alone, asked = Sessions(stack.settings.database_url, pool=1), []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    context = replace(stack.by(LAN), house=replace(stack.house, sessions=alone))
    await records.read(context, record)
    for one in (alone.acting, alone.reading):
        event.listen(one.sync_engine, "before_cursor_execute", note)
    await records.read(context, record)
    await alone.close()
    return len(asked)


async def test_a_record_with_five_orders_costs_as_much_as_one_with_one(stack: Stack) -> None:
    little, much = await opened(stack), await opened(stack)
    for record, number in ((little, 1), (much, 5)):
        for _ in range(number):
            order = await ordered(stack, record)
            await results.deliver(stack.by(LIS), order, glucose(stack))
    assert len((await records.read(stack.by(LAN), much)).documents) == 10
    assert await cost(stack, little) == await cost(stack, much)


async def test_readings_do_not_bury_what_was_done(stack: Stack) -> None:
    record, _, _ = await completed(stack)
    held: Position = HUNG.position
    async with stack.sessions.begin() as session:
        for _ in range(150):
            await audit.note(session, stack.clock(), held, "record.read", ("record", record), record)
    lines = (await records.read(stack.by(NAM), record)).timeline
    acts = [line.act for line in lines if not line.act.endswith(".read")]
    assert acts[0] == "record.open"
    assert acts.count("document.sign") == 3
    assert len(lines) - len(acts) == 100
    assert lines[-1].person == NAM.name
