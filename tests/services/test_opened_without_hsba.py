"""Whoever has an archived record's folder and its key, but no hsba, reads what `README.txt` says and opens it with stock tools."""

import asyncio
import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest

from activities.documents import bytes_key
from domain.errors import NotAllowed
from domain.exchange import GROUPS, OURS
from services import archive, comments, records
from tests.care import archived, closed, completed, refusal, sign, until
from tests.people import DUC, HUNG, LAN, NAM
from tests.stack import Stack

NAME = "Nguyễn Thị Thuỳ Hạnh"


def tool(*words: object, at: Path | None = None) -> str:
    return subprocess.run([str(word) for word in words], cwd=at, capture_output=True, text=True, check=True).stdout


class Folder:
    """What was handed over: the object's folder and a text file with the key."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.object = root / "ho-so"
        self.key = root / "khoa.txt"
        self.content = self.object / "v1" / "content"

    def opened(self, path: str) -> Path:
        """As README.txt says."""
        plain = self.root / path.replace("/", "_").removesuffix(".age")
        tool("age", "--decrypt", "--identity", self.key, "--output", plain, self.content / path)
        return plain

    def all(self, suffix: str) -> list[str]:
        return sorted(str(path.relative_to(self.content)) for path in self.content.rglob(f"*{suffix}"))


@pytest.fixture(scope="module")
async def folder(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    record, _ = await archived(stack)
    sealed = await archive.sealed(stack.by(NAM), record)
    root = tmp_path_factory.mktemp("2046")
    shutil.copytree(sealed.folder, root / "ho-so")
    (root / "khoa.txt").write_text(sealed.identity + "\n")
    return Folder(root)


def test_the_words_at_the_door_name_every_file(folder: Folder) -> None:
    words = (folder.content / "README.txt").read_text()
    assert words.startswith("HỒ SƠ BỆNH ÁN LƯU TRỮ")
    assert NAME not in words
    for path in folder.content.rglob("*"):
        if path.is_file():
            told = path.name if path.parent == folder.content else path.relative_to(folder.content).parts[0]
            assert told in words, path
    assert {path.name for path in folder.content.iterdir() if path.is_file() and path.suffix != ".age"} == {
        "README.txt",
        "manifest.json",
    }


def test_every_file_is_what_the_inventory_says(folder: Folder) -> None:
    manifest = json.loads((folder.object / "inventory.json").read_text())["manifest"]
    listed = folder.root / "sums"
    listed.write_text("".join(f"{digest}  {path}\n" for digest, paths in manifest.items() for path in paths))
    said = tool("sha256sum", "--check", "--strict", listed, at=folder.object)
    assert said.count(": OK") == len([path for path in folder.content.rglob("*") if path.is_file()])


def test_a_sheet_is_read_with_its_data_and_its_report(folder: Folder) -> None:
    (result,) = [path for path in folder.all(".pdf.age") if "lab-result" in path]
    pdf = folder.opened(result)
    assert "Glucose" in tool("pdftotext", pdf, "-")
    assert "hsba.json" in tool("pdfdetach", "-list", pdf)
    data = json.loads(folder.opened(result.replace(".pdf.", ".json.")).read_text())
    assert data["patient"]["name"] == NAME
    report = json.loads(folder.opened(result.replace(".pdf.", ".validation.json.")).read_text())
    assert (report["valid"], report["level"], len(report["signatures"])) == (True, "B-LTA", 3)
    assert report["sha256"] == sha256(pdf.read_bytes()).hexdigest()
    manifest = json.loads((folder.content / "manifest.json").read_text())
    assert manifest["files"][result] == report["sha256"]
    assert NAME not in json.dumps(manifest, ensure_ascii=False)
    assert "retention_class" not in manifest, "why a record is kept so long may tell what somebody had"


def test_certificates_and_what_was_said_of_them_are_beside(folder: Folder) -> None:
    subjects = [
        tool("openssl", "x509", "-inform", "DER", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus", "-in", folder.opened(path))
        for path in folder.all(".cer.age")
    ]
    assert any(DUC.name in one for one in subjects)
    answers = [tool("openssl", "ocsp", "-respin", folder.opened(path), "-resp_text", "-noverify") for path in folder.all(".der.age")]
    lists = [tool("openssl", "crl", "-inform", "DER", "-noout", "-issuer", "-in", folder.opened(path)) for path in folder.all(".crl.age")]
    assert all("Cert Status: good" in one for one in answers)
    assert answers or lists
    assert all(one.startswith("issuer=") for one in lists)


def test_the_record_as_xml_has_the_eleven_groups_and_claims_nothing(folder: Folder) -> None:
    root = ElementTree.parse(folder.opened("HoSoBenhAn.xml.age")).getroot()
    assert (root.tag, [group.tag for group in root]) == ("HoSoBenhAn", list(GROUPS))
    assert root.get(f"{{{OURS}}}xacMinh") == "chua"
    held = {group.tag: "".join(group.itertext()) for group in root}
    assert NAME in held["ThongTinBenhNhan"]
    assert "Mệt, khát nước nhiều" in held["ThongTinVaoVien"]
    assert "Glucose" in held["PhieuChiDinh"]
    assert "7,9" in held["KetQuaXetNghiem"]
    assert all(one.tag.startswith(f"{{{OURS}}}") for group in root for one in group.iter() if one is not group)


def test_editions_and_what_happened_are_told(folder: Folder) -> None:
    said = json.loads(folder.opened("policies.json.age").read_text())
    assert said["retention"]["class"]["basis"]
    assert {one["form"] for one in said["chains"]} == {"order", "lab-result", "closing"}
    acts = [line["act"] for line in json.loads(folder.opened("timeline.json.age").read_text())]
    assert acts[0] == "record.open"
    assert "record.receive" in acts


async def test_what_people_said_beside_a_sheet_goes_along(stack: Stack) -> None:
    record, _, document = await completed(stack)
    await comments.add(stack.by(DUC), document, 1, "Đã gọi báo khoa")
    closing = await closed(stack, record)
    for one in (LAN, HUNG, NAM):
        await sign(stack, one, closing)
    await until(lambda: records.read(stack.by(NAM), record), lambda found: found.page.record.archived_at is not None, 40)
    said = sha256("Đã gọi báo khoa".encode()).hexdigest()
    await until(lambda: asyncio.to_thread(stack.house.shelf.path(bytes_key(record), said).exists), lambda there: not there)
    assert [one.words for one in (await comments.read(stack.by(DUC), document)).said] == ["Đã gọi báo khoa"], "read from the archive"


async def test_the_key_is_handed_over_by_the_records_office_only(stack: Stack) -> None:
    record, _ = await archived(stack)
    await refusal(NotAllowed, archive.sealed(stack.by(LAN), record))
