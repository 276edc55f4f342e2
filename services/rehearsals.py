"""A plan played to its end with a scenario: nothing of it is kept."""

import asyncio
from dataclasses import dataclass

from domain.calendars import calendar_of
from domain.errors import Malformed
from domain.faults import both
from domain.people import demand
from domain.plans import Plan
from domain.rehearsal import Rehearsal, rehearse
from policies.faults import PoliciesRefused
from policies.scenarios import cast, of_text, written
from services import plan_editions
from services.context import Context

LONGEST = 200_000
"""Characters of a scenario: 2,000 units take half of it."""


@dataclass(frozen=True)
class Played:
    """The plan, the scenario as text, and what came of it."""

    plan: Plan
    text: str
    rehearsal: Rehearsal


async def play(context: Context, code: str, text: str = "") -> Played:
    """With everybody on time when no scenario is given; in a thread, since a large one takes seconds of a processor.

    Raises: NotAllowed, NotFound, Malformed (each fault with its line).
    """
    plan = await paper(context, code)
    return await asyncio.to_thread(_played, context, plan, text)


async def paper(context: Context, code: str) -> Plan:
    """The plan that would be played. Raises: NotAllowed, NotFound."""
    demand(context.position, "plan.read", "*", context.today)
    async with context.house.sessions() as session:
        return await plan_editions.paper(session, context, code)


def _played(context: Context, plan: Plan, text: str) -> Played:
    if len(text) > LONGEST:
        raise Malformed(both(f"scenario: nhiều nhất {LONGEST} ký tự", f"at most {LONGEST} characters"))
    try:
        scenario = of_text(text, plan) if text.strip() else cast(plan)
    except PoliciesRefused as refused:
        raise Malformed(*(_told(one.line, one.path, one.vi, one.en) for one in refused.faults)) from refused
    care = context.house.policies.care(context.position.facility, context.today)
    calendar = calendar_of(care)
    return Played(plan, text if text.strip() else written(scenario), rehearse(plan, scenario, calendar))


def _told(line: int | None, path: str, vi: str, en: str) -> str:
    at = f" {line}" if line else ""
    return both(f"scenario: dòng{at} {path}: {vi}", f"line{at} {path}: {en}")
