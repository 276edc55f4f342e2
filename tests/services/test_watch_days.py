"""A day of the watch that is over is counted once; today is counted anew."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from domain.clock import day
from domain.golive_policies import Subject
from services import going_live, golive_views
from store.engine import Sessions
from tests.golive import may_begin
from tests.stack import Stack


async def test_a_day_that_is_over_is_asked_of_the_rows_once(stack: Stack) -> None:
    here, tomorrow = await may_begin(stack, "WDA")
    for ward in (here.ward, here.surgery):
        await going_live.allow(stack.by(here.administrator), here.there.track, Subject.RECORD, ward, tomorrow)
    stack.clock.ahead = timedelta(days=10)
    alone, asked = Sessions(stack.settings.database_url, pool=1), []
    context = replace(stack.by(here.administrator), house=replace(stack.house, sessions=alone))
    event.listen(alone.reading.sync_engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked.append(statement))

    async def look() -> tuple[int, list[tuple[object, int]]]:
        asked.clear()
        view = await golive_views.read(context, here.there.track, Subject.RECORD)
        return len(asked), [(one.on, len(one.findings)) for one in view.watched]

    first, days = await look()
    second, again = await look()
    assert (days[0][0], days[-1][0], len(days)) == (day(stack.clock()), tomorrow, 10)
    assert again == days
    assert second <= first - 9 * 3, "nine days that are over, three limits each"
    await alone.close()
