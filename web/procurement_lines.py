"""Purchases in lines: steps, items, papers and what happened, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.clock import day
from domain.names import ProcurementId
from domain.procurement import Procurement
from domain.procurement_budget import BudgetLine
from domain.procurement_events import Did, Event
from domain.procurement_items import Item
from domain.procurement_routes import ProcurementRules
from domain.procurement_totals import Amounts, item_over, of_item, total
from services.procurement_shown import PaperOf, ProcurementView
from store.queries.procurement_events import Happened
from web.obstacle_lines import cited
from web.procurement_words import DONE, OPINIONS, SURE, WAYS
from web.reading import Words


@dataclass(frozen=True)
class StepMark:
    """One step of the route."""

    title: str
    by: str
    basis: str
    sure: str
    """Why it is not law as read; empty when it was read."""
    state: str
    """`done`, `now` or `later`."""
    on: date | None = None
    opinion: str = ""
    paper: str = ""


@dataclass(frozen=True)
class ItemLine:
    number: int
    name: str
    detail: str
    """Category, source, budget line."""
    unit: str
    quantity: int
    price: Decimal
    amounts: Amounts
    contracted: int
    delivered: int
    accepted: int
    over: tuple[str, ...]
    """States of what runs over."""
    why: str = ""


@dataclass(frozen=True)
class PaperLine:
    title: str
    address: str
    state: str
    before: bool
    """Of a proposal that was sent back."""
    number: str = ""
    """`12/TTr-BV`, once the clerk gave it."""
    on: date | None = None


@dataclass(frozen=True)
class EventLine:
    """One thing that happened."""

    number: int
    what: str
    who: str
    at: datetime
    tone: str
    words: str = ""
    paper: str = ""
    document: str = ""
    until: date | None = None
    entries: tuple[str, ...] = ()
    struck: bool = False
    strikes: bool = False
    """Whether this position may take it back now."""


@dataclass(frozen=True)
class PurchaseLine:
    """A purchase in a list."""

    address: str
    title: str
    way: str
    state: str
    waits: str
    """Title of the step that it waits for, and whose it is."""
    amounts: Amounts
    over: tuple[str, ...]


def address(which: ProcurementId) -> str:
    return f"/procurement/{which}"


def overs(of: Iterable[Item]) -> tuple[str, ...]:
    """States of what runs over in any item, or in their sum, each once."""
    items = tuple(of)
    found = {over for one in items for over in item_over(one)} | total(of_item(one) for one in items).over
    return tuple(f"over_{one}" for one in sorted(found))


def purchase_line(one: Procurement, words: Words) -> PurchaseLine:
    waits = f"{one.next.title} · {one.next.by}" if one.next else ""
    amounts = total(of_item(item) for item in one.items)
    return PurchaseLine(address(one.id), one.title, words(WAYS[one.way]), f"purchase_{one.state}", waits, amounts, overs(one.items))


def step_marks(view: ProcurementView, words: Words) -> tuple[StepMark, ...]:
    """The route as a line: what is behind, what is waited for, what comes."""
    one, last = view.one, dict[str, Event]()
    for happened in view.events:
        event = happened.event
        if event.step and event.version == one.version and not happened.struck and event.did is not Did.STRUCK:
            last[event.step] = event
    marks = []
    for place, step in enumerate(one.route):
        done = last.get(step.code) if place < one.passed else None
        state = "done" if place < one.passed else "now" if step == one.next else "later"
        on = (done.paper.day or day(done.at)) if done else None
        said = words(OPINIONS[done.opinion]) if done and done.opinion else ""
        paper = cited(done.paper, words) if done else ""
        marks.append(StepMark(step.title, step.by, step.basis, words(SURE[step.certainty]), state, on, said, paper))
    return tuple(marks)


def item_line(one: Item, rules: ProcurementRules, lines: Iterable[BudgetLine]) -> ItemLine:
    line = next((each.title for each in lines if each.code == one.line), one.line)
    detail = " · ".join(said for said in (rules.category(one.category), rules.fund(one.fund), line) if said)
    counts = (one.contracted, one.delivered, one.accepted)
    over = tuple(f"over_{each}" for each in sorted(item_over(one)))
    return ItemLine(one.number, one.name, detail, one.unit, one.quantity, one.price, of_item(one), *counts, over, one.why)


def paper_line(one: PaperOf) -> PaperLine:
    made = one.version
    number = f"{made.issue_number:02}/{made.series}" if made.issue_number else ""
    return PaperLine(one.document.title, f"/documents/{one.document.id}", made.state, not one.current, number, made.issued_on)


def event_line(one: Happened, view: ProcurementView, words: Words) -> EventLine:
    event = one.event
    step = view.one.step(event.step).title if any(each.code == event.step for each in view.one.route) else ""
    what = words(DONE[event.did]) + (f": {step}" if step else "")
    if event.opinion:
        what += f" – {words(OPINIONS[event.opinion])}"
    names = {item.number: item for item in view.one.items}
    entries = tuple(_entry(event, each.item, each.quantity, each.amount, names, words) for each in event.entries)
    tone = "bad" if event.did in (Did.STOPPED, Did.STRUCK) or event.opinion == "refused" else "good" if event.did is Did.SIGNED else ""
    mine = one.number in view.strikes
    document = f"/documents/{event.document}" if event.document else ""
    told = (event.words, cited(event.paper, words), document, event.until, entries, one.struck, mine)
    return EventLine(one.number, what, one.by or "hsba", event.at, tone, *told)


def _entry(event: Event, number: int, quantity: int, amount: Decimal, names: dict[int, Item], words: Words) -> str:
    item = names.get(number)
    called = item.name if item else str(number)
    many = f"{quantity} {item.unit}" if quantity and item else ""
    money = f"{int(amount):,}".replace(",", ".") + " ₫" if amount or event.did is Did.JUDGED else ""
    return f"{called}: " + " · ".join(said for said in (many, money) if said)
