"""Comments and addenda through the interface."""

from datetime import UTC, datetime

from tests.api.asker import Asker, new_record
from tests.people import HIS, HUNG, LAN, NAM


async def complete(api: Asker, code: str) -> str:
    """A complete treatment sheet."""
    record = (await api.done(HIS, "/records", **new_record(code)))["id"]
    data = {"progress": "Tỉnh", "orders": "Theo dõi"}
    words = {"form": "treatment-sheet", "author": LAN.login, "acted_at": datetime.now(UTC).isoformat(), "data": data}
    made = (await api.done(HIS, f"/records/{record}/documents", request=f"sheet-{code}", **words))["document"]
    await api.sign(LAN, made, f"sign-{code}")
    return str(made)


async def test_a_comment_is_added_read_and_taken_back(api: Asker) -> None:
    path = f"/documents/{await complete(api, 'API-BL')}/comments"
    one = (await api.done(HUNG, path, request="say-1", version=1, words="Xem lại liều."))["id"]
    assert (await api.done(HUNG, path, request="say-1", version=1, words="Xem lại liều."))["id"] == one
    (found,) = (await api.get(LAN, path))["comments"]
    assert (found["person"]["name"], found["role"], found["version"], found["words"]) == (HUNG.name, "head", 1, "Xem lại liều.")
    assert (await api.post(NAM, path, request="say-2", version=1, words="Xem")).status_code == 403
    assert (await api.post(LAN, f"{path}/{one}/withdrawal", request="back-a")).status_code == 403
    await api.done(HUNG, f"{path}/{one}/withdrawal", request="back-b")
    (found,) = (await api.get(LAN, path))["comments"]
    assert (found["words"], bool(found["taken_back_at"])) == (None, True)


async def test_an_addendum_and_its_document_name_each_other(api: Asker) -> None:
    base = await complete(api, "API-PL")
    words = {"author": LAN.login, "acted_at": datetime.now(UTC).isoformat(), "version": 1, "text": "Dị ứng penicillin."}
    made = await api.done(HIS, f"/documents/{base}/addenda", request="add-a", **words)
    found = await api.get(LAN, f"/documents/{made['document']}")
    assert (found["adds_to"]["document"], found["adds_to"]["version"], found["addenda"]) == (base, 1, [])
    assert [one["id"] for one in (await api.get(LAN, f"/documents/{base}"))["addenda"]] == [made["document"]]
    assert (await api.post(HIS, f"/documents/{made['document']}/addenda", request="add-b", **words)).status_code == 409
