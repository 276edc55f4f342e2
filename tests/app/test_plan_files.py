"""`hsba plans template|export|check|copy`: a plan goes out as a file, comes back, and is refused with every fault."""

import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.app.stacks import hsba

CODES = ("bac-giang-2025", "dak-nong-2025", "ha-noi-2025", "hung-yen-2026", "quang-ngai-2025")


def ran(*words: str, data: Path) -> str:
    done = hsba("plans", *words, data=data)
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(file: Path) -> str:
    """The text of a PDF, its blanks and line ends made one."""
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def test_the_template_can_be_checked_as_it_is(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    ran("template", str(file), data=data)
    assert "vi-du, ấn bản 1" in ran("check", str(file), data=data)


@pytest.mark.parametrize("ending", ["xlsx", "yaml"])
def test_what_is_exported_is_read_back(ending: str, data: Path, tmp_path: Path) -> None:
    file = tmp_path / f"kế hoạch.{ending}"
    ran("export", "dak-nong-2025", str(file), data=data)
    said = json.loads(ran("check", str(file), "--json", data=data))
    assert (said["faults"], said["plan"]["number"], said["plan"]["issued_on"]) == ([], "786/QĐ-UBND", "2025-06-09")
    assert said["findings"] > 0


def test_a_faulty_file_is_told_whole_and_nothing_is_loaded(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "sai.xlsx"
    ran("template", str(file), data=data)
    book = load_workbook(file)
    book["Thời hạn"]["G2"] = "31/6/2026"
    book["Số tiền"]["B2"] = "1.234,5.6"
    book["Đầu việc"]["S2"] = "=A1"
    book.save(file)
    done = hsba("plans", "check", str(file), data=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "sai.xlsx Đầu việc!S2: ô có công thức" in done.stderr
    book["Đầu việc"]["S2"] = "khảo sát hiện trạng"
    book.save(file)
    assert "sai.xlsx Thời hạn!G2 tasks[0].dues[0].day: ngày '31/6/2026' không có trong lịch / there is no day" in (
        hsba("plans", "check", str(file), data=data).stderr
    )
    told = json.loads(hsba("plans", "check", str(file), "--json", data=data).stdout)
    assert [one["cell"] for one in told["faults"]] == ["Thời hạn!G2"]


def test_a_copy_must_be_filled_in(data: Path, tmp_path: Path) -> None:
    for ending, place in (("xlsx", "Thông tin chung!B13"), ("yaml", ":")):
        file = tmp_path / f"moi.{ending}"
        hint = ran("copy", "hung-yen-2026", str(file), "--code", "thai-binh-2026", data=data)
        for words in (
            "tỉnh",
            "tên kế hoạch",
            "cơ quan ban hành",
            "người ký",
            "nơi đọc được",
            "ghi chú",
            "điều chưa rõ",
            "hai chỗ không khớp",
        ):
            assert words in hint
        done = hsba("plans", "check", str(file), data=data)
        assert done.returncode == 2
        assert place in done.stderr
        for field in ("title", "province", "issuer", "basis", "effective_from", "effective_until"):
            assert f" {field}: " in done.stderr
    done = hsba("plans", "copy", "hung-yen-2026", str(tmp_path / "x.yaml"), "--code", "Thái Bình", data=data)
    assert (done.returncode, (tmp_path / "x.yaml").exists()) == (2, False)


def test_a_checked_file_names_its_hard_contradictions_and_what_is_still_the_old_plans(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "moi.yaml"
    ran("copy", "hung-yen-2026", str(file), "--code", "thai-binh-2026", data=data)
    text = file.read_text(encoding="utf-8")
    head = {"title": "Kế hoạch mới", "province": "Thái Bình", "issuer": "Ủy ban nhân dân tỉnh Hưng Yên", "basis": "bản giấy"}
    for key, value in head.items():
        text = text.replace(f"{key}: ''", f"{key}: {value}", 1)
    text = text.replace("effective_from: null", "effective_from: 2026-05-01")
    text = text.replace("effective_until: null", "effective_until: 2026-12-31")
    file.write_text(text, encoding="utf-8")
    said = ran("check", str(file), data=data)
    assert "1 mâu thuẫn cứng" in said
    assert "CỨNG · HARD 3.6 (thời gian): hạn 30/12/2026 muộn hơn 30/09/2025" in said
    assert "II.3.6: «Thời gian hoàn thành: Trước ngày 31/12/2026.»" in said
    assert "Chép từ hung-yen-2026, còn" in said
    assert "moi.yaml:5 issuer: cơ quan ban hành còn như của hung-yen-2026" in said
    told = json.loads(ran("check", str(file), "--json", data=data))
    assert ([one["task"] for one in told["contradictions"]], told["hard"], told["copied_from"]) == (["3.6"], 1, "hung-yen-2026")
    assert {"path", "line", "vi"} <= told["still"][0].keys()


def test_nothing_is_overwritten_and_the_ending_is_one_of_those_there_are(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "co.xlsx"
    file.write_text("giữ nguyên", encoding="utf-8")
    done = hsba("plans", "export", "hung-yen-2026", str(file), data=data)
    assert (done.returncode, "đã có tệp này" in done.stderr) == (2, True)
    assert file.read_text(encoding="utf-8") == "giữ nguyên"
    done = hsba("plans", "export", "hung-yen-2026", str(tmp_path / "co.docx"), data=data)
    assert (done.returncode, ".xlsx, .yaml, .yml, .pdf" in done.stderr) == (2, True)


@pytest.mark.parametrize("code", CODES)
def test_a_printed_copy_is_laid_out_as_an_office_does_and_says_that_it_is_a_copy(code: str, data: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{code}.pdf"
    ran("export", code, str(file), data=data)
    said = printed(file)
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc", "KẾ HOẠCH", "PHỤ LỤC GIAO NHIỆM VỤ", "Nơi nhận:"):
        assert words in said
    pages = said.count(f"{code}, ấn bản")
    assert said.count("Bản kết xuất từ dữ liệu, không phải bản đã ký") == pages >= 5


def test_what_a_paper_leaves_open_stays_open(data: Path, tmp_path: Path) -> None:
    said = {}
    for code in CODES:
        ran("export", code, str(tmp_path / f"{code}.pdf"), data=data)
        said[code] = printed(tmp_path / f"{code}.pdf")
    assert "Số: …/KH-UBND" in said["hung-yen-2026"]
    assert "Hưng Yên, ngày … tháng 5 năm 2026" in said["hung-yen-2026"]
    assert "PHÓ CHỦ TỊCH" in said["hung-yen-2026"]
    assert "…, ngày …/02/2025" in said["bac-giang-2025"]
    assert "Tổng cộng 90,597 12,690 5,400 72,507" in said["bac-giang-2025"]
    assert "…, ngày … tháng … năm …" in said["ha-noi-2025"]
    assert "Số: 786/QĐ-UBND" in said["dak-nong-2025"]
    assert "(Kèm theo Quyết định số 786/QĐ-UBND" in said["dak-nong-2025"]
    assert "in theo cách đọc đã phục hồi dấu" in said["quang-ngai-2025"]
    for words in ("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.", "Tra cứu hồ sơ bệnh án nhanh chóng, chính xác. (I.1)"):
        assert words in said["dak-nong-2025"], "the decision itself, and its aims"
    assert all("PHỤ LỤC ĐỐI CHIẾU DỮ LIỆU" in one for one in said.values())
