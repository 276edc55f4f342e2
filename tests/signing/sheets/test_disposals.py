"""The list of a disposal on its papers: short, long, and longer than a paper can be."""

import pytest

from tests.signing.sheets.conftest import Press, pages
from tests.signing.sheets.disposing import SHA256, listed
from tests.signing.sheets.samples import DISPOSALS


@pytest.mark.parametrize("code", DISPOSALS)
def test_a_long_list_begins_a_page_and_its_end_stands_with_the_signatures(press: Press, code: str) -> None:
    texts = pages(press.print(code, DISPOSALS[code] | listed(200)))
    (begins,) = [number for number, page in enumerate(texts) if "DANH MỤC HỒ SƠ BỆNH ÁN" in page]
    assert "BA-15-004501" in texts[begins]
    assert "QUYẾT ĐỊNH" not in texts[begins]
    assert SHA256 in texts[begins].replace("\n", "")
    assert all("Hết thời hạn" in page for page in texts[begins:-1]), "the head of the table is repeated"
    assert "Danh mục có 200 hồ sơ" in texts[-1]
    stages = [stage["title"].upper() for stage in DISPOSALS[code]["chain"] if stage["method"] == "digital"]
    assert [title for title in stages if title not in texts[-1]] == []


@pytest.mark.parametrize("code", DISPOSALS)
@pytest.mark.parametrize("records", range(1, 13, 3))
def test_a_short_list_stays_whole_and_goes_with_the_signatures(press: Press, code: str, records: int) -> None:
    last = pages(press.print(code, DISPOSALS[code] | listed(records)))[-1]
    assert "DANH MỤC HỒ SƠ BỆNH ÁN" in last
    assert f"Danh mục có {records} hồ sơ" in last


@pytest.mark.parametrize("code", DISPOSALS)
def test_a_list_too_long_to_print_is_named_by_its_hash(press: Press, code: str) -> None:
    text = press.text(code, DISPOSALS[code] | listed(6) | {"records": 20_000, "lines": []})
    assert ("BA-15-004501" in text, "20.000 hồ sơ bệnh án" in text or "20.000 hồ sơ" in text) == (False, True)
    assert SHA256 in text.replace(" ", "")


def test_minutes_say_whose_vote_does_not_count_and_why(press: Press) -> None:
    minutes = DISPOSALS["disposal-minutes"]
    text = " ".join(press.text("disposal-minutes", minutes).split())
    for said in ("không tính phiếu về hồ sơ đó", "1, 3, 4, 6–8", "4/5", "3/5", "Trần Quốc Hùng: là bác sĩ điều trị"):
        assert said in text, said
    longer = [minutes["tallies"][0] | {"items": "", "records": 12_000}]
    assert "12.000 hồ sơ" in press.text("disposal-minutes", minutes | {"tallies": longer})


def test_minutes_of_which_nothing_is_left_say_so(press: Press) -> None:
    text = press.text("disposal-minutes", DISPOSALS["disposal-minutes"] | listed(0))
    assert "Không hồ sơ nào được hội đồng đồng ý hủy." in text
    assert "Hội đồng không đề nghị hủy hồ sơ nào." in text
    assert "hủy 0 hồ sơ" not in text
