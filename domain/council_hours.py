"""The hour for which a council is called: neither votes nor their closing come before it; it can be called anew for another."""

from datetime import datetime, timedelta

from domain.clock import clock_time
from domain.errors import Incomplete
from domain.faults import both

BACK, AHEAD = timedelta(days=1), timedelta(days=366)
"""How far off an hour may lie that is named: a meeting that has just begun may be named too."""


def hour_faults(meets_at: datetime | None, now: datetime) -> list[str]:
    """What is wrong with the hour that a council is called for."""
    if meets_at is None or now - BACK < meets_at < now + AHEAD:
        return []
    return ["meets_at: chọn giờ họp trong vòng một năm tới / choose a time within the coming year"]


def check_hour(meets_at: datetime | None, now: datetime) -> None:
    """Of a vote, or of closing it. Raises: Incomplete before the hour."""
    if meets_at is None or meets_at <= now:
        return
    when = clock_time(meets_at)
    vi = f"meets_at: hội đồng họp lúc {when}, chưa đến giờ thì chưa biểu quyết, chưa kết thúc; cần họp sớm hơn thì chủ tịch, thư ký"
    en = f"the council meets at {when}: nobody votes or closes before; to meet earlier its chair, its secretary"
    raise Incomplete(both(f"{vi} hoặc người triệu tập dời giờ họp", f"{en} or whoever calls it moves the hour"))
