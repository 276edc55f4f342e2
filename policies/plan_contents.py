"""All that a plan's data hold, section by section, in an office's words: what the command, the page and the printed copy's annex tell."""

from collections.abc import Iterator
from dataclasses import replace

from domain.basis import Certainty
from domain.deadlines import Due
from domain.mandates import Cited, Conflict, Duty, Goal, Indicator, Reporting, Spelling, Unit
from domain.parts import Named, Part, Task
from domain.plans import Plan
from policies.plan_blocks import NOTHING, Block, Line, Word, day
from policies.plan_money_blocks import money
from policies.plan_terms import CERTAINTIES, FORMS, KINDS, NATURES, SCOPES, SORTS, UNITS


def contents(plan: Plan) -> tuple[Block, ...]:
    """Sections of which the plan has nothing are left out."""
    found = (
        Block(Word.PAPER, lines=tuple(_paper(plan))),
        Block(Word.CITES, lines=tuple(map(_cited, plan.cites))),
        Block(Word.PASSAGES, lines=tuple(Line(Word.QUOTE, "", one.quote, one.place) for one in plan.passages)),
        Block(Word.GOALS, blocks=tuple(map(_goal, plan.goals))),
        Block(Word.TASKS, blocks=tuple(_task(plan, task) for task in plan.tasks)),
        Block(Word.INDICATORS, blocks=tuple(map(_indicator, plan.indicators))),
        money(plan),
        Block(Word.REPORTS, lines=tuple(_report(plan, one) for one in plan.reports)),
        Block(Word.DUTIES, lines=tuple(_duty(plan, one) for one in plan.duties)),
        Block(Word.RECIPIENTS, lines=tuple(Line(Word.RECIPIENTS, "", one) for one in plan.recipients)),
        Block(Word.UNITS, lines=tuple(_unit(plan, one) for one in plan.units)),
        Block(Word.REGULATIONS, lines=tuple(_list(one.task, one.closed, one.quote) for one in plan.regulations)),
        Block(Word.SPELLINGS, blocks=tuple(map(_spelling, plan.spellings))),
        Block(Word.CONFLICTS, blocks=tuple(map(_conflict, plan.conflicts))),
        Block(Word.ANNOUNCED, lines=tuple(Line(Word.QUOTE, "", one) for one in plan.announced)),
    )
    return tuple(_restored(plan, one) for one in found if one.lines or one.blocks)


def _restored(plan: Plan, block: Block) -> Block:
    lines = tuple(replace(one, reads=plan.reads(one.quote) or "") if one.quote else one for one in block.lines)
    return replace(block, lines=lines, blocks=tuple(_restored(plan, one) for one in block.blocks))


def _paper(plan: Plan) -> Iterator[Line]:
    yield Line(Word.TITLE, plan.title)
    yield Line(Word.CODE, plan.code)
    yield Line(Word.EDITION, plan.edition)
    yield Line(Word.PROVINCE, plan.province)
    yield Line(Word.ISSUER, plan.issuer or NOTHING)
    yield Line(Word.NUMBER, plan.number or NOTHING, plan.number_words)
    yield Line(Word.ISSUED, day(plan.issued_on), plan.dated_words)
    yield Line(Word.SORT, SORTS[plan.sort])
    yield Line(Word.SIGNER, "" if plan.signer else NOTHING, plan.signer)
    yield Line(Word.READ, plan.basis)
    yield Line(Word.CERTAINTY, CERTAINTIES[plan.certainty])
    yield Line(Word.TERM, f"{day(plan.effective_from)} – {day(plan.effective_until)}")
    yield Line(Word.SECTIONS, ", ".join(plan.sections) or NOTHING)
    yield from (Line(Word.NOTE, one) for one in plan.notes)


def _cited(one: Cited) -> Line:
    dated = f" ngày {day(one.dated)}" if one.dated else ""
    return Line(Word.CITES if one.ground else Word.MENTIONS, f"{one.number or NOTHING}{dated}: {one.title}", one.quote)


def _goal(one: Goal) -> Block:
    return Block(f"{KINDS[one.kind]} · {SCOPES[one.scope]}", lines=(Line(Word.QUOTE, "", one.quote, one.due.place), _due(one.due)))


def _due(due: Due) -> Line:
    days = " đến ".join(day(one) for one in (due.first, due.day) if one)
    said = [FORMS[due.form], NATURES[due.nature]]
    said += [f"chậm nhất {day(due.last)}"] if due.last != due.day else []
    said += ["dự kiến"] if due.tentative else []
    said += [f"nhịp: {due.rhythm}"] if due.rhythm else []
    said += [f"sau nhiệm vụ {', '.join(due.after)}"] if due.after else []
    said += [f"{due.days_after} ngày sau đó"] if due.days_after else []
    said += [due.certainty]
    said += [f"cách đọc: {due.reading}"] if due.reading else []
    return Line(Word.DUE, f"{days or 'không có ngày'} ({'; '.join(said)})", due.words, due.place)


def _roles(plan: Plan, **named: Named | None) -> Iterator[Line]:
    for name, one in named.items():
        if one:
            yield Line(Word[name.upper()], ", ".join(plan.unit(code).name for code in one.units) or NOTHING, one.words, one.place)


def _accepts(plan: Plan, code: str, certainty: Certainty | None = None) -> Iterator[Line]:
    if code:
        yield Line(Word.ACCEPTS, plan.unit(code).name + (f" ({certainty})" if certainty else ""))


def _task(plan: Plan, task: Task) -> Block:
    lines = (
        Line(Word.NUMBER, task.code + ("" if task.numbered else " (do người chép đặt)")),
        *_roles(plan, lead=task.lead, carries_out=task.carries_out, subject=task.subject, coordinate=task.coordinate),
        *(_due(due) for due in task.dues),
        *_accepts(plan, task.accepted_by, task.accepted_certainty),
        *(Line(Word.WORDS, "", words) for words in task.words),
        *(Line(Word.UNCLEAR, f"{one.aspect}: {one.sentence}") for one in task.unclear),
    )
    return Block(task.title, task.section or task.code, lines, tuple(_part(plan, part) for part in task.parts), task=task.code)


def _part(plan: Plan, part: Part) -> Block:
    level = part.level
    lines = (
        Line(Word.KIND, f"{KINDS[part.kind]} · {SCOPES[part.scope]}"),
        Line(Word.QUOTE, "", part.quote),
        Line(Word.DELIVERABLE, part.deliverable or NOTHING),
        *_roles(plan, lead=part.lead, carries_out=part.carries_out),
        *(_due(due) for due in part.dues),
        *_accepts(plan, part.accepted_by),
        *([Line(Word.LEVEL, f"{level.system} {'tối thiểu ' if level.at_least else ''}mức {level.level}")] if level else []),
        *([Line(Word.COUNTS, "", part.indicator)] if part.indicator else []),
        *(Line(Word.NAMED, "", one) for one in part.facilities),
        *(Line(Word.AFTER, f"{one.part}: {one.why} ({one.certainty})") for one in part.after),
    )
    return Block(part.title, part.code, lines)


def _indicator(one: Indicator) -> Block:
    lines = (
        Line(Word.QUOTE, "", one.quote),
        Line(Word.TARGET, one.target or NOTHING),
        Line(Word.NUMERATOR, one.numerator or NOTHING),
        Line(Word.DENOMINATOR, one.denominator or NOTHING),
        Line(Word.DAY, day(one.day)),
        Line(Word.SOURCE_OF, one.source or NOTHING),
        *([Line(Word.COUNTED, ", ".join(one.counts))] if one.counts else []),
    )
    return Block(one.title, one.code, lines)


def _report(plan: Plan, one: Reporting) -> Line:
    to = ", ".join(plan.unit(code).name for code in one.receiver)
    return Line(Word.REPORTS, f"{plan.unit(one.reporter).name} → {to or NOTHING}; {one.every or 'không ghi chu kỳ'}", one.quote)


def _duty(plan: Plan, one: Duty) -> Line:
    said = ["chủ trì"] if one.lead else []
    said += [f"qua {plan.unit(one.through).name}"] if one.through else []
    said += [f"cho nhiệm vụ {', '.join(one.about)}"] if one.about else []
    return Line(Word.DUTIES, plan.unit(one.unit).name + (f" ({'; '.join(said)})" if said else ""), one.quote, one.place)


def _unit(plan: Plan, one: Unit) -> Line:
    said = [f"mã {one.code}", UNITS[one.kind]]
    said += [f"từ {day(one.valid_from)}"] if one.valid_from else []
    said += [f"đến hết {day(one.valid_until)}"] if one.valid_until else []
    said += [f"kế tục: {plan.unit(one.successor).name}"] if one.successor else []
    said += [one.basis] if one.basis else []
    said += [one.certainty] if len(said) > 2 else []
    return Line(Word.UNITS, f"{one.name}: {'; '.join(said)}")


def _list(task: str, closed: bool, quote: str) -> Line:
    return Line(Word.REGULATIONS, f"nhiệm vụ {task}: danh sách {'đóng' if closed else 'để mở'}", quote)


def _spelling(one: Spelling) -> Block:
    return Block(one.sentence, lines=tuple(Line(Word.QUOTE, "", form) for form in one.forms))


def _conflict(one: Conflict) -> Block:
    sides = (Line(Word.QUOTE, "", quote, place) for place, quote in zip(one.places, one.quotes, strict=True))
    said = Line(Word.ASPECT, f"{one.aspect}; {'cứng' if one.hard else 'cần xem'}")
    return Block(one.sentence, lines=(said, *sides, *([Line(Word.MEND, one.mend)] if one.mend else [])))
