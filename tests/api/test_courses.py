"""Training and staffing through the interface."""

from domain.clock import day
from tests.api.asker import Asker
from tests.preparing import hospital
from tests.stack import Stack


async def test_a_course_is_planned_signed_and_counted(stack: Stack, api: Asker) -> None:
    of = await hospital(stack, "aco1")
    track, today = f"/tracks/{of.there.track}", day(stack.clock()).isoformat()
    said = {"title": "Ký số", "line": "clinicians", "day": today, "place": "Hội trường", "trainer": "VNPT"}
    made = await api.done(of.administrator, f"{track}/courses", request="aco1-1", **said)
    here = f"/courses/{made['id']}"
    present = [str(of.technician.id), str(of.doctor.id)]
    for _ in range(2):
        await api.done(of.administrator, f"{here}/attendance", request="aco1-2", present=present)
    found = await api.get(of.administrator, here)
    assert {one["name"]: (one["present"], one["sheet"] is not None) for one in found["people"]} == {
        "Trịnh Thị Sen": (True, True),
        "Phan Đình Lộc": (True, False),
        "Ứng Thị Nhàn": (False, False),
    }
    await api.sign(of.technician, found["sheets"][0], "aco1-3")
    form = {"request": "aco1-4", "person": str(of.it_officer.id), "degree": "university", "discipline": "it", "words": "CNTT"}
    paper = {"paper_number": "12", "paper_day": "2019-06-30", "paper_issuer": "Đại học Bách khoa"}
    kept = await api.ask(of.administrator, "POST", f"{track}/qualifications", data=form | paper)
    assert kept.status_code == 204, kept.text
    read = await api.get(of.there.officer, f"{track}/training")
    line = read["training"][0]
    assert (line["numerator"], line["denominator"], line["short"], line["certainty"]) == (1, 3, 2, "I")
    assert (read["staff"][0]["met"], read["degrees"][0]["degree"], read["courses"][0]["signed"]) == (True, "university", 1)
    other = await api.done(of.administrator, f"{track}/courses", request="aco1-5", **said)
    await api.done(of.administrator, f"/courses/{other['id']}/call-off", request="aco1-6", reason="Trùng lịch")
    assert (await api.get(of.administrator, f"/courses/{other['id']}"))["state"] == "called_off"
