"""The time-stamp services and who waits for them, as `hsba status` tells."""

import asyncio
from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from app.settings import Settings
from domain.clock import VIETNAM
from domain.stamps import ServiceState
from services.stamps import Stamping
from services.stamps import look as found

STATES = {
    "well": ("hoạt động", "working"),
    "resting": ("tạm nghỉ vì lỗi", "resting after failures"),
    "probed": ("sắp thử lại", "about to be tried"),
    "spent": ("hết hạn mức hôm nay", "today's quota is spent"),
}
"""State of a service: Vietnamese and English word."""


def look(settings: Settings) -> Stamping | None:
    """None when the database does not answer, or has no such tables yet."""
    from app import wiring

    async def asked() -> Stamping:
        async with wiring.database(settings, pool=1) as sessions:
            return await found(sessions)

    try:
        return asyncio.run(asyncio.wait_for(asked(), 5))
    except (SQLAlchemyError, OSError, TimeoutError):
        return None


def told(found: Stamping | None) -> dict[str, Any] | None:
    """For machines; times in ISO 8601."""
    if found is None:
        return None
    oldest = found.queue.oldest
    return {
        "waiting": found.queue.depth,
        "oldest": oldest.isoformat() if oldest else None,
        "services": [_service(one) for one in found.services],
    }


def _service(one: ServiceState) -> dict[str, Any]:
    until = one.resting_until.isoformat() if one.resting_until else None
    quota = {"quota": one.quota, "spent_today": one.spent, "per_day": one.per_day}
    return {"name": one.name, "state": one.state, "resting_until": until, **quota, "failures": one.failures, "fault": one.fault}


def lines(found: Stamping | None) -> Iterator[str]:
    """For people: the queue in one line, each service in another."""
    if found is None:
        return
    waited = f", từ · since {_at(found.queue.oldest)}" if found.queue.oldest else ""
    yield f"Chữ ký chờ dấu thời gian · signatures waiting for a time stamp: {found.queue.depth}{waited}"
    for one in found.services:
        vi, en = STATES[one.state]
        until = f" {_at(one.resting_until)}" if one.state == "resting" else ""
        spent = f"{one.spent}/{one.per_day}" if one.per_day is not None else str(one.spent)
        yield f"  {one.name}: {vi} · {en}{until}; hôm nay · today {spent}{f' ({one.quota})' if one.quota else ''}"


def _at(moment: Any) -> str:
    return str(moment.astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y"))
