"""A HIS captures a consent on its own tablet: a code is sent and checked here, the rest is a document like any other."""

from re import search

from tests.api.asker import Asker, new_record
from tests.people import HIS, LAN, PHUC
from tests.services.test_consents import PHONE, SAYS, drawn, messages
from tests.stack import Stack


async def test_a_his_sends_a_code_checks_it_and_draws_the_sheet_up(api: Asker, stack: Stack) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-CONSENT-1")))["id"]
    data = SAYS | {"explainer": "bs.lan"}
    asked = {"request": "api-code-1", "form": "consent", "data": data, "phone": PHONE}
    code = await api.done(HIS, f"/records/{record}/codes", **asked)
    assert code["phone"] == "09•••••678"
    assert (await api.done(HIS, f"/records/{record}/codes", **asked))["id"] == code["id"]
    typed = search(r"mã (\d{6}) ", messages(stack)[-1])
    assert typed
    wrong = await api.post(HIS, f"/codes/{code['id']}/checks", code="x", phone=PHONE)
    assert (wrong.status_code, wrong.json()["refusal"]) == (403, "CodeRefused")
    assert (await api.post(PHUC, f"/codes/{code['id']}/checks", code=typed[1], phone=PHONE)).status_code == 403
    await api.done(HIS, f"/codes/{code['id']}/checks", code=typed[1], phone=PHONE)
    at = (await api.get(LAN, f"/records/{record}"))["opened_at"]
    whole = {"form": "consent", "author": "bs.lan", "acted_at": at, "data": data | {"drawing": drawn(), "confirmation": code["id"]}}
    made = await api.done(HIS, f"/records/{record}/documents", request="api-consent-1", **whole)
    assert await api.done(HIS, f"/records/{record}/documents", request="api-consent-1", **whole) == made
    again = await api.post(HIS, f"/records/{record}/documents", request="api-consent-2", **whole)
    assert again.json()["refusal"] == "CodeRefused", "a code confirms one document"
    await api.sign(LAN, made["document"], "api-consent-sign")


async def test_forms_say_what_is_asked_when(api: Asker) -> None:
    (form,) = [one for one in (await api.get(HIS, "/forms"))["forms"] if one["code"] == "consent"]
    fields = {one["name"]: one for one in form["fields"]}
    assert fields["scan"]["when"] == {"field": "way", "one_of": ["paper"]}
    assert (fields["drawing"]["kind"], fields["confirmation"]["kind"]) == ("picture", "code")
