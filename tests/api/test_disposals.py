"""Disposals through the interface."""

from typing import Any
from uuid import UUID

from domain.disposals import DisposalState
from domain.names import DisposalId, RecordId
from services import holds, records
from tests.api.asker import Asker
from tests.disposing import case, expired, reaches, signed
from tests.people import DUC, HUNG, LAN, MAI, NAM, OANH, PHUC, SON, THUY
from tests.stack import Stack

DAY = "2026-01-01"


async def previewed(api: Asker, *only: RecordId) -> dict[str, Any]:
    """What is needed to propose exactly these."""
    whole = await api.get(NAM, "/disposals/preview", before=DAY)
    without = [line["record"] for line in whole["lines"] if line["record"] not in map(str, only)]
    seen = await api.get(NAM, "/disposals/preview", before=DAY, **({"without": without} if without else {}))
    assert sorted(line["record"] for line in seen["lines"]) == sorted(map(str, only))
    return {"before": DAY, "without": without, "list_sha256": seen["list_sha256"]}


async def test_only_what_was_previewed_is_proposed(stack: Stack, api: Asker) -> None:
    one, two = await expired(stack, 2)
    seen = await previewed(api, one, two)
    code = (await records.read(stack.by(NAM), two)).page.record.code
    await holds.place(stack.by(NAM), case(code))
    stale = await api.post(NAM, "/disposals", request="th-1", title="Đợt API", **seen)
    assert (stale.status_code, stale.json()["refusal"]) == (409, "StaleDocument")
    assert stale.json()["detail"].startswith("Danh mục đã khác")
    again = await api.get(NAM, "/disposals/preview", before=DAY)
    assert (str(two), "held") in [(line["record"], line["why"]) for line in again["hindered"]]
    assert sum(line["records"] for line in again["classes"]) == again["records"]
    seen = await previewed(api, one)
    for _ in range(2):
        which = (await api.done(NAM, "/disposals", request="th-2", title="Đợt API", **seen))["id"]
    assert [line["id"] for line in await api.get(NAM, "/disposals")].count(which) == 1
    for stranger in (MAI, LAN):
        assert (await api.ask(stranger, "GET", "/disposals/preview", params={"before": DAY})).status_code == 403
    empty = await api.post(NAM, f"/disposals/{which}/take-out", request="th-3", item=1, reason=" ")
    assert empty.status_code == 422
    await api.done(NAM, f"/disposals/{which}/take-out", request="th-3", item=1, reason="Còn cần dùng")
    found = await api.get(SON, f"/disposals/{which}")
    assert [(line["fate"], line["reason"]) for line in found["lines"]] == [("taken_out", "Còn cần dùng")]
    gone = await api.done(NAM, f"/disposals/{which}/withdraw", request="th-4", reason="Không còn hồ sơ nào")
    assert gone["state"] == "withdrawn"


async def test_a_council_votes_and_a_destroyed_record_is_a_tombstone(stack: Stack, api: Asker) -> None:
    (one,) = await expired(stack, 1)
    before = await api.get(NAM, f"/records/{one}")
    which = (await api.done(NAM, "/disposals", request="th-5", title="Đợt API 2", **await previewed(api, one)))["id"]
    here, disposal = f"/disposals/{which}", DisposalId(UUID(which))
    able = [colleague["id"] for colleague in await api.get(NAM, f"{here}/candidates")]
    assert (str(NAM.id) in able, str(SON.id) in able) == (False, True)
    seats = {"bs.duc": "member", "bs.phuc": "member", "tk.hung": "member", "gd.son": "chair", "tk.thuy": "secretary"}
    members = [{"person": who, "seat": seat} for who, seat in seats.items()]
    own = await api.post(
        NAM, f"{here}/council", request="th-6", place="Phòng 2", members=[{"person": "kh.nam", "seat": "chair"}, *members[:4]]
    )
    assert own.status_code in (403, 422)
    old = await api.post(NAM, f"{here}/council", request="th-6b", held_at="Phòng 2", members=members)
    assert (old.status_code, [fact for fact in old.json()["facts"] if "held_at: nay là place" in fact] != []) == (422, True)
    await api.done(NAM, f"{here}/council", request="th-7", place="Phòng 2", members=members)
    await signed(stack, disposal, "disposal-council", SON, OANH)
    await reaches(stack, disposal, DisposalState.VOTING)
    sha256 = (await api.get(DUC, here))["list_sha256"]
    assert (await api.get(DUC, here))["place"] == "Phòng 2"
    no = await api.post(DUC, f"{here}/vote", request="th-8", list_sha256=sha256, ballots=[{"destroy": False}])
    assert (no.status_code, no.json()["refusal"]) == (409, "Incomplete")
    await api.done(DUC, f"{here}/vote", request="th-9", list_sha256=sha256, ballots=[{"destroy": False, "note": "Còn giá trị"}])
    mine, others = await api.get(DUC, here), await api.get(SON, here)
    assert ([said["note"] for said in mine["ballots"]], others["ballots"], others["revealed"]) == (["Còn giá trị"], [], False)
    assert [seat["voted"] for seat in others["council"] if seat["person"]["name"] == DUC.name] == [True]
    assert others["lines"][0]["votes_against"] is None
    for nth, voter in enumerate((SON, THUY, HUNG, PHUC)):
        await api.done(voter, f"{here}/vote", request=f"th-1{nth}", list_sha256=sha256, ballots=[{"destroy": True}])
    closed = await api.get(NAM, here)
    assert (closed["revealed"], closed["ballots"], closed["lines"][0]["votes_for"]) == (False, [], None), "all have voted; nobody closed"
    assert [one["facts"] for one in closed["timeline"] if one["act"] == "disposal.vote"] == [{}] * 5
    stranger = await api.post(NAM, f"{here}/close", request="th-20")
    assert (stranger.status_code, "Chủ tịch" in stranger.json()["detail"]) == (403, True)
    await api.done(SON, f"{here}/close", request="th-21", conclusion="Đề nghị hủy")
    opened = await api.get(NAM, here)
    assert (opened["revealed"], opened["lines"][0]["votes_for"], opened["lines"][0]["votes_against"]) == (True, 4, 1)
    assert opened["lines"][0]["stood_aside"] == [], "nobody of this council treated"
    await signed(stack, disposal, "disposal-minutes", THUY, DUC, PHUC, HUNG, SON)
    await reaches(stack, disposal, DisposalState.REVIEWED)
    await api.done(NAM, f"{here}/decide", request="th-22")
    await signed(stack, disposal, "disposal-decision", SON, OANH)
    await reaches(stack, disposal, DisposalState.DESTROYED)
    early = await api.post(NAM, f"{here}/certificate", request="th-23")
    assert (early.status_code, early.json()["refusal"]) == (409, "Incomplete")
    await tombstone(api, str(one), which, before)


async def tombstone(api: Asker, record: str, disposal: str, before: dict[str, Any]) -> None:
    """Nothing of a destroyed record is read any more but that it was."""
    left = await api.get(NAM, f"/records/{record}")
    assert (left["state"], left["gone"]["disposal"], left["outcome"], left["clinical"]) == ("disposed", disposal, None, None)
    assert (left["orders"], left["documents"], left["shortcomings"], left["guests"]) == ([], [], [], [])
    assert {said["subject_kind"] for said in left["timeline"]} == {"record"}
    assert record in [line["id"] for line in (await api.get(NAM, "/records", words=left["code"], state="disposed"))["records"]]
    document, order = before["documents"][0]["id"], before["orders"][0]["id"]
    for path in (
        f"/documents/{document}",
        f"/documents/{document}/versions/1/pdf",
        f"/documents/{document}/copies",
        f"/documents/{document}/comments",
        f"/orders/{order}",
        f"/records/{record}/retention",
        f"/records/{record}/export",
    ):
        answer = await api.ask(NAM, "GET", path)
        assert (answer.status_code, answer.json()["refusal"]) == (409, "WrongState"), path
        assert "đã hủy vì hết thời hạn lưu trữ" in answer.json()["detail"], path
    copied = await api.post(NAM, f"/documents/{document}/copies", request="th-30", medium="paper")
    assert copied.status_code == 409
