"""Purchases through the interface: opened, proposed, judged, contracted, delivered, paid, counted."""

from uuid import UUID

from domain.clock import day
from domain.names import DocumentId, ProcurementId
from tests.api.asker import Asker
from tests.buying import PROPOSAL, buying
from tests.purchases import at_step, checked, signed
from tests.stack import Stack

ITEM = {"name": "Máy chủ", "unit": "chiếc", "quantity": 2, "price": "350000000", "category": "servers", "fund": "own"}


async def test_from_items_to_payments_and_the_table_of_the_plan(stack: Stack, api: Asker) -> None:
    at = await buying(stack, "ba1")
    anh, tam = at.there.administrator, at.there.officer
    words = {"title": "Máy chủ", "way": "purchase"}
    made = await api.done(anh, f"/tracks/{at.there.track}/procurement", request="ba-1", items=[ITEM], **words)
    here, which = f"/procurement/{made['id']}", ProcurementId(UUID(made["id"]))
    bad = await api.post(anh, f"{here}/items", request="ba-2", items=[ITEM | {"price": "-1"}], **words)
    assert (bad.status_code, "số tiền không được âm" in bad.json()["detail"]) == (422, True)
    await api.done(anh, f"{here}/items", request="ba-3", items=[ITEM, ITEM | {"name": "UPS"}], **words)
    drawn = await api.done(anh, f"{here}/papers", request="ba-4", step="proposal", data=PROPOSAL)
    await signed(stack, DocumentId(UUID(drawn["document"])), anh, at.director, at.clerk)
    await at_step(stack, anh, which, "council")
    paper = {"number": "12/BB-HĐ", "day": day(stack.clock()).isoformat(), "issuer": "Sở Khoa học và Công nghệ"}
    refused = await api.post(anh, f"{here}/judgement", request="ba-5", step="council", opinion="agreed", paper=paper)
    assert refused.json()["refusal"] == "NotAllowed"
    await api.done(tam, f"{here}/judgement", request="ba-6", step="council", opinion="agreed", paper=paper)
    approved = [{"item": 1, "amount": "680000000"}]
    await api.done(anh, f"{here}/judgement", request="ba-7", step="approval-own", opinion="agreed", paper=paper, approved=approved)
    await checked(stack, at, which)
    lines = [{"item": 1, "quantity": 2, "price": "345000000"}]
    await api.done(anh, f"{here}/contract", request="ba-8", step="contract", paper=paper, until=paper["day"], lines=lines)
    await api.done(anh, f"{here}/deliveries", request="ba-9", step="delivery", items=[{"item": 1, "quantity": 2}], paper=paper, last=True)
    await api.done(anh, f"{here}/payments", request="ba-10", items=[{"item": 1, "amount": "1000"}], paper=paper)
    found = await api.get(tam, here)
    first = found["items"][0]
    assert (found["waits_for"], first["over"], first["amounts"]["committed"]) == ("acceptance", ["committed"], "690000000")
    assert "accepted-1" in (await api.get(anh, here))["asked"]
    await api.done(anh, f"{here}/strikes", request="ba-11", event=found["events"][-1]["number"], reason="Ghi nhầm")
    table = await api.get(tam, f"/plans/{at.there.plan}/procurement", by="category")
    assert [(one["key"], one["amounts"]["paid"]) for one in table["groups"]] == [("servers", "0")]
    assert [one["id"] for one in await api.get(anh, f"/tracks/{at.there.track}/procurement")] == [made["id"]]
    await api.done(anh, f"{here}/ending", request="ba-12", reason="Nhà thầu bỏ cuộc")
    assert (await api.get(anh, here))["state"] == "stopped"
