"""Regulations: the list, one being commented on, its draft beside the template, two versions, the register of outgoing papers."""

from dataclasses import replace
from datetime import date

from domain.basis import Certainty
from domain.differences import Change, Piece
from domain.regulation_drafts import TemplateArticle
from tests.web.samples.house import at
from web.audit import Happened
from web.filters import Filter
from web.forms import Form, Option, Told
from web.issuing import NumberLine, RegisterPage
from web.regulation_drafts import ArticleChange, ArticleField, DifferencePage, DraftPage
from web.regulation_lines import ArticleLine, AskedLine, CheckLine, Cite, CommentLine, RegulationLine, RegulationPage, VersionLine
from web.regulations import DemandedLine, RegulationsPage, TemplateLine

HOSPITAL = "Bệnh viện Đa khoa tỉnh Hưng Yên"
YEN, HUNG, NAM = "Bùi Hải Yến", "Trần Quốc Hùng", "Vũ Văn Nam"
EHR = "Quy chế lập, cập nhật, quản lý, lưu trữ, sử dụng và bảo mật hồ sơ bệnh án điện tử"
CAMERA = "Quy định quản lý, sử dụng hệ thống camera giám sát"
OLD = RegulationLine("/regulations/2", EHR, "45/QC-BV", "regulation_in_force", date(2026, 1, 15), date(2026, 1, 15), None, outside=True)
NEW = RegulationLine("/regulations/1", EHR, "", "regulation_commenting", None, None, None, outside=False)
PAST = RegulationLine(
    "/regulations/3", CAMERA, "12/QĐ-BV", "regulation_superseded", date(2025, 3, 2), date(2025, 3, 2), date(2026, 2, 1), outside=False
)
LIST = RegulationsPage(
    HOSPITAL,
    (NEW,),
    (
        DemandedLine("1", "3.5-2", "Quy chế quản lý, sử dụng chứng thư số, chữ ký số", "Kế hoạch", date(2026, 12, 15), "Quy chế chữ ký số"),
        DemandedLine("1", "3.5-9", "Các quy trình có liên quan", "Kế hoạch", None, ""),
    ),
    (NEW, OLD),
    (PAST,),
    (
        TemplateLine("ehr", EHR, "Quy chế", "TT 13/2025/TT-BYT Đ6 k3 b: quy chế duy nhất mà luật đòi.", by_law=True, articles=16),
        TemplateLine("camera", CAMERA, "Quy định", "Kế hoạch của tỉnh đòi.", by_law=False, articles=6),
    ),
    Form(),
    register=True,
)
SAID = CommentLine(
    "1", "Khoa Nội tổng hợp", HUNG, at(19, 9, 30), 2, "Đề nghị cho khoa cấp cứu 6 giờ.", taken=None, answer="", answered_by="", form=Form()
)
ANSWERED = CommentLine(
    "2", "Khoa Xét nghiệm", "Đặng Thị Thuỳ", at(18, 15, 0), 2, "Thêm mẫu ngoài giờ.", taken=False, answer="Đã có ở Điều 6.", answered_by=YEN
)
ARTICLES = (
    ArticleLine(
        1,
        "Quy định chung",
        "Phạm vi điều chỉnh và đối tượng áp dụng",
        ("1. Quy chế này quy định việc lập, cập nhật, ký, lưu trữ hồ sơ.", "2. Áp dụng cho mọi khoa, phòng."),
        (),
        (),
    ),
    ArticleLine(
        2,
        "Lập và cập nhật hồ sơ",
        "Mở hồ sơ và ghi chép",
        ("1. Hồ sơ được mở ngay khi người bệnh vào điều trị.", "2. Trường hợp cấp cứu, ghi lại chậm nhất [điền: số giờ] giờ."),
        ("[điền: số giờ]",),
        (SAID, ANSWERED),
    ),
)
COMMENTING = RegulationPage(
    "/regulations/1",
    NEW,
    YEN,
    Cite("3.5-1", "/tracks/1/milestones/3.5-1"),
    None,
    "",
    Cite(f"{EHR}, 45/QC-BV ngày 15/01/2026", "/regulations/2"),
    None,
    "",
    "",
    date(2026, 11, 27),
    (AskedLine("Khoa Nội tổng hợp", at(19, 9, 40)), AskedLine("Khoa Xét nghiệm", None)),
    (),
    ("Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15", "Căn cứ Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế"),
    1,
    ARTICLES,
    (
        VersionLine(2, YEN, at(17, 8, 0), "Điền số liệu của bệnh viện", "/regulations/1/difference?from=1&to=2"),
        VersionLine(1, YEN, at(16, 10, 5), "", ""),
    ),
    (),
    (Option("33001/NOI", "Khoa Nội tổng hợp"), Option("33001/XN", "Khoa Xét nghiệm")),
    (Option("0", "Toàn văn"), Option("1", "Điều 1. Phạm vi"), Option("2", "Điều 2. Mở hồ sơ và ghi chép")),
    mine=True,
    least_days=5,
    forms={"comment": Form(), "close": Form(), "withdraw": Form()},
    timeline=(Happened(at(17, 8, 5), YEN, "Quản trị bệnh viện", "Gửi lấy ý kiến khoa, phòng"),),
)
DRAFTED = replace(
    COMMENTING,
    line=replace(NEW, state="regulation_drafting"),
    comment_due=None,
    mine=False,
    checks=(CheckLine(2, False, "Điều 2 chưa điền số giờ.", NAM, at(20, 16, 0)),),
    forms={"draft": Form(), "ask": Form(), "check": Form(), "withdraw": Form()},
)
TO_SUBMIT = replace(
    DRAFTED,
    line=replace(NEW, state="regulation_checked"),
    blanks=0,
    articles=tuple(replace(one, blanks=(), comments=()) for one in ARTICLES),
    forms={"draft": Form(), "submit": Form(), "withdraw": Form()},
)
IN_FORCE = replace(
    TO_SUBMIT,
    line=replace(NEW, state="regulation_in_force", number="61/QĐ-BV", issued_on=date(2026, 11, 20), begins=date(2026, 12, 1)),
    document=Cite(EHR, "/documents/1"),
    document_state="preserved",
    forms={"repeal": Form()},
)
VALUES = {
    "title": EHR,
    "bases": "Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15",
    "carried_out_by": "Trưởng các khoa, phòng chịu trách nhiệm thi hành.",
    "rows": "2",
    "title-1": ARTICLES[0].title,
    "chapter-1": "Quy định chung",
    "text-1": "\n".join(ARTICLES[0].paragraphs),
    "title-2": ARTICLES[1].title,
    "chapter-2": "Lập và cập nhật hồ sơ",
    "text-2": "\n".join(ARTICLES[1].paragraphs),
}
TEMPLATE = TemplateArticle(
    ARTICLES[0].title, "1. Quy chế này quy định…\n2. Quy chế áp dụng…", "TT 13/2025/TT-BYT Đ6 k3 b", Certainty.COMPENDIUM
)
DRAFT = DraftPage(
    "/regulations/1",
    EHR,
    2,
    Form(values=VALUES),
    (ArticleField(1, (), TEMPLATE), ArticleField(2, ("[điền: số giờ]",), None)),
    "TT 13/2025/TT-BYT Đ6 k3 b",
    "C",
    1,
)
REFUSED = Form(values=VALUES, faults={"reason": "Ghi lý do"}, told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do",), ("reason",), ("reason",)))
DIFFERENCE = DifferencePage(
    "/regulations/1",
    EHR,
    1,
    2,
    (1, 2),
    (Piece(Change.SAME, EHR),),
    (
        ArticleChange(
            "article_changed",
            2,
            2,
            (Piece(Change.SAME, "Mở hồ sơ và ghi chép"),),
            (
                Piece(Change.SAME, "Ghi lại chậm nhất "),
                Piece(Change.REMOVED, "[điền: số giờ]"),
                Piece(Change.ADDED, "6"),
                Piece(Change.SAME, " giờ."),
            ),
        ),
        ArticleChange(
            "article_removed", 9, None, (Piece(Change.REMOVED, "Ghi vết"),), (Piece(Change.REMOVED, "Mọi lượt xem được ghi vết."),)
        ),
        ArticleChange("article_added", None, 17, (Piece(Change.ADDED, "Hiệu lực"),), (Piece(Change.ADDED, "Có hiệu lực từ ngày ký."),)),
    ),
    14,
)
REGISTER = RegisterPage(
    HOSPITAL,
    2026,
    (Option("2026", "2026"), Option("2025", "2025")),
    (
        Filter("Mọi ký hiệu", "/issued?year=2026", 66, True),
        Filter("QĐ-BV", "/issued?year=2026&series=Q", 61),
        Filter("BB-BV", "/issued?year=2026&series=B", 5),
    ),
    "",
    (
        NumberLine(
            "61/QĐ-BV",
            date(2026, 11, 20),
            EHR,
            "/documents/1/1",
            "Sở Y tế tỉnh Hưng Yên; Các khoa, phòng; Lưu: VT",
            "Hoàng Thị Oanh",
            "number_issued",
            "ABCDEFGH2345",
        ),
        NumberLine(
            "60/QĐ-BV",
            date(2026, 11, 19),
            "Quyết định hủy hồ sơ: Hồ sơ hết hạn năm 2025",
            "/documents/2/1",
            "",
            "Hoàng Thị Oanh",
            "number_signing",
            "ABCDEFGH2346",
        ),
        NumberLine(
            "59/QĐ-BV",
            date(2026, 11, 18),
            "Quyết định điều chỉnh thời hạn lưu trữ",
            "/documents/3/1",
            "",
            "",
            "number_void",
            "ABCDEFGH2347",
        ),
        NumberLine(
            "58/QĐ-BV",
            date(2026, 11, 2),
            "Quyết định thành lập tổ công nghệ thông tin",
            "",
            "Các khoa, phòng",
            "Hoàng Thị Oanh",
            "number_outside",
            "",
        ),
    ),
    Form(),
    (Option("ehr", EHR), Option("camera", CAMERA)),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/regulations": ("regulations/list.html", LIST, "administrator"),
    "/regulations-none": ("regulations/list.html", replace(LIST, asked=(), demanded=(), lines=(), past=(), start=None), "technician"),
    "/regulations/1": ("regulations/show.html", COMMENTING, "doctor"),
    "/regulations-drafted": ("regulations/show.html", DRAFTED, "administrator"),
    "/regulations-checked": ("regulations/show.html", TO_SUBMIT, "administrator"),
    "/regulations-in-force": ("regulations/show.html", IN_FORCE, "director"),
    "/regulations/1/draft": ("regulations/draft.html", DRAFT, "administrator"),
    "/regulations-refused": ("regulations/draft.html", replace(DRAFT, form=REFUSED), "administrator"),
    "/regulations/1/difference": ("regulations/difference.html", DIFFERENCE, "administrator"),
    "/issued": ("issuing/register.html", REGISTER, "records_officer"),
}
