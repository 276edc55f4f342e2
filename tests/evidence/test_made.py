"""hsba's own account of what it made is read strictly: a judge must not pass what was never named."""

from pathlib import Path
from typing import Any

import pytest

from evidence import made


@pytest.fixture
def account(tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    for name in ("sheet.pdf", "root.pem"):
        (tmp_path / name).touch()
    signed = [{"name": "Trần Thị Hạnh"}, {"name": "Bùi Văn Duyệt"}]
    sheet = {"path": str(tmp_path / "sheet.pdf"), "title": "Phiếu kết quả", "text": ["Người bệnh"], "signatures": signed}
    status = {"root_certificate": {"path": str(tmp_path / "root.pem")}, "paths": {"archive": str(tmp_path)}}
    return {"documents": [sheet], "archived": 1}, status


def test_the_signers_keep_their_order(account: tuple[dict[str, Any], dict[str, Any]]) -> None:
    things = made.read(*account)
    assert things.sheets[0].signers == ("Trần Thị Hạnh", "Bùi Văn Duyệt")
    assert things.summary() == "1 documents, 2 signatures, 1 archived records"


def test_three_people_on_a_sheet_and_an_archived_record_are_enough_to_judge(account: tuple[dict[str, Any], dict[str, Any]]) -> None:
    demo, status = account
    assert made.read(*account).faults() == ["no document that 3 people signed"]
    demo["documents"][0]["signatures"].append({"name": "Lê Thị Hường"})
    assert made.read(demo, status).faults() == []
    assert made.read(demo | {"archived": 0}, status).faults() == ["no archived record"]


@pytest.mark.parametrize("key", ["path", "title", "text", "signatures"])
def test_a_document_without_a_part_is_misread(account: tuple[dict[str, Any], dict[str, Any]], key: str) -> None:
    demo, status = account
    del demo["documents"][0][key]
    with pytest.raises(made.Misread, match=key):
        made.read(demo, status)


def test_a_file_that_is_not_there_is_misread(account: tuple[dict[str, Any], dict[str, Any]]) -> None:
    demo, status = account
    Path(demo["documents"][0]["path"]).unlink()
    with pytest.raises(made.Misread, match="not there"):
        made.read(demo, status)


@pytest.mark.parametrize("demo", [{}, {"documents": []}, {"documents": "many"}])
def test_a_demo_that_made_nothing_is_misread(demo: dict[str, Any]) -> None:
    with pytest.raises(made.Misread):
        made.read(demo, {})
