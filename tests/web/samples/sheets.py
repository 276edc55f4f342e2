"""Sheets drawn up by their forms: the list of forms, and the longest of them half filled; a set on its way."""

from datetime import date

from policies.reader import load
from tests.web.samples.clinical import HEAD
from web.batches import BatchLine, BatchPage
from web.forms import Form, Option
from web.inputs import inputs
from web.sheets import ChoosePage, SheetPage

BOOK = load()
TODAY = date(2026, 11, 21)
FORMS = [BOOK.form(code, TODAY) for code in ("treatment-sheet", "consultation-minutes", "procedure-record", "prescription")]
SURGEONS = (Option("1", "Đỗ Văn Ữ, Bác sĩ", "Khoa Ngoại"), Option("2", "Nguyễn Thị Ỷ, Trưởng khoa", "Khoa Gây mê hồi sức"))
OPERATION = FORMS[2]
TYPED = {
    "acted_at": "2026-11-21T08:10",
    "kind": "operation",
    "surgeon": "1",
    "assistants-rows": "2",
    "assistants-1-person": "2",
    "before": "Viêm ruột thừa cấp",
}
FAULTS = {"anaesthetist": "Hãy điền", "course": "Hãy điền"}

ORDERS = tuple(
    BatchLine(f"Phiếu chỉ định: Kali máu, lần {n}", f"/documents/{n}/1", "Đ.V.H. 1958 · BA-26-004512", "signed" if n < 4 else "waiting")
    for n in range(1, 8)
)
BACK = BatchLine(
    "Kết quả: Glucose máu",
    "/documents/9/2",
    "N.T.M. 1971 · BA-26-004498",
    "handed_back",
    "Văn bản đã có bản mới. Hãy mở xem lại rồi ký bản đang hiển thị.",
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/records-sheets": ("sheets/choose.html", ChoosePage(HEAD, tuple(Option(one.code, one.name, one.basis) for one in FORMS)), "approver"),
    "/batches-going": ("batches/show.html", BatchPage("/batches/1", 3, 4, False, (BACK, *ORDERS)), "approver"),
    "/batches-ended": ("batches/show.html", BatchPage("/batches/1", 3, 4, True, (BACK, *ORDERS[:3])), "approver"),
    "/records-sheets-new": (
        "sheets/new.html",
        SheetPage(
            HEAD,
            OPERATION.code,
            OPERATION.name,
            OPERATION.basis,
            inputs(OPERATION.fields, TYPED, people=SURGEONS),
            Form(values=TYPED, faults=FAULTS),
            again="1",
            refused="Thiếu chẩn đoán sau",
        ),
        "approver",
    ),
}
