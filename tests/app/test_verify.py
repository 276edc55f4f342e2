"""`hsba verify` on a sheet signed by three people on 21/11/2026 and preserved: as an archive is asked years later.

`samples/` holds that sheet and the root it leads to; the development authority that made both is gone.
"""

import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from app.cli.verify import shown
from tests.app.stacks import hsba, told

SAMPLES = Path(__file__).parent / "samples"
SHEET, ROOT = SAMPLES / "three-signatures.pdf", SAMPLES / "root.pem"


def verified(sheet: Path, data: Path, root: Path = ROOT) -> Any:
    """What `--json` answers, with the exit code."""
    done = hsba("verify", str(sheet), "--root", str(root), "--json", data=data)
    return {**told(done), "exit": done.returncode}


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
    assert all(one["vi"] and one["en"] for one in answer["findings"])


def test_a_removed_revision_is_named(data: Path, tmp_path: Path) -> None:
    whole = SHEET.read_bytes()
    ends = [place + len(b"%%EOF\n") for place in range(len(whole)) if whole.startswith(b"%%EOF\n", place)]
    (tmp_path / "thiếu.pdf").write_bytes(whole[: ends[1]])
    answer = verified(tmp_path / "thiếu.pdf", data)
    assert (answer["exit"], answer["valid"]) == (1, False)
    assert "revision_removed" in {one["code"] for one in answer["findings"]}


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
    assert asked.returncode == 2
    assert "--root" in asked.stderr
