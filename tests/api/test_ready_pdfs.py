"""A ready PDF through the interface: in JSON as base64, or as a file of a form; the same act either way."""

import json
from base64 import b64encode
from datetime import UTC, datetime

from tests.api.asker import Asker, new_record
from tests.foreign import TURNED_AWAY, pdf
from tests.people import HIS, LAN


async def test_a_his_sends_it_either_way_and_reads_what_was_found(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-PDF")))["id"]
    at = datetime.now(UTC).isoformat()
    words = {"form": "treatment-sheet", "author": LAN.login, "acted_at": at}
    path = f"/records/{record}/documents"
    first = await api.done(HIS, path, request="ready-1", pdf=b64encode(pdf("a", "b")).decode(), **words)
    files = {"file": ("to.pdf", pdf("c"), "application/pdf")}
    data = {**words, "request": "ready-2", "data": json.dumps({"progress": "Tỉnh"})}
    second = (await api.ask(HIS, "POST", f"{path}/pdf", data=data, files=files)).json()
    assert (await api.ask(HIS, "POST", f"{path}/pdf", data=data, files=files)).json() == second
    found = (await api.get(HIS, f"/documents/{first['document']}"))["versions"][0]
    assert (found["pdf"]["pages"], found["pdf"]["claims"], found["pdf"]["sha256"]) == (2, "", found["content"])
    assert (await api.get(HIS, f"/documents/{second['document']}"))["versions"][0]["data"]["progress"] == "Tỉnh"
    await api.sign(LAN, first["document"], "ready-sign-1")
    kept = await api.ask(LAN, "GET", f"/documents/{first['document']}/versions/1/pdf")
    assert kept.content.startswith(pdf("a", "b"))


async def test_what_is_wrong_is_told_and_nothing_is_kept(api: Asker) -> None:
    record = (await api.done(HIS, "/records", **new_record("API-PDF-2")))["id"]
    words = {"form": "treatment-sheet", "author": LAN.login, "acted_at": datetime.now(UTC).isoformat()}
    path = f"/records/{record}/documents"
    bad = await api.post(HIS, path, request="ready-3", pdf="không phải base64", **words)
    assert (bad.status_code, "pdf: phải là base64" in bad.text) == (422, True)
    script = await api.post(HIS, path, request="ready-4", pdf=b64encode(TURNED_AWAY["JavaScript"]).decode(), **words)
    assert (script.status_code, "JavaScript" in script.json()["detail"]) == (422, True)
    files = {"file": ("to.pdf", pdf(), "application/pdf")}
    list_ = await api.ask(HIS, "POST", f"{path}/pdf", data={**words, "request": "ready-5", "data": "[]"}, files=files)
    assert (list_.status_code, "data: phải là một đối tượng JSON" in list_.text) == (422, True)
    nameless = await api.ask(HIS, "POST", f"{path}/pdf", data=words, files=files)
    assert (nameless.status_code, "request" in nameless.text) == (422, True)
    assert (await api.get(HIS, f"/records/{record}"))["documents"] == []
