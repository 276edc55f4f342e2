"""Part of the first story: a confirmation that the next signature covers, a substitute, and the facility's key."""

from datetime import date

from app.demo import words
from app.demo.door import Door
from app.demo.telling import Telling
from app.devstack.demo_people import PIN
from app.wiring import now
from domain.clock import day

NURSE, HEAD, DOCTOR = "dd.mai", "tk.tuan", "bs.lan"
DIRECTOR, ADMINISTRATOR, CLERK = "gd.minh", "qt.hoa", "vt.nga"
FORM = "nursing-sheet"


def play(door: Door, telling: Telling, record: str, opened_at: str) -> list[str]:
    """Two sheets signed as a mixed chain asks. Raises: Failed, Refused."""
    today = day(now())
    _own_chain(door, telling, today)
    return [_nursed(door, telling, record, opened_at), _discharged(door, telling, record, opened_at, today)]


def _own_chain(door: Door, telling: Telling, today: date) -> None:
    """Once per installation: the hospital's quy chế lets nurses confirm by PIN, covered by the head's signature."""
    asked = door.by(ADMINISTRATOR)
    known = next(one for one in asked.get("/chains") if one["form"] == FORM)
    with telling.step("Bệnh viện áp dụng trình tự ký phiếu chăm sóc theo quy chế của mình"):
        if not known["regulation"]:
            edition = asked.post("/chains", "chain", text=words.own_chain(today))["id"]
            door.by(DIRECTOR).post(f"/chains/{edition}/approvals", "chain-approved", first=today.isoformat(), pin=PIN)


def _nursed(door: Door, telling: Telling, record: str, moment: str) -> str:
    nurse = door.by(NURSE)
    with telling.step("Điều dưỡng Mai lập phiếu chăm sóc, xác nhận bằng mã PIN (không phải chữ ký số)"):
        new = {"form": FORM, "author": NURSE, "acted_at": moment, "data": words.NURSING}
        sheet: str = nurse.post(f"/records/{record}/documents", "nursed", **new)["document"]
        nurse.sign(sheet, "sign-nursed")
    with telling.step("Trưởng khoa Tuấn ký phiếu chăm sóc, chữ ký bao trùm xác nhận"):
        door.by(HEAD).sign(sheet, "sign-nursed-headed")
    return sheet


def _discharged(door: Door, telling: Telling, record: str, moment: str, today: date) -> str:
    doctor, head, director = door.by(DOCTOR), door.by(HEAD), door.by(DIRECTOR)
    with telling.step("Bác sĩ Lan lập và ký giấy ra viện"):
        data = words.discharge_paper(moment)
        new = {"form": "discharge-paper", "author": DOCTOR, "acted_at": moment, "data": data}
        paper: str = doctor.post(f"/records/{record}/documents", "discharge-paper", **new)["document"]
        doctor.sign(paper, "sign-discharge-paper")
    with telling.step("Giám đốc vắng: trưởng khoa Tuấn ký thay theo giấy uỷ quyền"):
        away = director.post("/substitutions", "away", absent=DIRECTOR, substitute=HEAD, **words.authorisation(today))["id"]
        head.sign(paper, "sign-discharge-represented")
        director.post(f"/substitutions/{away}/endings", "back")
    with telling.step("Văn thư ký số của bệnh viện lên giấy ra viện"):
        door.by(CLERK).sign(paper, "sign-discharge-sealed")
    return paper
