"""What lies in the file of a package beside its PDFs: a list with hashes for machines, a page for people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.clock import clock_time

FORMAT = "hsba-referral/1"
"""What the manifest says it is."""


@dataclass(frozen=True)
class Sheet:
    """A document of the package."""

    number: int
    form: str
    title: str
    code: str
    """Look-up code, printed on it."""
    version: int
    sha256: str
    size: int
    state: str
    """`preserved` or `complete`, as the file was when it was sent."""


@dataclass(frozen=True, kw_only=True)
class Package:
    """Everything the two files say."""

    sender: str
    sender_code: str
    record: str
    """Code of the record that sends."""
    receiver: str
    patient: Mapping[str, str]
    sent_at: datetime
    until: datetime
    may_copy: bool
    slip: Sequence[Mapping[str, Any]]
    """The fields of the slip: name, label, value; empty once its values left the rows, and the PDF has them."""
    sheets: Sequence[Sheet]


def path(number: int, form: str, code: str) -> str:
    """Where a document lies: `documents/01-transfer-slip-K7QD….pdf`."""
    return f"documents/{number:02}-{form}-{code}.pdf"


def manifest(of: Package) -> bytes:
    """JSON, UTF-8; SHA-256 in lower-case hex over each file as it lies here."""
    said = {
        "format": FORMAT,
        "from": {"facility": of.sender, "code": of.sender_code, "record": of.record},
        "to": {"facility": of.receiver},
        "patient": dict(of.patient),
        "sent_at": of.sent_at.isoformat(),
        "until": of.until.isoformat(),
        "may_copy": of.may_copy,
        "slip": [dict(one) for one in of.slip],
        "documents": [{**vars(one), "path": path(one.number, one.form, one.code)} for one in of.sheets],
    }
    return json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n"


def readme(of: Package) -> str:
    """For whoever opens the file without this system."""
    listed = "\n".join(f"  {path(one.number, one.form, one.code)}\n    {one.title}" for one in of.sheets)
    return f"""GÓI HỒ SƠ CHUYỂN CƠ SỞ KHÁM BỆNH, CHỮA BỆNH

Cơ sở chuyển:    {of.sender}
Cơ sở tiếp nhận: {of.receiver}
Người bệnh:      {of.patient.get("name", "")}, sinh {of.patient.get("birth", "")}
Hồ sơ bệnh án:   {of.record}
Lập lúc:         {clock_time(of.sent_at)}

Trong gói có {len(of.sheets)} văn bản, văn bản đầu là phiếu chuyển:
{listed}

Kiểm tra chữ ký: mỗi tệp PDF tự mang chữ ký số của người lập và của cơ sở; mở bằng phần mềm đọc PDF có kiểm tra chữ ký số.
Kiểm tra toàn vẹn: manifest.json ghi mã băm SHA-256 và độ dài của từng tệp; tính lại và so sánh (ví dụ: sha256sum).
Có hsba thì một lệnh làm cả hai việc: hsba verify --root CHUNG_THU_GOC.pem --manifest manifest.json documents/*.pdf
Dữ liệu: manifest.json có số liệu của phiếu chuyển để nhập vào phần mềm của cơ sở tiếp nhận.

Đây là thông tin sức khỏe của người bệnh, chỉ dùng để điều trị tiếp. Nhận nhầm thì báo cơ sở chuyển và hủy gói.
"""
