"""A purchase (mua sắm, thuê dịch vụ): from the proposal over who judges it to the contract, the delivery and the acceptance.

Steps come in the order of the route; whoever refuses sends it back to the proposal, which is then made anew. Nothing passes by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.clock import day
from domain.errors import Incomplete, Malformed, NotFound, SamePerson, WrongState
from domain.faults import both
from domain.names import DocumentId, FacilityId, PersonId, PlanId, ProcurementId, TrackId
from domain.outside_papers import OutsidePaper
from domain.procurement_entering import Contract, Judgement, NewProcurement, Selection
from domain.procurement_events import NONE, Did, Entry, Event, Opinion
from domain.procurement_items import MOST_QUANTITY, Item, NewItem, check_quantities, sum_faults, whole_faults
from domain.procurement_routes import JUDGED, SIGNED, ProcurementRules, RouteStep, StepKind, Way
from domain.procurement_turns import barred
from domain.reasons import LONGEST, reason_faults, too_long

Moved = tuple["Procurement", Event]
"""A purchase after an act, and the event that made it so."""


class ProcurementState(StrEnum):
    OPEN = "open"
    RETURNED = "returned"
    """Somebody refused it: the proposal is made anew."""
    ACCEPTED = "accepted"
    """The acceptance minutes are signed; payments go on."""
    STOPPED = "stopped"


RUNNING = frozenset({ProcurementState.OPEN, ProcurementState.RETURNED})


@dataclass(frozen=True)
class Procurement:
    """A purchase as its rows have it. Immutable: an act gives a new one, and the event that made it."""

    id: ProcurementId
    track: TrackId
    plan: PlanId
    facility: FacilityId
    department: FacilityId
    title: str
    way: Way
    milestone: str
    edition: str
    """Of the rules whose route it goes."""
    route: tuple[RouteStep, ...]
    items: tuple[Item, ...]
    state: ProcurementState
    passed: int
    """How many steps of the route are behind it."""
    version: int
    """How often the proposal was begun."""
    opened_by: PersonId
    opened_at: datetime
    events: int = 1
    supplier: str = ""
    authors: frozenset[PersonId] = frozenset()
    """Who opened it or edited its items: none of them judges it."""

    @property
    def next(self) -> RouteStep | None:
        """The step that is waited for."""
        return self.route[self.passed] if self.state in RUNNING and self.passed < len(self.route) else None

    @property
    def funds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.fund for one in self.items))

    @property
    def editable(self) -> bool:
        """Nothing of this version is signed yet."""
        return self.state in RUNNING and self.passed == 0

    @property
    def contracted(self) -> bool:
        return any(one.contract_price is not None for one in self.items)

    def step(self, code: str) -> RouteStep:
        """Raises: NotFound."""
        for one in self.route:
            if one.code == code:
                return one
        raise NotFound("step", code)

    def turn(self, code: str, act: str) -> RouteStep:
        """The step, which is the one waited for. Raises: NotFound, WrongState, Incomplete."""
        found = self.step(code)
        if self.state not in RUNNING:
            raise WrongState(act, self.state)
        if self.next != found:
            if self.route.index(found) < self.passed:
                raise Incomplete("step: bước này đã được ghi nhận, mở lại trang / this step is recorded already: open the page again")
            title = self.next.title if self.next else ""
            raise Incomplete(both(f"step: chưa đến bước này, cần xong trước: {title}", f"this comes first: {title}"))
        return found

    def edit(self, new: NewProcurement, rules: ProcurementRules, by: PersonId, now: datetime) -> "Moved":
        """Items, name and way of a proposal that is not signed; the route follows. Raises: WrongState."""
        if not self.editable:
            raise WrongState("procurement.edit", "proposed" if self.state in RUNNING else self.state)
        after = replace(
            self,
            title=new.title.strip(),
            way=new.way,
            milestone=new.milestone,
            edition=rules.edition,
            route=rules.route({one.fund for one in new.items}, new.way),
            items=numbered(new.items),
        )
        return after._with(Event(Did.EDITED, by, now, version=self.version))

    def sign(self, code: str, document: DocumentId, now: datetime, accepted: Mapping[int, int] | None = None) -> "Moved":
        """Everybody signed the paper of this step; of the acceptance, how many of each item. Raises: NotFound, WrongState, Incomplete."""
        step = self.turn(code, "procurement.sign")
        if step.kind not in SIGNED:
            raise WrongState("procurement.sign", step.kind)
        if step.kind is not StepKind.ACCEPTANCE:
            return self._passed()._with(Event(Did.SIGNED, None, now, code, self.version, document=document))
        many = accepted or {}
        check_quantities("accepted", many, {one.number: one.delivered for one in self.items}, "đã giao", "delivered")
        items = tuple(replace(one, accepted=many.get(one.number, 0)) for one in self.items)
        entries = tuple(Entry(one.number, one.accepted, one.received) for one in items if one.accepted)
        after = replace(self._passed(), items=items, state=ProcurementState.ACCEPTED)
        return after._with(Event(Did.SIGNED, None, now, code, self.version, document=document, entries=entries))

    def judge(self, code: str, said: Judgement, by: PersonId | None, now: datetime) -> "Moved":
        """An appraisal, an opinion or an approval; refused, it goes back to the proposal.

        Of what the department records, never by whoever opened or edited it.
        Raises: NotFound, WrongState, Incomplete, SamePerson, Malformed.
        """
        step = self.turn(code, "procurement.judge")
        if step.kind not in JUDGED:
            raise WrongState("procurement.judge", step.kind)
        if barred(step, self.authors | {self.opened_by}, by):
            raise SamePerson("procurement.judge")
        found = said.paper.faults(day(now), needed=said.document is None) + too_long("words", said.words, LONGEST)
        if said.opinion is not Opinion.AGREED and not said.words.strip():
            what = ("ghi điều kiện", "give the conditions") if said.opinion is Opinion.CONDITIONS else ("ghi lý do", "say why")
            found.append(both(f"words: {what[0]}", what[1]))
        approves = step.kind is StepKind.APPROVAL and said.opinion is not Opinion.REFUSED
        found += sum_faults("approved", said.approved, self.items, least=NONE) if approves else []
        if found:
            raise Malformed(*found)
        approved = {one.number: said.approved.get(one.number, one.proposed) for one in self.items} if approves else {}
        entries = tuple(Entry(number, amount=amount) for number, amount in approved.items())
        words = said.words.strip()
        event = Event(Did.JUDGED, by, now, code, self.version, said.paper, said.document, said.opinion, words, entries)
        if said.opinion is Opinion.REFUSED:
            items = tuple(replace(one, approved=None) for one in self.items)
            back = replace(self, state=ProcurementState.RETURNED, passed=0, version=self.version + 1, items=items)
            return back._with(event)
        items = tuple(replace(one, approved=approved.get(one.number, one.approved)) for one in self.items)
        return replace(self._passed(), items=items)._with(event)

    def select(self, code: str, said: Selection, by: PersonId, now: datetime) -> "Moved":
        """Raises: NotFound, WrongState, Incomplete, Malformed."""
        self._of_kind(code, StepKind.SELECTION, "procurement.select")
        found = said.paper.faults(day(now), needed=True) + too_long("form", said.form) + too_long("supplier", said.supplier)
        if not said.form.strip():
            found.append("form: ghi hình thức lựa chọn nhà thầu / say how the supplier was chosen")
        if not said.supplier.strip():
            found.append("supplier: ghi tên nhà thầu được chọn / name the supplier")
        _check(found)
        event = Event(Did.SELECTED, by, now, code, self.version, said.paper, words=said.form.strip(), until=said.until)
        return replace(self._passed(), supplier=said.supplier.strip())._with(event)

    def contract(self, code: str, said: Contract, by: PersonId, now: datetime) -> "Moved":
        """Raises: NotFound, WrongState, Incomplete, Malformed."""
        self._of_kind(code, StepKind.CONTRACT, "procurement.contract")
        found = said.paper.faults(day(now), needed=True) + too_long("words", said.words, LONGEST)
        if said.paper.day and said.until < said.paper.day:
            found.append("until: hạn thực hiện trước ngày hợp đồng / before the day of the contract")
        found += sum_faults("price", {n: price for n, (_, price) in said.lines.items()}, self.items, least=NONE)
        _check(found)
        known = {one.number: MOST_QUANTITY for one in self.items}
        check_quantities("quantity", {n: many for n, (many, _) in said.lines.items()}, known, "có thể mua", "that can be bought")
        _check(whole_faults("price", {n: many * price for n, (many, price) in said.lines.items()}))
        items = tuple(
            replace(one, contracted=said.lines[one.number][0], contract_price=said.lines[one.number][1])
            if one.number in said.lines
            else replace(one, contracted=0, contract_price=NONE)
            for one in self.items
        )
        entries = tuple(Entry(one.number, one.contracted, one.committed) for one in items if one.contracted)
        event = Event(Did.CONTRACTED, by, now, code, self.version, said.paper, words=said.words.strip(), entries=entries, until=said.until)
        return replace(self._passed(), items=items)._with(event)

    def deliver(self, code: str, many: Mapping[int, int], paper: OutsidePaper, last: bool, by: PersonId, now: datetime) -> "Moved":
        """What was handed over; the step is passed with the last delivery. Raises: NotFound, WrongState, Incomplete, Malformed."""
        self._of_kind(code, StepKind.DELIVERY, "procurement.deliver")
        _check(paper.faults(day(now), needed=True))
        left = {one.number: MOST_QUANTITY - one.delivered for one in self.items}
        check_quantities("delivered", many, left, "có thể giao", "that can be delivered")
        items = tuple(replace(one, delivered=one.delivered + many.get(one.number, 0)) for one in self.items)
        _check(whole_faults("delivered", {one.number: one.delivered * (one.contract_price or NONE) for one in items}))
        entries = tuple(Entry(number, quantity) for number, quantity in sorted(many.items()) if quantity)
        event = Event(Did.DELIVERED, by, now, code, self.version, paper, entries=entries)
        whole = last or all(one.delivered >= one.contracted for one in items)
        return replace(self._passed() if whole else self, items=items)._with(event)

    def pay(self, amounts: Mapping[int, Decimal], paper: OutsidePaper, words: str, by: PersonId, now: datetime) -> "Moved":
        """Money paid under the contract. Raises: WrongState, Incomplete, Malformed."""
        if self.state is ProcurementState.STOPPED:
            raise WrongState("procurement.pay", "stopped")
        if not self.contracted:
            raise Incomplete("contract: chưa ghi nhận hợp đồng nên chưa chi được / no contract is recorded yet")
        paid = {number: amount for number, amount in amounts.items() if amount}
        found = paper.faults(day(now), needed=True) + too_long("words", words, LONGEST)
        found += sum_faults("paid", paid, self.items, least=Decimal(1)) or self._paid_faults(paid)
        if not paid:
            found.append("paid: ghi số tiền chi cho ít nhất một mục / give an amount for at least one item")
        _check(found)
        items = tuple(replace(one, paid=one.paid + paid.get(one.number, NONE)) for one in self.items)
        entries = tuple(Entry(number, amount=amount) for number, amount in sorted(paid.items()))
        return replace(self, items=items)._with(Event(Did.PAID, by, now, "", self.version, paper, words=words.strip(), entries=entries))

    def stop(self, reason: str, by: PersonId, now: datetime) -> "Moved":
        """It goes no further. Raises: WrongState, Malformed."""
        if self.state not in RUNNING:
            raise WrongState("procurement.stop", self.state)
        _check(reason_faults(reason))
        event = Event(Did.STOPPED, by, now, version=self.version, words=reason.strip())
        return replace(self, state=ProcurementState.STOPPED)._with(event)

    def _paid_faults(self, paid: Mapping[int, Decimal]) -> list[str]:
        return whole_faults("paid", {one.number: one.paid + paid.get(one.number, NONE) for one in self.items})

    def _of_kind(self, code: str, kind: StepKind, act: str) -> None:
        if self.turn(code, act).kind is not kind:
            raise WrongState(act, self.step(code).kind)

    def _passed(self) -> "Procurement":
        return replace(self, passed=self.passed + 1, state=ProcurementState.OPEN)

    def _with(self, event: Event) -> "Moved":
        return replace(self, events=self.events + 1), event


def numbered(items: Sequence[NewItem]) -> tuple[Item, ...]:
    """The items in their order, counted from 1."""
    return tuple(
        Item(n, one.name.strip(), one.unit.strip(), one.quantity, one.price, one.category, one.fund, one.line, one.why.strip())
        for n, one in enumerate(items, 1)
    )


def _check(faults: list[str]) -> None:
    if faults:
        raise Malformed(*faults)
