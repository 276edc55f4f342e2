"""The papers that plans were copied from: where what binds begins and ends, and the words in between that are only labels."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from domain.deadlines import Due
from domain.plans import Plan

FOLDER = Path(__file__).parent / "seeds"
VERBATIM = ("quote", "quotes", "words", "unit_words", "number_words", "dated_words", "signer", "recipients", "forms", "announced", "every")
"""Fields whose text claims to be the paper's own."""


def close(text: str) -> str:
    """Without white space, which copying breaks anywhere, and without the asterisks of bold and italics."""
    return "".join(text.replace("*", "").split())


@dataclass(frozen=True)
class Paper:
    """One copy."""

    begin: str
    """Where what binds begins (its first words)."""
    end: str
    """Where it ends; the rest is who gets it, and who signs."""
    labels: tuple[str, ...] = ()
    """Headings and labels that are no words of a task, duty or sum; page numbers and feet of pages."""

    def region(self, whole: str) -> str:
        begins = whole.index(close(self.begin))
        return whole[begins : whole.index(close(self.end), begins)]


AIMS = ("I. MỤC ĐÍCH, YÊU CẦU", "Mục đích", "Yêu cầu")

PAPERS = {
    "bac-giang-2025": Paper(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Nơi nhận:",
        (
            *AIMS,
            "II. NỘI DUNG",
            "Triển khai Bệnh án điện tử",
            "III. KINH PHÍ THỰC HIỆN",
            "Nguồn kinh phí",
            "Tổng kinh phí:",
            "trong đó:",
            "IV. TỔ CHỨC THỰC HIỆN",
            "Các sở: Kế hoạch và Đầu tư, Tài chính, Thông tin và Truyền thông",
            "Các cơ sở khám, chữa bệnh",
            "Trên đây là Kế hoạch triển khai Bệnh án điện tử, kết nối, liên thông dữ liệu"
            " giữa các bệnh viện, cơ sở khám, chữa bệnh trên địa bàn tỉnh với Bệnh viện Bạch Mai.",
        ),
    ),
    "hung-yen-2026": Paper(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Nhận Kế hoạch này",
        (
            *AIMS,
            "II. NHIỆM VỤ, GIẢI PHÁP",
            "Duy trì, cập nhật và triển khai hồ sơ bệnh án điện tử",
            "IV. KINH PHÍ THỰC HIỆN",
            "Nguồn kinh phí thực hiện",
            "Thời gian thực hiện",
            "V. TỔ CHỨC THỰC HIỆN",
        ),
    ),
    "dak-nong-2025": Paper(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "./.",
        (
            *AIMS,
            "II. NỘI DUNG, GIẢI PHÁP THỰC HIỆN",
            "III. THỜI GIAN, ĐỊA ĐIỂM THỰC HIỆN",
            "IV. NGUỒN KINH PHÍ",
            "V. TỔ CHỨC THỰC HIỆN",
            "Nội dung:",
            "Trên đây là Kế hoạch triển khai hồ sơ bệnh án điện tử trên địa bàn tỉnh Đắk Nông.",
        ),
    ),
    "quang-ngai-2025": Paper(
        "I. MUC DICH, YEU CAU",
        "Nai nhan:",
        (
            "I. MUC DICH, YEU CAU",
            "Muc dich",
            "Yeu cau",
            "II. NOI DUNG TRIEN KHAI",
            "Hoan thien ha tang cong nghe thong tin",
            "Xay dung phan mem ho so1 Benh an dien tu\u2019 (EMR)",
            "An toan thong tin va bao mat he thong",
            "Ket noi, lien thong dir lieu y te",
            "Bao tao, nang cao nang luc",
            "Truyen thong, nang cao nhan thuc",
            "Ban hanh cac quy dinh trien khai thuc hien",
            "Lo trinh trien khai thuc hien Benh an dien tir",
            "Banh gia hieu qua viec trien khai",
            "IV. NGUON KINH PHI",
            "V. TO CHtTC THlTC HIEN",
            "1. So Yte",
            "2. So Khoa hoc va Cong nghe r \\",
            "3. Cong an tinh",
            "4. Sd Tai chfnh",
            "5. So Van hoa, The thao va Du lich",
            # Marks of the scanner: a semicolon behind a bracket, a speck in the margin.
            "\\",
            "?",
        ),
    ),
    "ha-noi-2025": Paper("Ủy ban nhân dân Thành phố Hà Nội vừa ban hành", "kết nối, liên thông dữ liệu."),
}


def whole(code: str) -> str:
    return close((FOLDER / f"{code}.txt").read_text(encoding="utf-8"))


def verbatim(thing: Any, path: str = "plan") -> Iterator[tuple[str, str]]:
    """Every text of the data that claims to be the paper's own, with its path."""
    for one in fields(thing):
        value = getattr(thing, one.name)
        if one.name in VERBATIM and value:
            yield from ((f"{path}.{one.name}", text) for text in ([value] if isinstance(value, str) else value))
        for number, inner in enumerate(value if isinstance(value, tuple) else [value]):
            if is_dataclass(inner):
                yield from verbatim(inner, f"{path}.{one.name}[{number}]")


def dues(plan: Plan) -> list[Due]:
    found = [due for task in plan.tasks for due in task.dues]
    return found + [due for _, part in plan.parts() for due in part.dues] + [goal.due for goal in plan.goals]
