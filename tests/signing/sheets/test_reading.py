"""What a person reads on every sheet, page by page, with every mark."""

import pytest

from domain.errors import Malformed
from domain.filling import faults
from domain.forms import RESERVED
from signing.sheets import shown
from tests.signing.sheets.conftest import Press, pages
from tests.signing.sheets.samples import LAB_RESULT, LINE, ORDER, SAMPLES

HOUSE = {"code", "version", "edition", "chain"}


@pytest.mark.parametrize("code", SAMPLES)
def test_every_form_is_shipped_filled_and_printed(press: Press, code: str) -> None:
    data = SAMPLES[code]
    assert faults(press.forms[code], {name: value for name, value in data.items() if name not in HOUSE}) == ()
    for page in pages(press.print(code, data)):
        assert data["code"] in page
        assert f"Mẫu {code}" in page


@pytest.mark.parametrize("code", SAMPLES)
def test_no_field_takes_a_name_the_house_adds(press: Press, code: str) -> None:
    assert not RESERVED & {field.name for field in press.forms[code].fields}


def test_the_patient_stands_on_every_page(press: Press) -> None:
    long = LAB_RESULT | {"values": LAB_RESULT["values"] * 20}
    texts = pages(press.print("lab-result", long))
    assert len(texts) > 2
    for number, page in enumerate(texts, 1):
        assert "Nguyễn Thị Thuỳ Hạnh · Mã người bệnh BN26000317 · Hồ sơ 26.001234" in page
        assert f"Trang {number}/{len(texts)}" in page
        assert "Khoảng tham chiếu" in page or number == len(texts)


@pytest.mark.parametrize("lines", range(26, 36))
def test_no_signature_stands_alone_on_a_page(press: Press, lines: int) -> None:
    last = pages(press.print("order", ORDER | {"lines": [LINE] * lines}))[-1]
    assert f"Tổng số: {lines} dịch vụ." in last
    assert "BÁC SĨ CHỈ ĐỊNH" in last


def test_decomposed_names_are_composed(press: Press) -> None:
    split = ORDER | {"doctor": "Vu\u031b\u0303 Thi\u0323 Ye\u0302\u0301n"}
    assert "Vữ Thị Yến" in press.text("order", split)


def test_a_character_no_font_has_is_named_with_its_field(press: Press) -> None:
    with pytest.raises(Malformed, match=r"diagnosis: ký tự “中” \(U\+4E2D\) không in được"):
        press.print("order", ORDER | {"diagnosis": "Viêm 中"})
    with pytest.raises(Malformed, match=r"lines: ký tự .* \(U\+0007\)"):
        press.print("order", ORDER | {"lines": [LINE | {"name": "Chuông\x07"}]})


def test_typst_markup_in_data_is_only_text(press: Press) -> None:
    assert "#panic() *đậm* $x$ [ _a_ @b" in press.text("order", ORDER | {"diagnosis": "#panic() *đậm* $x$ [ _a_ @b"})


def test_what_only_looks_like_a_moment_is_printed_as_it_was_typed() -> None:
    assert shown({"at": "2026-11-21T08:05:00+07:00"}) == {"at": "08:05 21/11/2026"}
    assert shown({"note": "2026-99-99T10:00Z"}) == {"note": "2026-99-99T10:00Z"}
