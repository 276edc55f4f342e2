"""Text that nothing divides stays on the paper and in its cell, and is copied as it was written."""

import re
import subprocess
from typing import Any

import pytest

from signing.sheets import MARGINS, WIDTH
from tests.signing.sheets.conftest import Press
from tests.signing.sheets.samples import LAB_RESULT, MINUTES, ORDER, PATIENT, RECORD

RUN = "Klebsiella_pneumoniae_ESBL(+)_carbapenemase"
WORD = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')
SHEETS: dict[str, dict[str, Any]] = {
    "lab-result": LAB_RESULT
    | {
        "values": [{"service": "Cấy máu", "name": RUN, "value": RUN, "unit": "W" * 40, "reference": "W" * 100, "flag": "A"}],
        "conclusion": "W" * 400,
        "doctor": "W" * 100,
        "patient": PATIENT | {"name": "W" * 100},
    },
    "order": ORDER | {"lines": [{"number": 1, "service": "M" * 40, "name": RUN * 4, "department": "W" * 60}], "diagnosis": "m" * 400},
    "treatment-sheet": RECORD | {"code": "TDT-1", "author": "W" * 90, "acted_at": "08:10 21/11/2026", "progress": RUN * 9, "orders": RUN},
    "council-minutes": MINUTES | {"members": [{**MINUTES["members"][0], "name": "W" * 60, "position": "W" * 60}]},
}


@pytest.mark.parametrize("code", SHEETS)
def test_no_text_lies_off_the_text_or_over_its_neighbour(press: Press, code: str) -> None:
    sheet = press.print(code, SHEETS[code])
    margins = MARGINS[press.forms[code].paper]
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=sheet.pdf, capture_output=True, check=True).stdout.decode()
    for page in told.split("<page")[1:]:
        words = [(*map(float, found[:4]), found[4]) for found in WORD.findall(page)]
        assert words
        assert not [one for one in words if one[0] < margins.left - 1 or one[2] > WIDTH - margins.right + 1]
        assert not [(one, two) for n, one in enumerate(words) for two in words[:n] if _over(one, two)]


def test_what_is_copied_is_what_was_written(press: Press) -> None:
    sheet = press.print("lab-result", SHEETS["lab-result"])
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=sheet.pdf, capture_output=True, check=True).stdout.decode()
    assert not set(told) & set("\u200b\u00ad\ufeff\u2060")
    assert "".join(told.split()).count(RUN) == 2
    assert "W" * 45 in told, "only lines part it"


def _over(one: tuple[Any, ...], two: tuple[Any, ...]) -> bool:
    across: float = min(one[2], two[2]) - max(one[0], two[0])
    down: float = min(one[3], two[3]) - max(one[1], two[1])
    low: float = min(one[3] - one[1], two[3] - two[1])
    return across > 1 and down > 0.6 * low
