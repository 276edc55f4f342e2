"""Certificates through the interface."""

from datetime import timedelta

from domain.clock import day
from tests.api.asker import Asker
from tests.preparing import hospital
from tests.stack import Stack


async def test_asked_issued_received_tested_and_lost(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "ac1")
    track, today = f"/tracks/{of.there.track}", day(stack.clock())
    before = await api.get(of.there.officer, f"{track}/certificates")
    assert (before["numerator"], before["denominator"], before["routes"][1]["certainty"]) == (4, 6, "?")
    missing = {one["role"]: [left["name"] for left in one["missing"]] for one in before["roles"]}
    assert (missing["doctor"], missing["director"]) == (["Phan Đình Lộc"], [])
    asked = {"people": [str(of.doctor.id)], "route": "public_ca", "to": "VNPT-CA"}
    made = await api.done(of.administrator, f"{track}/certificate-requests", request="ac1-1", **asked)
    for n, signer in enumerate((of.administrator, of.director, of.clerk)):
        await api.sign(signer, made["document"], f"ac1-ky-{n}")
    found = await api.until(of.administrator, f"{track}/certificates", lambda said: said["lists"][0]["sent_at"] is not None)
    here = f"/certificate-requests/{found['lists'][0]['id']}"
    one = f"{here}/people/{of.doctor.id}"
    said = {
        "serial": "54010abc",
        "authority": "VNPT-CA",
        "issued_on": today.isoformat(),
        "until": (today + timedelta(days=400)).isoformat(),
    }
    for _ in range(2):
        await api.done(of.it_officer, f"{one}/issue", request="ac1-2", **said)
    (mine,) = await api.get(of.doctor, "/me/certificates")
    assert (mine["serial"], mine["handed_at"]) == ("54010ABC", None)
    await api.done(of.doctor, f"{here}/receipt", request="ac1-3")
    await api.done(of.it_officer, f"{one}/test", request="ac1-4", on=today.isoformat(), words="Ký thử trên HIS")
    read = await api.get(of.administrator, here)
    assert (read["issued"], read["lines"][0]["tested_words"]) == (1, "Ký thử trên HIS")
    wrong = await api.post(of.doctor, f"{here}/receipt", request="ac1-5")
    assert (wrong.status_code, wrong.json()["refusal"]) == (409, "WrongState")
    assert "đã xác nhận nhận chứng thư số" in wrong.json()["detail"]
    await api.done(of.doctor, f"{one}/loss", request="ac1-6", reason="Rơi mất")
    after = await api.get(of.administrator, f"{track}/certificates")
    assert {left["stage"] for left in after["people"] if left["person"] == str(of.doctor.id)} == {"lost"}
