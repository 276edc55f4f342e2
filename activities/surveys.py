"""What a survey shows, from its rows and the track's plan; and the paper that is drawn up from one the department has reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from activities.desk import Desk
from domain.clock import day
from domain.names import SurveyId
from domain.policies import PolicyBook
from domain.survey_answers import Said, answers, at_version
from domain.survey_editions import Category, SurveyEdition
from domain.survey_gaps import Finding, Levels, findings, gaps, investments, levels, told, why
from domain.surveys import Survey
from domain.tracks import Track
from store.queries import people, plan_editions, plans
from store.queries import surveys as queries

BASELINE = "baseline"
"""Key of the paper's data that holds what the survey shows: the house fills it, no form asks for it."""
CATEGORIES = {Category.HARDWARE: "Phần cứng", Category.SOFTWARE: "Phần mềm", Category.SERVICE: "Dịch vụ"}
SYSTEMS = {"his": "HIS", "lis": "LIS", "ris_pacs": "RIS-PACS", "emr": "Hồ sơ bệnh án điện tử"}
"""Question → the system whose level it asks, as the paper's list of software names it."""
PLAIN = ("beds", "visits_per_day", "writers", "certificates", "workstations", "servers")
"""Questions that the paper's form asks under the same name."""


@dataclass(frozen=True)
class Shown:
    """A survey with what it shows."""

    survey: Survey
    edition: SurveyEdition
    history: Sequence[Said]
    answers: dict[str, object]
    """Those that stand, of what is asked."""
    levels: Levels
    """What the track's plan demands."""
    findings: tuple[Finding, ...]


async def demanded(session: AsyncSession, policies: PolicyBook, track: Track) -> Levels:
    """The levels that the parts of this track name; where they name none, those of the whole plan."""
    words = await plan_editions.words(session, policies, await plans.plan(session, track.plan))
    mine = {one.code for one in track.milestones}
    everywhere = [(part.code in mine, part.level) for _, part in words.parts() if part.level]
    return levels(level for _, level in sorted(everywhere, key=lambda one: one[0]) if level)


async def shown(session: AsyncSession, policies: PolicyBook, track: Track, survey: Survey) -> Shown:
    """Raises: NotFound when its edition is no longer among the policies."""
    edition = policies.survey_edition(survey.code, survey.edition)
    history = await queries.history(session, survey.id)
    stand = answers(at_version(history, survey.version))
    asked = {one.code for one in edition.asked(stand)}
    kept = {code: value for code, value in stand.items() if code in asked}
    wanted = await demanded(session, policies, track)
    return Shown(survey, edition, history, kept, wanted, findings(edition, kept, wanted))


@dataclass(frozen=True)
class Surveyed:
    """The paper's data, and of which survey it is."""

    survey: SurveyId
    data: dict[str, Any]


async def surveyed(desk: Desk, session: AsyncSession, track: Track, number: int) -> Surveyed:
    """The data of form `survey`, made from a reviewed survey of the track. Raises: NotFound, WrongState."""
    one = await queries.survey(session, track.id, number)  # reviewed, it changes no more
    one.check_baseline("survey.draw_up")
    found = await shown(session, desk.policies, track, one)
    names = await people.names(session, {one.submitted_by or one.begun_by})
    last = max((said.at for said in found.history), default=one.begun_at)
    data = {
        "surveyed_on": f"{day(last):%d/%m/%Y}",
        "respondent": ", ".join(names.values()),
        "systems": [_system(found, code, name) for code, name in SYSTEMS.items() if code in found.answers],
        **{name: found.answers[name] for name in PLAIN if name in found.answers},
        "gaps": "\n".join(why(one) for one in gaps(found.findings)),
        "needs": "\n".join(f"{one.item}: {one.quantity} {one.unit}" for one in investments(found.findings)),
        BASELINE: baseline(found),
    }
    return Surveyed(one.id, data)


def _system(found: Shown, code: str, name: str) -> dict[str, str]:
    called = {"name": str(found.answers[f"{code}_name"])} if f"{code}_name" in found.answers else {}
    return {"kind": name, **called, "level": told(found.edition.question(code), found.answers[code])}


def baseline(found: Shown) -> dict[str, Any]:
    """Sections with every answer, gaps and proposed investments, in the words of the paper."""
    judged = {one.question.code: one for one in found.findings}
    asked = found.edition.asked(found.answers)
    return {
        "number": found.survey.number,
        "reviewed_on": f"{day(found.survey.since):%d/%m/%Y}",
        "sections": [
            {
                "title": section.title,
                "lines": [
                    {"asked": one.label, "answer": told(one, found.answers.get(one.code)), "enough": _enough(judged.get(one.code))}
                    for one in section.questions
                    if one in asked
                ],
            }
            for section in found.edition.sections
        ],
        "gaps": [
            {
                "asked": one.question.label,
                "answer": told(one.question, one.answer),
                "needed": told(one.question, one.needed),
                "basis": one.question.criterion.basis if one.question.criterion else "",
            }
            for one in gaps(found.findings)
        ],
        "investments": [
            {"item": one.item, "unit": one.unit, "quantity": one.quantity, "category": CATEGORIES[one.category], "why": one.why}
            for one in investments(found.findings)
        ],
    }


def _enough(found: Finding | None) -> str:
    if found is None:
        return ""
    return "chưa rõ" if found.met is None else "đủ" if found.met else "thiếu"
