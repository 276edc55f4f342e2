"""Letters that remind late units through the JSON interface."""

from datetime import timedelta
from uuid import UUID

from domain.clock import day
from domain.names import DocumentId
from tests.api.asker import Asker
from tests.care import sign
from tests.people import LAN
from tests.reminding import office
from tests.stack import Stack


async def test_who_is_late_is_read_and_a_letter_drawn_up(api: Asker, stack: Stack) -> None:
    there = await office(stack, "la1")
    here = f"/plans/{there.there.plan}"
    late = await api.get(there.officer, f"{here}/late")
    (unit,) = late["units"]
    assert ([one["code"] for one in unit["work"]], unit["days"], unit["reminded"]) == (["3.1-1", "3.1-2"], 5, None)
    words = {"opening": late["opening"], "by_when": late["by_when"], "recipients": late["recipients"], "units": [unit["track"]]}
    shown = await api.post(there.officer, f"{here}/letters/preview", **words)
    assert shown.content.startswith(b"%PDF-")
    made = await api.post(there.officer, f"{here}/letters", request="letter-la1", **words)
    assert made.status_code == 201
    assert (await api.post(there.officer, f"{here}/letters", request="letter-la1", **words)).json() == made.json()
    (line,) = await api.get(there.officer, f"{here}/letters")
    assert (line["document"], line["state"], line["number"], line["units"]) == (made.json()["document"], "waiting", None, 1)
    for one in (there.head, there.clerk):
        await sign(stack, one, DocumentId(UUID(made.json()["document"])))
    (line,) = await api.get(there.officer, f"{here}/letters")
    assert (line["number"], line["issued_on"]) == ("01/SYT-NVY", day(stack.clock()).isoformat())
    (unit,) = (await api.get(there.officer, f"{here}/late"))["units"]
    assert (unit["today"], unit["reminded"]["number"], unit["reminded"]["sent"]) == (True, "01/SYT-NVY", True)
    track = await api.get(there.administrator, f"/tracks/{unit['track']}")
    assert [one["number"] for one in track["reminded"]] == ["01/SYT-NVY"]


async def test_what_cannot_be_sent_is_refused_in_words(api: Asker, stack: Stack) -> None:
    there = await office(stack, "la2")
    here = f"/plans/{there.there.plan}/letters"
    words = {"opening": "Thực hiện kế hoạch", "by_when": (day(stack.clock()) - timedelta(days=1)).isoformat()}
    wrong = await api.post(there.officer, here, request="la2-1", **words)
    assert (wrong.status_code, wrong.json()["refusal"]) == (422, "Malformed")
    assert "chọn một ngày sau hôm nay" in wrong.text
    assert (await api.post(there.administrator, here, request="la2-2", **words)).status_code == 403
    assert (await api.ask(LAN, "GET", here)).status_code == 403
    assert (await api.ask(there.administrator, "GET", here)).status_code == 404
