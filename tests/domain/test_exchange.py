"""The record as XML: what came late is added, and nothing of before is told otherwise."""

from xml.etree import ElementTree

from domain.exchange import GROUPS, OURS, Exchanged, exchanged, supplemented

RESULT = Exchanged("KetQuaXetNghiem", {"MaTraCuu": "KQ-1"}, {"glucose": "7,9"})
LATE = Exchanged("ThongTinDieuTri", {"MaTraCuu": "BS-1"}, {"text": "Cấy máu âm tính\x01"})


def told(xml: bytes) -> dict[str, list[str]]:
    return {group.tag: [text.strip() for text in group.itertext() if text.strip()] for group in ElementTree.fromstring(xml)}


def test_what_came_late_stands_after_what_was_there() -> None:
    before = exchanged({"HoTen": "Nguyễn Thị Thuỳ Hạnh"}, {}, {"KetQua": "khỏi"}, [RESULT])
    after = supplemented(before, {"name": "Trần Văn Bình"}, [LATE])
    assert told(after) == told(before) | {
        "ThongTinBenhNhan": ["Trần Văn Bình"],
        "ThongTinDieuTri": ["khỏi", "BS-1", "Cấy máu âm tính\ufffd"],
    }
    assert list(told(after)) == list(GROUPS)
    assert ElementTree.fromstring(after).get(f"{{{OURS}}}xacMinh") == "chua"


def test_added_at_once_or_one_after_the_other_is_the_same() -> None:
    assert supplemented(exchanged({}, {}, {}, [RESULT]), {}, [LATE]) == exchanged({}, {}, {}, [RESULT, LATE])
