"""Sheets drawn up by their forms: the list of forms, and the longest of them half filled; a set on its way."""

from dataclasses import replace
from datetime import date, datetime

from domain.clock import VIETNAM
from domain.foreign import beside_pdf
from policies.reader import load
from tests.web.samples.clinical import HAPPENED, HEAD, READING
from tests.web.samples.house import at
from web.addenda import AddendumPage
from web.around import AddendumLine, Around
from web.batches import BatchLine, BatchPage
from web.changed import ToldLine
from web.comments import CommentLine, CommentsBlock, CommentsPage
from web.copied import CopiesBlock, CopyLine
from web.copies import CopyPage
from web.documents import DocumentPage
from web.foreign import ForeignFile
from web.forms import Form, Option
from web.handed import first
from web.handed import shown as handed
from web.inputs import inputs
from web.reports import KNOWN, ReportPage
from web.returned import Before
from web.sheets import ChoosePage, SheetPage
from web.signers import SignerLine, SignersPage

BOOK = load()
TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 9, 40, tzinfo=VIETNAM)
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
IMAGING = BOOK.form("imaging-result", TODAY)
SCANNED = {"service": "Chụp X-quang ngực thẳng", "modality": "DX", "accession_number": "CR26112100041", "study_uid": "1.2.840.01"}
CONSENT = BOOK.form("consent", TODAY)
GIVEN = {
    "acted_at": "2026-11-21T08:10",
    "procedure": "Sinh thiết tuyến giáp dưới hướng dẫn siêu âm",
    "explainer": "1",
    "diagnosis": "Nhân tuyến giáp thuỳ phải TIRADS 4",
    "risks": "Chảy máu, tụ máu tại chỗ, nhiễm trùng.\nRất hiếm: tổn thương dây thần kinh.",
    "alternatives": "Theo dõi bằng siêu âm; có thể bỏ sót tổn thương ác tính.",
    "way": "drawn_otp",
    "giver": "representative",
    "relation": "con gái",
    "confirmation": "1",
    "confirmation-phone": "0912345678",
    "confirmation-told": "09•••••678 · 08:20 21/11/2026",
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

COPIES = (
    CopyLine("/copies/1", 1, "Bản điện tử", "outdated", at(21, 9, 30), "Trần Quốc Bảo", "Cơ sở khác, Bệnh viện Bạch Mai"),
    CopyLine("/copies/2", 1, "Bản giấy", "settled", at(21, 9, 40), "Đỗ Văn Ữ", "Người bệnh"),
    CopyLine("/copies/3", 2, "Bản giấy", "given", at(21, 13, 20), "Trần Quốc Bảo"),
    CopyLine(
        "/copies/4",
        2,
        "Bản giấy",
        "handed",
        at(21, 13, 40),
        "Trần Quốc Bảo",
        "Người đại diện của người bệnh, Đặng Văn Ỷ (con), CCCD 033085001234",
    ),
)
TOLD = (
    ToldLine("Trần Quốc Bảo", "đã trao bản sao cho người bệnh", at(21, 12, 51)),
    ToldLine("Lại Thị Ngoãn", "đã xem bản cũ", at(21, 12, 51), at(21, 13, 2)),
)
WAITS = "Chỉ cấp bản sao cho người bệnh khi mọi người đã ký và có dấu thời gian."
PROOF = "Ghi giấy tờ chứng minh: loại, số"
RECEIVER = (Option("patient", "Người bệnh"), Option("representative", "Người đại diện của người bệnh"), Option("facility", "Cơ sở khác"))
WAYS = (Option("recalled", "Đã thu hồi bản cũ"), Option("renewed", "Đã trao bản mới"), Option("told", "Đã báo người giữ bản cũ"))

FILE = ForeignFile(
    2,
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "tệp tự khai PDF/A-2b, chưa được kiểm chứng",
    ("Đinh Công Trứ · Phòng khám Thiện Tâm · 16:00 20/11/2026",),
    ("du-lieu.xml",),
)
SAID = CommentsBlock(
    "/documents/11/comments",
    2,
    (
        CommentLine("1", "Trần Quốc Hùng", "Trưởng khoa · Khoa Nội tổng hợp", AT, 1, "Xem lại liều insulin buổi tối.", None),
        CommentLine(
            "2", "Nguyễn Thị Lan", "Bác sĩ · Khoa Nội tổng hợp", AT, 2, "Đã sửa ở bản 2.", None, "/documents/11/comments/2/withdrawal"
        ),
        CommentLine("3", "Nguyễn Thị Lan", "Bác sĩ · Khoa Nội tổng hợp", AT, 2, "", AT),
    ),
    Form(),
    Form(),
)

OUTAGES = (
    Option("auto", "Theo thời điểm thực hiện"),
    Option("1", "Gián đoạn 03:05 18/11/2026 – 09:30 18/11/2026"),
    Option("none", "Không đánh dấu"),
)
PAGES: dict[str, tuple[str, object, str]] = {
    "/records-sheets": ("sheets/choose.html", ChoosePage(HEAD, tuple(Option(one.code, one.name, one.basis) for one in FORMS)), "approver"),
    "/batches-going": ("batches/show.html", BatchPage("/batches/1", 3, 4, False, (BACK, *ORDERS)), "approver"),
    "/batches-ended": ("batches/show.html", BatchPage("/batches/1", 3, 4, True, (BACK, *ORDERS[:3])), "approver"),
    "/documents-copies": (
        "documents/show.html",
        DocumentPage(
            replace(READING, form=None, state="preserved", steps=READING.steps[:1]), HAPPENED, CopiesBlock("11", COPIES, issue=Form())
        ),
        "doctor",
    ),
    "/documents-unreleased": (
        "documents/show.html",
        DocumentPage(replace(READING, provisional=True, signed="1/3"), HAPPENED, CopiesBlock("11", (), waits=WAITS)),
        "approver",
    ),
    "/documents-old": ("documents/show.html", DocumentPage(replace(READING, form=None, version=1, newer=2), HAPPENED), "doctor"),
    "/documents-replaced": (
        "documents/show.html",
        DocumentPage(
            replace(READING, form=None, provisional=True, signed="1/3", replaced=Form(), grave=True),
            HAPPENED,
            CopiesBlock("11", COPIES),
            TOLD,
        ),
        "doctor",
    ),
    "/copies-given": (
        "copies/show.html",
        CopyPage(READING, COPIES[2], at(21, 13, 20), "Trần Quốc Bảo", True, "", Form(faults={"proof": PROOF}), None, RECEIVER, WAYS),
        "doctor",
    ),
    "/copies-outdated": (
        "copies/show.html",
        CopyPage(READING, COPIES[0], at(21, 9, 20), "Trần Quốc Bảo", False, "", None, Form(), RECEIVER, WAYS),
        "doctor",
    ),
    "/copies-settled": (
        "copies/show.html",
        CopyPage(READING, COPIES[1], at(21, 9, 20), "Trần Quốc Bảo", True, "Đã thu hồi bản cũ: 14:05", None, None, RECEIVER, WAYS),
        "doctor",
    ),
    "/orders-reports-new": (
        "reports/new.html",
        ReportPage(
            HEAD,
            "1",
            "CD-26-071203",
            IMAGING.name,
            (Option("1", "Chụp X-quang ngực thẳng"),),
            inputs([one for one in IMAGING.fields if one.name not in KNOWN], SCANNED),
            Form(values=SCANNED, faults={"study_uid": "Phải là mã DICOM UID"}),
        ),
        "technician",
    ),
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
            before=Before("Phiếu phẫu thuật, thủ thuật 10:25 21/11/2026", 1, "/documents/1/1", "Thiếu chẩn đoán sau"),
        ),
        "approver",
    ),
    "/records-sheets-consent": (
        "sheets/new.html",
        SheetPage(
            HEAD,
            CONSENT.code,
            CONSENT.name,
            CONSENT.basis,
            inputs(first(CONSENT).fields, GIVEN, people=SURGEONS),
            Form(values=GIVEN),
            leads_on=True,
            filled=True,
            outages=OUTAGES,
        ),
        "approver",
    ),
    "/records-sheets-handed": ("sheets/handed.html", handed(HEAD, CONSENT, Form(values=GIVEN), SURGEONS, ""), "approver"),
    "/records-sheets-witnessed": (
        "sheets/handed.html",
        handed(HEAD, CONSENT, Form(values=GIVEN | {"way": "witnessed", "giver": "patient"}), SURGEONS, ""),
        "approver",
    ),
    "/records-sheets-ready": (
        "sheets/new.html",
        SheetPage(
            HEAD,
            OPERATION.code,
            OPERATION.name,
            OPERATION.basis,
            inputs(beside_pdf(OPERATION).fields, TYPED, people=SURGEONS),
            Form(values=TYPED | {"ready-pdf": "1"}, faults={"pdf": "Tệp có mã lệnh JavaScript; hãy in thành PDF mới, sau đó gửi lại"}),
            ready=True,
            other="/records/1/sheets/new?form=procedure-record&pdf=0",
            limits=(20, 300),
        ),
        "approver",
    ),
    "/documents-signers": (
        "documents/signers.html",
        SignersPage(
            "Bệnh viện Đa khoa tỉnh Hưng Yên",
            "Biên bản hội chẩn 09:00 21/11/2026",
            "QH7K2MZ4XABC",
            2,
            "/documents/1/2",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            "signing",
            4,
            "Nguyễn Thị Lan",
            AT,
            (
                SignerLine("Nguyễn Thị Lan", "Thư ký", "Bác sĩ · Khoa Nội tổng hợp", "chữ ký số", AT, AT),
                SignerLine("Đặng Thị Thuỳ", "Thành viên hội chẩn", "Trưởng khoa · Khoa Xét nghiệm", "chữ ký số", AT, None),
            ),
            ("Đinh Công Trứ · Phòng khám Thiện Tâm · 16:00 20/11/2026",),
            "Nguyễn Thị Lan",
            AT,
        ),
        "approver",
    ),
    "/documents-after": (
        "documents/show.html",
        DocumentPage(
            replace(READING, form=None, state="signing", version=2, standing=1),
            HAPPENED,
            around=Around(None, (AddendumLine("/documents/12", "Phụ lục: Tờ điều trị 09:00", "Nguyễn Thị Lan", "signing"),), "/a", "/b"),
            comments=SAID,
        ),
        "approver",
    ),
    "/documents-addendum": (
        "documents/addendum.html",
        AddendumPage(
            "/documents/11",
            "Tờ điều trị 09:00 21/11/2026",
            "QH7K2MZ4XABC",
            1,
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            Form(values={"acted_at": "2026-11-21T10:05", "text": "Dị ứng penicillin."}, faults={"text": "Hãy điền"}),
            again="12",
            before=Before("Phụ lục: Phiếu điều trị", 1, "/documents/2/1", "Ghi rõ phản ứng"),
        ),
        "approver",
    ),
    "/documents-comments": ("documents/comments.html", CommentsPage("Tờ điều trị 09:00 21/11/2026", "/documents/11", SAID), "approver"),
    "/documents-foreign": (
        "documents/show.html",
        DocumentPage(replace(READING, results=(), parts=(), foreign=FILE), HAPPENED, comments=replace(SAID, lines=())),
        "approver",
    ),
}
