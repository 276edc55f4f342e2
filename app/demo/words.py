"""What the demo's people write: one patient of several by the demo's name, orders, results. All invented."""

from datetime import date
from hashlib import sha256
from typing import Any

PATIENTS = (
    ("Nguyễn Thị Hường", "1968-04-17", "female", "Thôn Đa Hòa, xã Mễ Sở, tỉnh Hưng Yên"),
    ("Đoàn Văn Thịnh", "1955-11-02", "male", "Thôn Bình Minh, xã Khoái Châu, tỉnh Hưng Yên"),
    ("Lê Thị Mỹ Hạnh", "1979-08-25", "female", "Phường Phố Hiến, tỉnh Hưng Yên"),
    ("Phạm Quốc Trưởng", "1962-01-30", "male", "Xã Ân Thi, tỉnh Hưng Yên"),
)
"""name, birth, sex, address."""
LAB = "33001/XN"
WARD = "33001/NOI"
BLOOD = {"service": "22.0119.1368", "name": "Tổng phân tích tế bào máu ngoại vi", "department": LAB}
CRP = {"service": "23.0050.1484", "name": "Định lượng CRP hs", "department": LAB}
GLUCOSE = {"service": "23.0083.1523", "name": "Định lượng Glucose máu", "department": LAB}
DIAGNOSIS = "Theo dõi viêm phổi mắc phải cộng đồng (J18.9)"
REFUSAL = "Số lượng bạch cầu không phù hợp với lâm sàng; đề nghị kiểm tra lại mẫu và trả bản mới."


def patient(name: str) -> dict[str, Any]:
    """The patient of the demo of this name: always the same one."""
    seed = int(sha256(name.encode()).hexdigest()[:12], 16)
    who, birth, sex, address = PATIENTS[seed % len(PATIENTS)]
    century = "0" if sex == "male" else "1"
    return {
        "patient_code": f"BN-{name}",
        "patient": who,
        "birth": birth,
        "sex": sex,
        "citizen_id": f"033{century}{birth[2:4]}{seed % 10**6:06}",
        "address": address,
    }


def _value(line: int, name: str, value: str, unit: str, reference: str, flag: str = "") -> dict[str, Any]:
    return {"line": line, "name": name, "value": value, "unit": unit, "reference": reference, "flag": flag}


def blood_count(white: str) -> dict[str, Any]:
    """The sheet of the doctor's order, with this white count."""
    return {
        "lines": [1, 2],
        "values": [
            _value(1, "WBC (Số lượng bạch cầu)", white, "G/L", "4,0 - 10,0", "H"),
            _value(1, "RBC (Số lượng hồng cầu)", "4,52", "T/L", "3,8 - 5,3"),
            _value(1, "HGB (Huyết sắc tố)", "132", "g/L", "120 - 160"),
            _value(1, "PLT (Số lượng tiểu cầu)", "268", "G/L", "150 - 400"),
            _value(2, "CRP hs", "38,6", "mg/L", "< 5,0", "H"),
        ],
        "performer": "ktv.hung",
        "conclusion": "Bạch cầu tăng, CRP tăng: phù hợp tình trạng nhiễm khuẩn.",
    }


def glucose() -> dict[str, Any]:
    """The sheet of the order that the HIS sent."""
    return {
        "lines": [1],
        "values": [_value(1, "Glucose", "5,4", "mmol/L", "3,9 - 6,4")],
        "performer": "ktv.yen",
        "conclusion": "Đường huyết trong giới hạn bình thường.",
    }


def times(moment: str) -> dict[str, str]:
    """Sampling, receiving and result at a moment that the record itself names: the same each time the demo is told."""
    return {"sampled_at": moment, "received_at": moment, "resulted_at": moment}


DISCHARGE = {
    "outcome": "improved",
    "diagnosis": "Viêm phổi mắc phải cộng đồng, đã ổn định (J18.9)",
    "summary": "Vào viện vì sốt, ho ba ngày. Điều trị kháng sinh đường tĩnh mạch 7 ngày; hết sốt, ăn uống được, xét nghiệm về bình thường.",
}


NURSING = {
    "level": "two",
    "pulse": 84,
    "temperature": 37.2,
    "pressure": "120/80",
    "breathing": 18,
    "assessment": "Người bệnh tỉnh, đỡ sốt, còn ho khan.",
    "care": "Theo dõi dấu hiệu sinh tồn 4 giờ một lần, hướng dẫn uống đủ nước.",
}


def discharge_paper(moment: str) -> dict[str, Any]:
    """The discharge paper of the record opened at this moment."""
    return {
        "opened_at": moment,
        "discharged_at": moment,
        "diagnosis": DISCHARGE["diagnosis"],
        "treatment": "Kháng sinh đường tĩnh mạch 7 ngày, hạ sốt, bù dịch.",
        "advice": "Uống thuốc theo đơn, tái khám sau 7 ngày.",
        "leave_days": 5,
    }


def authorisation(today: date) -> dict[str, Any]:
    """The paper by which the director lets somebody sign discharge papers in the director's place, today only."""
    return {
        "since": today.isoformat(),
        "until": today.isoformat(),
        "paper_kind": "authorisation",
        "paper_number": "12/UQ-BV",
        "paper_day": today.isoformat(),
        "signs_as": "TUQ.",
        "forms": ["discharge-paper"],
    }


def own_chain(today: date) -> str:
    """The hospital's own chain of the nursing sheet, as its administrator sends it."""
    return f"""form: nursing-sheet
edition: "QC-45"
effective_from: {today.isoformat()}
regulation: {{number: 45/QC-BV, issued: 2026-01-15}}
basis: Quy chế hồ sơ bệnh án điện tử của bệnh viện, Điều 7 (ví dụ của bản dùng thử)
certainty: I
stages:
  - {{name: nursed, title: Điều dưỡng, who: {{author: true}}, reason: Ghi nhận định và chăm sóc, method: confirmed}}
  - {{name: headed, title: Trưởng khoa, who: {{role: head, department: treating}}, reason: Duyệt phiếu chăm sóc, substitutable: true}}
"""
