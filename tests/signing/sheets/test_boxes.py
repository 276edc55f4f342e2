"""The marks go exactly into the room left for them, whatever the number of signatures."""

import json
import typing
from io import BytesIO

import pypdf
import pytest
import typst

from domain.forms import Paper
from signing.sheets import FONTS, HEIGHT, MARGINS, MARK, Box, boxes
from tests.signing.sheets.conftest import Press
from tests.signing.sheets.samples import MINUTES, ORDER, REGULATION, chain


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", range(13))
def test_boxes_keep_apart_and_inside_the_text(paper: Paper, count: int) -> None:
    found, margins = boxes(count, paper), MARGINS[paper]
    assert len(found) == count
    for left, bottom, right, top in found:
        assert margins.left <= left < right <= 595.28 - margins.right
        assert margins.bottom <= bottom < top == bottom + MARK
    assert not [(one, two) for n, one in enumerate(found) for two in found[:n] if _meet(one, two)]


def test_two_persons_sign_apart_and_the_head_signs_right() -> None:
    first, second = boxes(2, Paper.OFFICIAL)
    assert first[0] == MARGINS[Paper.OFFICIAL].left
    assert second[2] == 552


def test_the_organisation_signs_left_of_the_person() -> None:
    director, organisation = boxes(2, Paper.OFFICIAL, organisation=True)
    assert organisation[2] < director[0]
    assert organisation[1] == director[1]


@pytest.mark.parametrize("members", [1, 4, 7])
def test_typst_leaves_the_room_where_the_marks_go(press: Press, members: int) -> None:
    stages = [*chain("Thư ký"), {"step": "agreed", "title": "Thành viên", "needed": members, "method": "digital"}, *chain("Chủ tịch")]
    _agrees(press, "council-minutes", MINUTES | {"chain": stages})


def test_on_clinical_and_sealed_sheets_too(press: Press) -> None:
    _agrees(press, "order", ORDER)
    _agrees(press, "regulation", REGULATION)


def test_without_signatures_there_is_no_room(press: Press) -> None:
    assert press.print("order", ORDER | {"chain": []}).boxes == ()


def _agrees(press: Press, code: str, data: dict[str, typing.Any]) -> None:
    """Asks typst itself where it drew the boxes."""
    sheet = press.print(code, data)
    drawn = _drawn(press, code, data)
    last = len(pypdf.PdfReader(BytesIO(sheet.pdf)).pages)
    assert [place["page"] for place in drawn] == [last] * len(sheet.boxes)
    for place, box in zip(drawn, sheet.boxes, strict=True):
        assert place["x"] == pytest.approx(box[0], abs=0.1)
        assert HEIGHT - place["y"] == pytest.approx(box[3], abs=0.1)


def _drawn(press: Press, code: str, data: dict[str, typing.Any]) -> list[dict[str, float]]:
    folder, inputs = press.printer.templates, press.printer.inputs(press.forms[code], data)
    where = "query(<box>).map(one => { let at = one.location().position(); (page: at.page, x: at.x.pt(), y: at.y.pt()) })"
    template = str(folder / press.forms[code].template)
    compiler = typst.Compiler(template, root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs)
    found: list[dict[str, float]] = json.loads(compiler.eval(where))
    return found


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
