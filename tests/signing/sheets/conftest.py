"""The forms as shipped, and a printer for them."""

from datetime import UTC, date, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from domain.forms import Form
from policies.reader import SHIPPED, load
from signing.sheets import Printer, Sheet
from tests.signing.sheets.drawn_up import SCAN, SCANNED
from tests.signing.sheets.samples import Data

NOW = datetime(2026, 11, 21, 3, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def forms() -> dict[str, Form]:
    book = load()
    return {form.code: book.form(form.code, date(2026, 11, 21)) for form in book.forms}


@pytest.fixture(scope="session")
def printer() -> Printer:
    return Printer(SHIPPED / "forms", "https://benhvien.example/tra-cuu/", lambda: NOW)


class Press:
    """Prints by form code and reads what was printed."""

    def __init__(self, printer: Printer, forms: dict[str, Form]) -> None:
        self.printer, self.forms = printer, forms

    def print(self, code: str, data: Data) -> Sheet:
        return self.printer.render(self.forms[code], data, {SCAN["sha256"]: SCANNED})

    def text(self, code: str, data: Data) -> str:
        return " ".join(" ".join(pages(self.print(code, data))).split())


@pytest.fixture(scope="session")
def press(printer: Printer, forms: dict[str, Form]) -> Press:
    return Press(printer, forms)


def pages(sheet: Sheet) -> list[str]:
    """The text of each page as pypdf reads it; it must come composed (NFC)."""
    texts = [page.extract_text() for page in PdfReader(BytesIO(sheet.pdf)).pages]
    assert all(normalize("NFC", text) == text for text in texts)
    return texts
