"""A rehearsal in words: who is who, why something came late, and the rows of its table, for the page and the command alike."""

from collections import Counter
from collections.abc import Iterator, Mapping

from domain.clock import VIETNAM
from domain.plans import FacilityKind, Plan
from domain.rehearsal import DEPARTMENT, PROVINCE, Happening, Outcome, Rehearsal
from domain.rehearsal_days import Planned, Wait
from domain.spreadsheets import plain
from web.words import HAPPENINGS, Gettext, _
from web.words import day as day_of

Row = tuple[str, ...]


def names(plan: Plan, played: Rehearsal, words: Gettext) -> dict[str, str]:
    """Code → what people read; two units of one name are told apart by their codes."""
    players = played.scenario.players
    many = Counter(one.name for one in players)
    own = next((one for one in players if one.kind is FacilityKind.DEPARTMENT), None)
    above = {DEPARTMENT: own.name if own else words(_("Sở Y tế")), PROVINCE: words(_("Ủy ban nhân dân cấp tỉnh"))}
    called = {one.code: one.name if many[one.name] == 1 else f"{one.name} ({one.code})" for one in players}
    return {one.code: one.name for one in plan.units} | above | called


def why(one: Happening, called: Mapping[str, str], words: Gettext) -> str:
    """The scenario's cause, what it waited for, and for whom the department stands in."""
    said = [one.why] if one.why else []
    if one.wait:
        said.append(waited(one.wait, called, words))
    if one.instead:
        said.append(words(_("%(unit)s chưa có tài khoản: %(department)s ghi thay")) % _instead(one, called))
    return "; ".join(said)


def _instead(one: Happening, called: Mapping[str, str]) -> dict[str, str]:
    return {"unit": called[one.instead], "department": called[one.unit]}


def waited(one: Wait, called: Mapping[str, str], words: Gettext) -> str:
    """`chờ 3.5-10 của 12 đơn vị, sau cùng là … (nghiệm thu 02/01/2027)`."""
    facts = {"code": one.part, "unit": called.get(one.unit, ""), "n": one.units, "day": day_of(one.until) if one.until else ""}
    if not one.unit:
        said = words(_("chờ %(code)s")) % facts
    elif one.units == 1:
        said = words(_("chờ %(code)s của %(unit)s")) % facts
    else:
        said = words(_("chờ %(code)s của %(n)s đơn vị, sau cùng là %(unit)s")) % facts
    over = words(_("nghiệm thu %(day)s") if one.accepted else _("xong %(day)s")) % facts if one.until else words(_("không bao giờ xong"))
    return f"{said}, {over}"


def held(outcome: Outcome, called: Mapping[str, str], words: Gettext) -> dict[str, str]:
    """Milestone → why it is late or missing, where there is something to say."""
    found = {code: _because(one, called, words) for code, one in outcome.why}
    return {code: said for code, said in found.items() if said}


def _because(one: Planned, called: Mapping[str, str], words: Gettext) -> str:
    return "; ".join(filter(None, (one.cause, waited(one.wait, called, words) if one.wait else "")))


def coming(outcome: Outcome) -> dict[str, str]:
    """Milestone that is missing when the play ends, and is done some day later → that day."""
    days = {code: one.on for code, one in outcome.why if code in outcome.missing}
    return {code: day_of(on) for code, on in days.items() if on}


def rows(plan: Plan, played: Rehearsal, words: Gettext) -> Iterator[Row]:
    """For a spreadsheet: day and hour in Vietnam, unit, milestone, what happened, who is told, why."""
    called = names(plan, played, words)
    for one in played.table:
        at, to = one.at.astimezone(VIETNAM), called.get(one.to, one.to)
        told = (called[one.unit], one.milestone, words(HAPPENINGS[one.what]), to, why(one, called, words))
        yield f"{at:%Y-%m-%d}", f"{at:%H:%M}", *map(plain, told)
