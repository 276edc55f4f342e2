"""A plan as lines a person reads beside the paper."""

from collections.abc import Iterator

from domain.plans import Plan
from policies.findings import Finding
from policies.plan_blocks import Block, Line, Word
from policies.plan_clarity import clarity
from policies.plan_contents import contents
from policies.plan_terms import CERTAINTIES

ENGLISH = {
    Word.PAPER: "the paper",
    Word.CITES: "rests on",
    Word.PASSAGES: "articles, aims, demands",
    Word.GOALS: "goals with a day",
    Word.TASKS: "tasks",
    Word.INDICATORS: "indicators",
    Word.MONEY: "money",
    Word.REPORTS: "reports",
    Word.DUTIES: "duties",
    Word.RECIPIENTS: "recipients",
    Word.UNITS: "units",
    Word.REGULATIONS: "regulations asked for",
    Word.SPELLINGS: "names in several forms",
    Word.CONFLICTS: "places at odds, as a reader found",
    Word.ANNOUNCED: "announced and not there",
}
"""The sections; what stands in them is the paper's, or an office's."""
ALONE = frozenset({Word.RECIPIENTS, Word.DUTIES, Word.REPORTS, Word.UNITS, Word.REGULATIONS})
"""Lines that are called as their section is."""


def lines(plan: Plan, findings: tuple[Finding, ...]) -> Iterator[str]:
    """Everything of the plan, section by section; words of a badly recognised source with what they read."""
    clear = clarity(plan, findings)
    yield plan.title
    yield f"  mức chắc chắn · how sure: {'; '.join(CERTAINTIES.values())}"
    for section in contents(plan):
        yield from ("", f"{section.title} · {ENGLISH[Word(section.title)]}")
        yield from (f"  {_line(one)}" for one in section.lines)
        for block in section.blocks:
            yield from ("",) if block.task else ()
            yield from _block(block, clear.get(block.task, {}), "  ")


def _block(block: Block, clear: dict[str, bool], margin: str) -> Iterator[str]:
    yield margin + f"{block.number} {block.title}".strip()
    if clear:
        yield f"{margin}  6 rõ: {' · '.join(('✓ ' if said else '✗ ') + aspect for aspect, said in clear.items())}"
    yield from (f"{margin}  {_line(one)}" for one in block.lines)
    yield from (f"{margin}  {' | '.join(row)}" for row in block.rows)
    for one in block.blocks:
        yield from _block(one, {}, margin + "  ")


def _line(one: Line) -> str:
    label = "" if one.label in ALONE else one.label
    called = " ".join(filter(None, (label, f"({one.place})" if one.place else "")))
    quote = f"«{one.quote}»" + (f" [phục hồi: {one.reads}]" if one.reads else "") if one.quote else ""
    said = " ".join(filter(None, (one.words, quote)))
    return f"{called}: {said}" if called else said
