"""The first story: a record's life, from the HIS that opens it to the archive."""

from dataclasses import dataclass
from typing import Any

from app.demo import signing_story, words
from app.demo.door import Door, Player
from app.demo.papers import Paper, preserved
from app.demo.telling import Telling

DOCTOR, WARD_HEAD, OFFICE = "bs.lan", "tk.tuan", "lt.thu"
APPROVES, LAB_HEAD = "bs.khanh", "tk.xuan"
OFFICES = (OFFICE, "lt.hanh")
"""Records offices of the hospital and of the centre."""
HIS, LIS = "his.bvdk", "lis.bvdk"


@dataclass
class Told:
    """The record, and the papers it ends in."""

    record: dict[str, Any]
    papers: list[Paper]


def play(door: Door, telling: Telling) -> Told:
    """Plays or goes on with the story. Raises: Failed, Refused."""
    telling.begin("vòng đời một hồ sơ bệnh án")
    _say_when_known(door, telling)
    record, opened_at = _open(door, telling)
    orders = _order(door, telling, record)
    sheets = _results(door, telling, orders, opened_at)
    _acknowledge(door, telling, sheets)
    papers = [*_sign_orders(door, telling, orders), *signing_story.play(door, telling, record, opened_at)]
    closing = _close(door, telling, record)
    return _archive(door, telling, record, [*papers, *sheets, closing])


KNOWN = (
    "Hồ sơ {code} của bản diễn này đã có từ trước: các bước được gửi lại dưới cùng mã yêu cầu, việc đã làm không làm lần nữa."
    " · {code} of this name exists: the steps are sent again under the same request ids, what is done is not done twice."
)


def _say_when_known(door: Door, telling: Telling) -> None:
    """One sentence before the steps. Raises: Refused."""
    code = f"BA-{door.name}"
    if any(one["code"] == code for one in door.by(OFFICE).get("/records", words=code)["records"]):
        telling.console.print(f"  {KNOWN.format(code=code)}", soft_wrap=True)


def _open(door: Door, telling: Telling) -> tuple[str, str]:
    with telling.step("HIS mở hồ sơ bệnh án khi người bệnh vào viện"):
        record = door.by(HIS).post(
            "/records",
            "record",
            code=f"BA-{door.name}",
            **words.patient(door.name),
            department=words.WARD,
            doctor=DOCTOR,
            reason="Sốt, ho ba ngày",
            diagnosis=words.DIAGNOSIS,
        )["id"]
        return record, door.by(DOCTOR).get(f"/records/{record}")["opened_at"]


def _order(door: Door, telling: Telling, record: str) -> list[str]:
    asked = {"record": record, "doctor": DOCTOR, "diagnosis": words.DIAGNOSIS}
    with telling.step("Bác sĩ Lan chỉ định công thức máu và CRP"):
        own = door.by(DOCTOR).post("/orders", "order", lines=[words.BLOOD, words.CRP], **asked)["id"]
    with telling.step("HIS gửi thêm một chỉ định đường huyết, nêu tên bác sĩ Lan"):
        sent = door.by(HIS).post("/orders", "order-his", lines=[words.GLUCOSE], **asked)["id"]
    with telling.step("Kỹ thuật viên Hùng nhận mẫu"):
        door.by("ktv.hung").post(f"/orders/{own}/samples", "sample", lines=[1, 2])
        door.by("ktv.yen").post(f"/orders/{sent}/samples", "sample-his", lines=[1])
    return [own, sent]


def _results(door: Door, telling: Telling, orders: list[str], moment: str) -> list[str]:
    own, sent = orders
    times = words.times(moment)
    with telling.step("LIS trả kết quả công thức máu và CRP"):
        sheet = door.by(LIS).post(f"/orders/{own}/results", "result-1", **words.blood_count("32,4"), **times)["document"]
    with telling.step("Kỹ thuật viên Hùng ký bản 1"):
        door.by("ktv.hung").sign(sheet, "sign-1-performed", version=1)
    with telling.step("Bác sĩ Khánh từ chối, nêu lý do"):
        _refuse(door, sheet)
    with telling.step("LIS trả bản 2 sau khi kiểm tra lại mẫu"):
        again = words.blood_count("12,4") | {"note": "Đã kiểm tra lại mẫu theo ý kiến người duyệt."}
        door.by(LIS).post(f"/orders/{own}/results", "result-2", **again, **times)
    _three_sign(door, telling, sheet, "2", "ktv.hung", 2)
    with telling.step("LIS trả kết quả đường huyết"):
        other = door.by(LIS).post(f"/orders/{sent}/results", "result-his", **words.glucose(), **times)["document"]
    _three_sign(door, telling, other, "his", "ktv.yen", 1)
    return [sheet, other]


def _refuse(door: Door, sheet: str) -> None:
    approving = door.by(APPROVES)
    read = approving.get(f"/documents/{sheet}")["versions"][0]["content"]
    path = f"/documents/{sheet}/versions/1/refusals"
    approving.patiently(lambda: approving.post(path, "refuse-1", read=read, reason=words.REFUSAL))


def _three_sign(door: Door, telling: Telling, sheet: str, which: str, performer: str, version: int) -> None:
    for login, stage, who in (
        (performer, "performed", "Người thực hiện"),
        (APPROVES, "approved", "Bác sĩ duyệt kết quả"),
        (LAB_HEAD, "headed", "Trưởng khoa xét nghiệm"),
    ):
        with telling.step(f"{who} ký kết quả"):
            door.by(login).sign(sheet, f"sign-{which}-{stage}", version)


def _acknowledge(door: Door, telling: Telling, sheets: list[str]) -> None:
    doctor = door.by(DOCTOR)
    with telling.step("Bác sĩ Lan xem và xác nhận hai kết quả"):
        for number, sheet in enumerate(sheets, 1):
            doctor.until(
                f"/documents/{sheet}", lambda found: found["versions"][-1]["state"] in ("complete", "preserved"), "kết quả đủ chữ ký"
            )
            doctor.post(f"/documents/{sheet}/acknowledgement", f"seen-{number}")


def _sign_orders(door: Door, telling: Telling, orders: list[str]) -> list[str]:
    doctor = door.by(DOCTOR)
    with telling.step("Bác sĩ Lan ký hai phiếu chỉ định với một lần nhập PIN"):
        papers = [doctor.get(f"/orders/{order}")["document"] for order in orders]
        doctor.sign_set(papers, "sign-orders")
        return papers


def _close(door: Door, telling: Telling, record: str) -> str:
    doctor = door.by(DOCTOR)
    with telling.step("Cho người bệnh ra viện"):
        doctor.post(f"/records/{record}/discharge", "discharge", **words.DISCHARGE)
    with telling.step("Kiểm tra đủ hồ sơ và lập tờ tổng kết"):
        closing: str = doctor.post(f"/records/{record}/closing", "close")["document"]
    for login, stage, who in (
        (DOCTOR, "closed", "Bác sĩ điều trị"),
        (WARD_HEAD, "headed", "Trưởng khoa"),
        (OFFICE, "received", "Phòng KHTH"),
    ):
        with telling.step(f"{who} ký tờ tổng kết"):
            door.by(login).sign(closing, f"sign-closing-{stage}")
    return closing


def _archive(door: Door, telling: Telling, record: str, documents: list[str]) -> Told:
    office = door.by(OFFICE)
    with telling.step("Mọi văn bản được bảo toàn (PAdES B-LTA)"):
        who = words.patient(door.name)
        head = f"{who['patient']} · Mã người bệnh {who['patient_code']} · Hồ sơ BA-{door.name}"
        papers = [preserved(office, document, telling.story, (head,)) for document in documents]
    with telling.step("Hồ sơ được lưu trữ (OCFL)"):
        code = f"BA-{door.name}"
        office.until(
            "/records",
            lambda page: any(one["id"] == record and one["state"] == "archived" for one in page["records"]),
            "lưu trữ",
            words=code,
        )
        seen = office.get(f"/records/{record}")
    with telling.step("Phòng KHTH trích bản sao đọc được từ kho lưu trữ"):
        files = office.get(f"/records/{record}/export", listing=True)["files"]
    kept = {key: seen[key] for key in ("id", "code", "archived_at", "retention_class", "keep_until")}
    return Told({**kept, "archived": seen["state"] == "archived", "files": len(files)}, papers)


def archived(door: Door) -> int:
    """How many records of the demo's facilities are archived, by every demo so far."""
    return sum(_count(door.by(office), "") for office in OFFICES)


def _count(office: Player, before: str) -> int:
    page = office.get("/records", state="archived", **({"before": before} if before else {}))
    return len(page["records"]) + (_count(office, page["next"]) if page["next"] else 0)
