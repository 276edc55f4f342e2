"""What drafts of regulations wait for: the units that are asked, whoever wrote them, and somebody else's legal check."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import end
from domain.people import Position, may
from domain.regulation_turns import drafts, next_act
from domain.regulations import RegulationState
from store.queries import people, regulations
from store.queries.errands import Errand
from store.queries.regulation_courses import Drafted, asked_at, courses


async def to_comment(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """Drafts on which the own unit is asked and has not said that it is done, until the round's last day is over."""
    if position.department is None:
        return []
    found = await regulations.asked_of(session, position.facility, position.department)
    open_ = [one for one in found if one.commentable(today)]
    since = await asked_at(session, [one.id for one in open_]) if open_ else {}
    return [
        Errand("regulation_comment", f"/regulations/{one.id}", one.title, since.get(one.id, one.created_at), one.comment_due)
        for one in open_
    ]


async def to_go_on(session: AsyncSession, position: Position, today: date) -> list[Errand]:
    """What open drafts of the own facility wait for of whoever drafts or checks here: they are read once for both."""
    drafts_, checks = may(position.role, "regulation.draft"), may(position.role, "regulation.check")
    found = await courses(session, position.facility) if drafts_ or checks else []
    waits = [(one, next_act(one.regulation, one.course, today)) for one in found]
    drafting = await _to_draft(session, position, waits, today) if drafts_ else []
    return [
        *drafting,
        *(_line(one, "check", today) for one, act in waits if checks and act == "check" and position.person not in one.authors),
    ]


async def _to_draft(session: AsyncSession, position: Position, waits: list[tuple[Drafted, str]], today: date) -> list[Errand]:
    """Rounds to be ended, comments to be answered, words to be changed, papers to be submitted: of who wrote them, while they are here."""
    wanted = [(one, act) for one, act in waits if act in ("close", "answer", "draft", "submit")]
    if any(position.person not in one.authors for one, _ in wanted):
        held = await people.holders(session, position.facility, today)
        here = {who for who, role, _ in held if may(role, "regulation.draft")}
        wanted = [(one, act) for one, act in wanted if drafts(position.person, one.authors, here)]
    return [_line(one, act, today) for one, act in wanted]


def _line(one: Drafted, act: str, today: date) -> Errand:
    of, how = one.regulation, one.course
    kind = f"regulation_{act}"
    if act == "draft":
        signing = of.state is RegulationState.SIGNING
        kind = "regulation_redraft" if signing else "regulation_mend" if how.failed else "regulation_fill"
    since = end(of.comment_due) if act == "close" and of.comment_due and today > of.comment_due else one.since
    return Errand(kind, f"/regulations/{of.id}", of.title, since, many=how.unanswered)
