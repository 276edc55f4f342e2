"""`hsba verify` on sheets signed by three people on 21/11/2026 and preserved: as an archive is asked years later.

`samples/` holds such a sheet and the root it leads to, and a result of the demo with the manifest of its archived record; the development
authorities that made them are gone.
"""

import datetime
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import typer
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.cli.archived import compared
from app.cli.judgement import shown
from app.cli.verify import roots_in
from domain.packages import Package, Sheet, manifest, path, readme
from tests.app.stacks import hsba, told

SAMPLES = Path(__file__).parent / "samples"
SHEET, ROOT = SAMPLES / "three-signatures.pdf", SAMPLES / "root.pem"
RESULT, RESULT_ROOT, MANIFEST = SAMPLES / "lab-result.pdf", SAMPLES / "lab-result-root.pem", SAMPLES / "manifest.json"


def verified(sheet: Path, data: Path, root: Path = ROOT, *more: str) -> Any:
    """What `--json` answers, with the exit code."""
    done = hsba("verify", str(sheet), "--root", str(root), "--json", *more, data=data)
    return {**told(done), "exit": done.returncode}


def cut(sheet: Path, revisions: int, to: Path) -> Path:
    """The sheet without its last revisions."""
    whole = sheet.read_bytes()
    ends = [place + len(b"%%EOF\n") for place in range(len(whole)) if whole.startswith(b"%%EOF\n", place)]
    to.write_bytes(whole[: ends[-1 - revisions]])
    return to


def test_three_people_and_the_archive_time_stamp(data: Path) -> None:
    answer = verified(SHEET, data)
    assert (answer["exit"], answer["valid"], answer["level"]) == (0, True, "B-LTA")
    assert [one["name"] for one in answer["signatures"]] == ["Trần Văn Bình", "Lê Thị Thu Hương", "Phạm Đức Thắng"]
    assert [one["reason"] for one in answer["signatures"]] == ["Thực hiện xét nghiệm", "Duyệt kết quả", "Trưởng khoa xác nhận"]
    assert all(one["stamped_at"].startswith("2026-11-21T11:15:0") for one in answer["signatures"])
    assert len(answer["archive_stamps"]) == 1


def test_a_person_reads_it_in_vietnamese_and_in_local_time(data: Path) -> None:
    text = hsba("verify", str(SHEET), "--root", str(ROOT), data=data).stdout
    assert text.startswith("HỢP LỆ · VALID   B-LTA\n1. Trần Văn Bình, Bệnh viện đa khoa Phố Nối\n")
    assert "dấu thời gian · stamped 21/11/2026 18:15:08" in text


def test_a_stranger_s_words_do_not_move_the_terminal() -> None:
    assert shown("Trần Văn Bình\x1b[2J\u202e · B-LTA") == "Trần Văn Bình�[2J� · B-LTA"


def test_a_changed_byte_is_named(data: Path, tmp_path: Path) -> None:
    changed = bytearray(SHEET.read_bytes())
    changed[2000] ^= 1
    (tmp_path / "sửa.pdf").write_bytes(changed)
    answer = verified(tmp_path / "sửa.pdf", data)
    assert (answer["exit"], answer["valid"]) == (1, False)
    assert "bytes_changed" in {one["code"] for one in answer["findings"]}
    assert answer["findings"][0]["vi"] == "Dấu thời gian lưu trữ thứ 1 không đúng."
    assert all(one["vi"] and one["en"] for one in answer["findings"])


def test_a_removed_signature_is_named_by_its_title_on_the_sheet(data: Path, tmp_path: Path) -> None:
    answer = verified(cut(RESULT, 2, tmp_path / "thiếu.pdf"), data, RESULT_ROOT)
    assert (answer["exit"], answer["valid"]) == (1, False)
    removed = next(one for one in answer["findings"] if one["code"] == "revision_removed")
    assert removed["vi"] == "Chuỗi cần 3 chữ ký, còn đúng 2; còn thiếu: Trưởng khoa xét nghiệm."
    assert [one["title"] for one in answer["signatures"]] == ["Người thực hiện", "Người duyệt kết quả"]


def test_a_removed_archive_time_stamp_is_not_enough_for_a_sheet_that_says_it_is_preserved(data: Path, tmp_path: Path) -> None:
    stripped = cut(SHEET, 1, tmp_path / "gỡ.pdf")
    answer = verified(stripped, data)
    assert (answer["exit"], answer["valid"], answer["level"], answer["demanded"], answer["enough"]) == (3, True, "B-T", "B-LTA", False)
    text = hsba("verify", str(stripped), "--root", str(ROOT), data=data)
    assert text.returncode == 3
    assert text.stdout.startswith("CHỮ KÝ HỢP LỆ, CHƯA ĐỦ MỨC · SIGNATURES VALID, LEVEL TOO LOW   B-T\n")
    assert "✗ Phiếu phải được bảo toàn (B-LTA) nhưng tệp chỉ ở mức B-T" in text.stdout
    assert "dấu thời gian lưu trữ đã bị gỡ" in text.stdout


@pytest.mark.parametrize(("level", "code"), [("b-t", 0), ("B-LT", 3)])
def test_the_level_that_is_asked_for_decides(data: Path, tmp_path: Path, level: str, code: int) -> None:
    answer = verified(cut(SHEET, 1, tmp_path / "gỡ.pdf"), data, ROOT, "--level", level)
    assert (answer["exit"], answer["demanded"]) == (code, level.upper())


def test_the_archive_s_manifest_knows_what_the_file_alone_leaves_open(data: Path, tmp_path: Path) -> None:
    same = verified(RESULT, data, RESULT_ROOT, "--manifest", str(MANIFEST))
    assert (same["exit"], same["archive"]["code"]) == (0, "same")
    stripped = verified(cut(RESULT, 1, tmp_path / "gỡ.pdf"), data, RESULT_ROOT, "--level", "B-T", "--manifest", str(MANIFEST))
    assert (stripped["exit"], stripped["archive"]["code"]) == (3, "stamp_removed")
    assert stripped["archive"]["vi"].startswith("Dấu thời gian lưu trữ đã bị gỡ: kho lưu trữ ghi documents/lab-result-")
    other = verified(SHEET, data, ROOT, "--manifest", str(MANIFEST))
    assert (other["exit"], other["archive"]["code"]) == (3, "not_listed")


def test_several_files_are_each_told_and_the_worst_decides(data: Path, tmp_path: Path) -> None:
    changed = bytearray(SHEET.read_bytes())
    changed[2000] ^= 1
    (tmp_path / "sửa.pdf").write_bytes(changed)
    stripped = cut(SHEET, 1, tmp_path / "gỡ.pdf")
    root = ("--root", str(ROOT))
    good = hsba("verify", str(SHEET), str(SHEET), *root, data=data)
    assert (good.returncode, good.stdout.count(f"{SHEET}\nHỢP LỆ · VALID   B-LTA\n")) == (0, 2)
    assert hsba("verify", str(stripped), str(SHEET), *root, data=data).returncode == 3
    worst = hsba("verify", str(SHEET), str(tmp_path / "sửa.pdf"), str(stripped), *root, "--json", data=data)
    assert worst.returncode == 1
    assert [(Path(one["file"]).name, one["valid"], one["enough"]) for one in json.loads(worst.stdout)] == [
        (SHEET.name, True, True),
        ("sửa.pdf", False, False),
        ("gỡ.pdf", True, False),
    ]


def test_a_package_sent_by_another_facility_is_held_against_its_list(data: Path, tmp_path: Path) -> None:
    digest = sha256(RESULT.read_bytes()).hexdigest()
    (line,) = [one for one in json.loads(MANIFEST.read_bytes())["documents"] if one["sha256"] == digest]
    told = {name: line[name] for name in ("form", "code", "version", "sha256")}
    sheet = Sheet(number=1, title="Kết quả", size=RESULT.stat().st_size, state="preserved", **told)
    at = datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC)
    package = Package(
        sender="Trung tâm Y tế",
        sender_code="33012",
        record="BA-1",
        receiver="Bệnh viện",
        patient={"name": "A"},
        sent_at=at,
        until=at,
        may_copy=True,
        slip=[],
        sheets=[sheet],
    )
    (listed := tmp_path / "manifest.json").write_bytes(manifest(package))
    same = verified(RESULT, data, RESULT_ROOT, "--manifest", str(listed))
    assert (same["exit"], same["archive"]["code"]) == (0, "same")
    other = verified(SHEET, data, ROOT, "--manifest", str(listed))
    assert (other["exit"], other["archive"]["vi"]) == (3, "Gói chuyển cơ sở này không có tệp như vậy.")
    assert path(1, line["form"], line["code"]) in readme(package)


@pytest.mark.parametrize("manifest", [b"", b"[]", b'{"documents": [1]}', b'{"documents": [{"path": 1}]}', b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_manifest_is_told_so(capsys: pytest.CaptureFixture[str], manifest: bytes) -> None:
    with pytest.raises(typer.Exit) as ended:
        compared(SHEET.read_bytes(), manifest, "B-LTA")
    assert ended.value.exit_code == 2
    assert capsys.readouterr().err.startswith("Tệp nêu ở --manifest không phải manifest.json")


def test_another_root_is_not_believed(data: Path, tmp_path: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    (tmp_path / "root.pem").write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    answer = verified(SHEET, data, tmp_path / "root.pem")
    assert (answer["exit"], answer["valid"]) == (1, False)
    assert "untrusted" in {one["code"] for one in answer["findings"]}


@pytest.mark.parametrize(("content", "code"), [(b"xin ch\xc3\xa0o", "not_pdf"), (b"", "not_pdf")])
def test_a_file_that_is_no_pdf_is_told_so(data: Path, tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "x.pdf").write_bytes(content)
    answer = verified(tmp_path / "x.pdf", data)
    assert (answer["exit"], answer["findings"][0]["code"]) == (1, code)


def test_without_a_root_it_asks_for_one(data: Path) -> None:
    asked = hsba("verify", str(SHEET), data=data)
    assert (asked.returncode, asked.stdout, len(asked.stderr.splitlines())) == (2, "", 1)
    vietnamese, english = asked.stderr.split(" · ")
    for way in (str(data), "--data", "HSBA_DATA", "--root", "HSBA_TRUST_ROOTS"):
        assert way in vietnamese
        assert way in english


def test_the_data_folder_of_the_installation_that_signed_is_enough(data: Path, tmp_path: Path) -> None:
    """Whichever way the folder is named, and from wherever it is asked."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "development-root.pem").write_bytes(ROOT.read_bytes())
    assert hsba("verify", str(SHEET), "--data", str(tmp_path / "elsewhere"), data=data).returncode == 0
    assert hsba("verify", str(SHEET), data=tmp_path / "elsewhere").returncode == 0


def test_a_root_that_is_not_there_is_named(data: Path, tmp_path: Path) -> None:
    asked = hsba("verify", str(SHEET), "--root", str(tmp_path / "nowhere.pem"), data=data)
    assert asked.returncode == 2
    assert f"Không có tệp chứng thư gốc {tmp_path / 'nowhere.pem'}" in asked.stderr


EMPTY_BLOCK = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize(
    "pem", [b"", b"xin ch\xc3\xa0o", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", EMPTY_BLOCK, bytes(9)]
)
def test_a_root_that_holds_no_certificate_is_told_so(capsys: pytest.CaptureFixture[str], tmp_path: Path, pem: bytes) -> None:
    (tmp_path / "root.pem").write_bytes(pem)
    with pytest.raises(typer.Exit) as ended:
        roots_in(tmp_path / "root.pem")
    assert ended.value.exit_code == 2
    assert "không chứa chứng thư đọc được" in capsys.readouterr().err


def test_what_cannot_be_used_ends_with_2_and_no_traceback(data: Path, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("xin chào")
    wrong = hsba("verify", str(SHEET), "--root", str(tmp_path / "root.pem"), data=data)
    assert (wrong.returncode, wrong.stdout, len(wrong.stderr.splitlines())) == (2, "", 1)
