"""How a facility stands after going live against what was before: each indicator of the policy, read by this very transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.surveys import Shown, shown
from domain.clock import day, end
from domain.evaluations import Better, Compared, EvaluationLine, Reading, Turn, of_answer, of_fact
from domain.facts import Check, asked, judge
from domain.golive_policies import GolivePolicy
from domain.names import FacilityId
from domain.policies import PolicyBook
from domain.surveys import SurveyState
from domain.tracks import Track
from store.queries import facts
from store.queries import surveys as queries

TURNS = {Turn.BETTER: "tốt hơn", Turn.WORSE: "kém hơn", Turn.SAME: "không đổi", Turn.UNKNOWN: "chưa so sánh được"}
"""As the paper says it."""


@dataclass(frozen=True)
class _Taken:
    """A survey that the department took, and when."""

    on: date
    shown: Shown


async def evaluated(
    session: AsyncSession, policies: PolicyBook, track: Track, policy: GolivePolicy, begun: date, now: datetime
) -> tuple[Compared, ...]:
    """Each indicator before `begun` and at this moment: by hsba's own count, or by the last survey before and the newest one since."""
    before, since = await _surveys(session, policies, track, begun)
    return tuple(
        [
            await _counted(session, track.facility, line, line.check, begun, now)
            if line.check
            else Compared(line, _answered(line, before), _answered(line, since))
            for line in policy.evaluation
        ]
    )


async def _counted(session: AsyncSession, facility: FacilityId, line: EvaluationLine, check: Check, begun: date, now: datetime) -> Compared:
    was = await facts.READS[check.fact](session, replace(asked(check, facility, end(begun - timedelta(days=1))), past=True))
    found = judge(check, await facts.READS[check.fact](session, asked(check, facility, now)))
    return Compared(line, of_fact(was), of_fact(found.fact), found.holds if found.fact.value is not None else None)


async def _surveys(session: AsyncSession, policies: PolicyBook, track: Track, begun: date) -> tuple[_Taken | None, _Taken | None]:
    taken = [one for one in await queries.of_track(session, track.id) if one.state is SurveyState.REVIEWED]
    halves = [one for one in taken if day(one.since) < begun], [one for one in taken if day(one.since) >= begun]
    found = [_Taken(day(half[-1].since), await shown(session, policies, track, half[-1])) if half else None for half in halves]
    return found[0], found[1]


def _answered(line: EvaluationLine, taken: _Taken | None) -> Reading | None:
    if taken is None or line.question not in taken.shown.answers:
        return None
    return of_answer(taken.shown.edition.question(line.question), taken.shown.answers[line.question], taken.on)


def measured(found: tuple[Compared, ...]) -> list[dict[str, Any]]:
    """The lines of the paper's table."""
    return [
        {
            "indicator": one.line.title,
            "before": _said(one.before),
            "now": _said(one.now),
            "better": "càng cao càng tốt" if one.line.better is Better.MORE else "càng thấp càng tốt",
            "turn": TURNS[one.turn],
            "source": "hệ thống đếm" if one.line.check else "phiếu khảo sát",
        }
        for one in found
    ]


def _said(one: Reading | None) -> str:
    return f"{one.said} (ngày {one.on:%d/%m/%Y})" if one else "chưa có"
