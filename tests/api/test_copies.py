"""Copies through the interface: the state of a result, the copy, its two files, and its hand-over."""

from tests.api.asker import Asker, new_result
from tests.api.test_signing import delivered, refused
from tests.people import DUC, HIS, LAN, LIS, MAI, THUY, YEN


async def test_a_result_says_how_far_it_is_and_is_copied_once_released(api: Asker) -> None:
    order, sheet, first = await delivered(api, "CPY-1")
    assert (first["status"], first["signed"], first["needed"]) == ("entered", 0, 3)
    await api.sign(MAI, sheet, "cpy-1-mai")
    assert await refused(api, LAN, f"/documents/{sheet}/copies", request="cpy-1-early", medium="paper") == (409, "Incomplete")
    told = (await api.get(LAN, f"/orders/{order}"))["results"][0]
    assert (told["status"], told["signed"], told["version"]) == ("signing", 1, 1)
    unfinished = await api.ask(LAN, "GET", f"/documents/{sheet}/versions/1/pdf")
    assert "CHUA-DUYET" in unfinished.headers["content-disposition"]
    for one in (DUC, THUY):
        await api.sign(one, sheet, f"cpy-1-{one.login}")
    assert (await api.get(LAN, f"/documents/{sheet}"))["versions"][0]["status"] == "released"

    made = await api.done(HIS, f"/documents/{sheet}/copies", request="cpy-1", medium="paper")
    assert await api.done(HIS, f"/documents/{sheet}/copies", request="cpy-1", medium="paper") == made
    assert await refused(api, YEN, f"/documents/{sheet}/copies", request="cpy-1-yen", medium="paper") == (403, "NotAllowed")
    for kind in ("pdf", "print"):
        file = await api.ask(LAN, "GET", f"/copies/{made['id']}/{kind}")
        assert file.content.startswith(b"%PDF-")
    who = {"to": "patient", "at": made["issued_at"]}
    handed = await api.done(LAN, f"/copies/{made['id']}/hand-over", request="cpy-1-hand", **who)
    assert (handed["handed_over"]["to"], handed["handed_over"]["by"]["name"]) == ("patient", LAN.name)
    assert await refused(api, LAN, f"/copies/{made['id']}/hand-over", request="cpy-1-again", **who) == (409, "WrongState")
    assert await refused(api, LAN, f"/copies/{made['id']}/settlement", request="cpy-1-settle", how="recalled") == (409, "WrongState")
    assert (await api.get(LAN, f"/documents/{sheet}/copies"))["copies"] == [handed]


async def test_a_correction_needs_its_reason_and_its_reader_confirms_to_know_it(api: Asker) -> None:
    order, sheet, _ = await delivered(api, "CPY-2")
    for one in (MAI, DUC, THUY):
        await api.sign(one, sheet, f"cpy-2-{one.login}")
    await api.get(LAN, f"/documents/{sheet}")
    at = (await api.get(LAN, f"/records/{(await api.get(LAN, f'/orders/{order}'))['record']}"))["opened_at"]
    mended = new_result(at, "cpy-2-again", "8,1")
    assert await refused(api, LIS, f"/orders/{order}/results", **mended) == (422, "Malformed")
    assert (await api.done(LIS, f"/orders/{order}/results", **mended, note="Nhầm mẫu"))["version"] == 2
    seen = await api.get(LAN, f"/documents/{sheet}")
    assert [one["status"] for one in seen["versions"]] == ["replaced", "entered"]
    assert any(one["kind"] == "know" and sheet in one["link"] for one in (await api.get(LAN, "/inbox"))["errands"])
    await api.done(LAN, f"/documents/{sheet}/replacement", request="cpy-2-know")
    assert not any(one["kind"] == "know" and sheet in one["link"] for one in (await api.get(LAN, "/inbox"))["errands"])
    assert await refused(api, LAN, f"/documents/{sheet}/replacement", request="cpy-2-know-2") == (409, "Incomplete")
