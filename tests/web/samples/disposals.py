"""Disposals: the list, one that is being proposed, its course from the council to the certificate, a vote, a tombstone."""

from dataclasses import replace
from datetime import date

from tests.web.samples.house import HOSPITAL, at
from web.audit import Happened
from web.disposal_councils import CouncilPage
from web.disposal_lines import ItemLine, Step
from web.disposal_votes import VoteLine, VotePage
from web.disposals import DisposalPage, DisposalsPage, Listed, MemberLine
from web.disposing import Hindered, Offered, PreviewBlock, ProposingPage
from web.filters import Filter
from web.forms import Form, Option, Told
from web.tombstones import TombstonePage

OFFICER, DIRECTOR = "Lê Thị Ỷ", "Nguyễn Hồng Sơn"
TITLE = "Tiêu hủy hồ sơ bệnh án ngoại trú hết thời hạn lưu trữ năm 2025"
SHA = "9f2c1d7be0a45c36f8e91b02d4476ac5e3b81f60927ad5c4e1038b7f62d90ac1"
OUTPATIENT, ORDINARY = "Hồ sơ bệnh án ngoại trú", "Hồ sơ bệnh án nội trú thông thường"
ENDED = date(2025, 12, 31)
LISTED = (
    Listed("/disposals/1", 3, TITLE, "disposal_voting", at(20, 9, 5), 3012, 0),
    Listed("/disposals/2", 2, "Tiêu hủy hồ sơ nội trú hết hạn năm 2024", "disposal_waiting", at(2, 14, 10, month=9), 1208, 0),
    Listed("/disposals/3", 1, "Tiêu hủy đợt đầu", "disposal_closed", at(4, 8, 30, month=3), 640, 631),
)
OFFERED = tuple(
    Offered(str(n), 0 if n == 3 else n - (n > 3), f"BA-15-{4500 + n:06}", OUTPATIENT if n % 3 else ORDINARY, ENDED, SHA[n:] + SHA[:n])
    for n in range(1, 13)
)
HINDERED = (
    Hindered("BA-15-003310", "/records/3", ENDED, "Đang được giữ lại", (("/holds/1", "Vụ án dân sự thụ lý số 12/2026/TLST-DS"),)),
    Hindered("BA-15-003871", "/records/4", ENDED, "Gắn với hồ sơ sự cố y khoa, được lưu trữ lâu hơn", (("/incidents", "SC-2026-004"),)),
    Hindered("BA-15-004002", "/records/5", ENDED, "Đã có trong danh mục tiêu hủy khác", (("/disposals/2", LISTED[1].title),)),
)
PREVIEW = PreviewBlock(3011, 1, SHA, ((OUTPATIENT, 2190), (ORDINARY, 821)), OFFERED, "1 2 3", "3", 1, 31, HINDERED, 3)
PROPOSING = ProposingPage(date(2026, 1, 1), Form(), PREVIEW)
STALE = Told("Danh mục đã khác với danh mục anh/chị đã xem.", "Hãy xem lại danh mục mới rồi làm lại.")
SEATED = (
    MemberLine(DIRECTOR, "Chủ tịch", "Giám đốc", "voted"),
    MemberLine("Đặng Thị Thuỳ", "Thư ký", "Trưởng khoa, Khoa Xét nghiệm", "unvoted"),
    MemberLine("Phạm Minh Đức", "Ủy viên", "Bác sĩ, Khoa Xét nghiệm", "voted"),
    MemberLine("Trần Quốc Hùng", "Ủy viên", "Trưởng khoa, Khoa Nội tổng hợp", "unvoted"),
    MemberLine("Nguyễn Thị Lan", "Ủy viên", "Bác sĩ, Khoa Nội tổng hợp", "unvoted"),
)
OPENED = tuple(replace(one, state="voted", said="đồng ý hủy toàn bộ") for one in SEATED)


def _lines(**first: object) -> tuple[ItemLine, ...]:
    lines = [
        ItemLine(n, f"BA-15-{4500 + n:06}", f"/records/{n}", OUTPATIENT if n % 3 else ORDINARY, ENDED, "fate_listed", "")
        for n in range(1, 9)
    ]
    return (replace(lines[0], **first), *lines[1:])  # type: ignore[arg-type]


STEPS = (
    Step("Đề nghị, lập danh mục", "accepted"),
    Step("Lập hội đồng", "accepted", "41/QĐ-BV", "/documents/1", "complete"),
    Step("Hội đồng biểu quyết", "doing"),
    Step("Biên bản hội đồng", "not_yet"),
    Step("Quyết định hủy", "not_yet"),
    Step("Chờ trước khi hủy, hủy", "not_yet"),
    Step("Biên bản hủy", "not_yet"),
)
DISPOSAL = DisposalPage(
    address="/disposals/1",
    number=3,
    title=TITLE,
    state="disposal_voting",
    told="2/5 thành viên đã biểu quyết cả danh mục; chủ tịch kết thúc được khi có ít nhất 3 người.",
    proposed_by=OFFICER,
    proposed_at=at(20, 9, 5),
    list_sha256=SHA,
    held_at="Phòng họp tầng 2",
    conclusion="",
    ended="",
    steps=STEPS,
    members=SEATED,
    revealed=False,
    voting=True,
    classes=((OUTPATIENT, 2190), (ORDINARY, 821)),
    filters=(
        Filter("Tất cả", "/disposals/1", 3012, True),
        Filter("Trong danh mục", "/disposals/1?show=listed", 3011),
        Filter("Không hủy", "/disposals/1?show=out", 1),
    ),
    lines=_lines(fate="fate_taken_out", reason="Người bệnh đề nghị sao lục, chờ cấp xong."),
    query="",
    show="",
    found=3012,
    earlier="",
    later="/disposals/1?page=2#list",
    first=1,
    last=8,
    timeline=(
        Happened(at(21, 8, 2), DIRECTOR, "Giám đốc", "Biểu quyết về danh mục tiêu hủy"),
        Happened(at(20, 15, 40), "hsba", "", "Quyết định lập hội đồng đã ký đủ", "", "good"),
        Happened(at(20, 9, 40), OFFICER, "Cán bộ lưu trữ hồ sơ", "Lập hội đồng xác định giá trị hồ sơ", "bản 1"),
        Happened(at(20, 9, 5), OFFICER, "Cán bộ lưu trữ hồ sơ", "Đề nghị tiêu hủy hồ sơ", "3012 hồ sơ"),
    ),
    vote="/disposals/1/vote",
    take_out=Form(),
    withdraw=Form(),
)
REVIEWED = replace(
    DISPOSAL,
    held=("BA-15-004507", "BA-15-004508"),
    holds=2,
    waiting_days=15,
    state="disposal_reviewed",
    told="Chờ cán bộ lưu trữ lập quyết định hủy trình giám đốc; chưa hồ sơ nào bị hủy.",
    members=OPENED,
    revealed=True,
    voting=False,
    vote="",
    decide=Form(),
    conclusion="Đề nghị Giám đốc quyết định hủy các hồ sơ còn lại của danh mục.",
    lines=_lines(
        fate="fate_voted_out",
        votes="đồng ý 2, không đồng ý 2; tính 4/5 phiếu",
        against=("Phạm Minh Đức: “Còn giá trị nghiên cứu bệnh hiếm gặp.”",),
        aside=("Nguyễn Thị Lan (là bác sĩ điều trị, đã ký văn bản của hồ sơ)",),
    ),
    steps=(
        *STEPS[:2],
        replace(STEPS[2], state="accepted"),
        Step("Biên bản hội đồng", "accepted", "", "/documents/2", "complete"),
        replace(STEPS[4], state="doing"),
        *STEPS[5:],
    ),
)
CLOSED = replace(
    REVIEWED,
    held=(),
    holds=0,
    state="disposal_destroyed",
    told="Đã hủy 3010 hồ sơ; biên bản hủy bị từ chối hoặc rút lại: cán bộ lưu trữ lập lại.",
    decide=None,
    take_out=None,
    withdraw=None,
    certify=Form(),
    steps=(*(replace(one, state="accepted") for one in STEPS[:-1]), Step("Biên bản hủy", "doing", "07/BB-BV", "/documents/9", "refused")),
    lines=_lines(fate="fate_fell_out", reason="Đang được giữ lại"),
)
PEOPLE = (Option("1", f"{DIRECTOR} · Giám đốc, {HOSPITAL}"), Option("2", "Đặng Thị Thuỳ · Trưởng khoa, Khoa Xét nghiệm"))
GOING = replace(
    REVIEWED,
    held=(),
    holds=0,
    state="disposal_destroying",
    told="Đang hủy: xong 1.204/3.011 hồ sơ. Mỗi hồ sơ được kiểm tra lại ngay trước khi hủy; không rút lại được nữa.",
    going=(1204, 3011),
    decide=None,
    take_out=None,
    withdraw=None,
)
VOTE_LINES = tuple(
    VoteLine(
        n,
        f"BA-15-{4500 + n:06}",
        f"/records/{n}",
        OUTPATIENT,
        ENDED,
        "là bác sĩ điều trị, đã ký văn bản của hồ sơ" if n == 4 else "",
        n == 2,
        "Còn giá trị nghiên cứu" if n == 2 else "",
    )
    for n in range(1, 9)
)
VOTE = VotePage("/disposals/1", TITLE, SHA, Form(), VOTE_LINES, "1 2 3 5 6 7 8", 3011, "", "", 1, 1, 1, 61)
UNTOLD = Form(
    values={"act": "all"},
    told=Told("Dữ liệu chưa đúng.", "", ("Ghi lý do không hủy",), ("",), ("note-3",)),
)
TOMB = TombstonePage(
    "BA-15-004501",
    HOSPITAL,
    at(2, 8, 20, month=3).replace(year=2015),
    at(9, 10, month=3).replace(year=2015),
    at(20, 16, 5, month=3).replace(year=2015),
    ENDED,
    TITLE,
    3,
    "/disposals/1",
    "52/QĐ-BV",
    at(20, 9, 30),
    "/documents/9",
    (Happened(at(20, 9, 30), "hsba", "", "Hủy hồ sơ hết thời hạn lưu trữ", "", "bad"),),
)

PAGES: dict[str, tuple[str, object, str]] = {
    "/disposals": ("disposals/list.html", DisposalsPage(LISTED, True), "records_officer"),
    "/disposals-none": ("disposals/list.html", DisposalsPage((), False), "director"),
    "/disposals/new": ("disposals/new.html", PROPOSING, "records_officer"),
    "/disposals-stale": (
        "disposals/new.html",
        replace(PROPOSING, form=Form(values={"title": TITLE}, told=STALE), changed="Dưới đây là danh mục mới."),
        "records_officer",
    ),
    "/disposals-nothing": (
        "disposals/new.html",
        replace(PROPOSING, preview=replace(PREVIEW, records=0, left_out=0, classes=(), lines=(), shown="", without="", pages=1)),
        "records_officer",
    ),
    "/disposals/1": ("disposals/show.html", DISPOSAL, "director"),
    "/disposals-first": (
        "disposals/show.html",
        replace(DISPOSAL, state="disposal_proposed", members=(), voting=False, vote="", council="/disposals/1/council"),
        "records_officer",
    ),
    "/disposals-close": ("disposals/show.html", replace(DISPOSAL, voted=True, close=Form()), "director"),
    "/disposals-reviewed": ("disposals/show.html", REVIEWED, "records_officer"),
    "/disposals-destroying": ("disposals/show.html", GOING, "director"),
    "/disposals-destroyed": ("disposals/show.html", CLOSED, "records_officer"),
    "/disposals-council": ("disposals/council.html", CouncilPage("1", TITLE, 3011, 5, 3, PEOPLE, Form()), "records_officer"),
    "/disposals-vote": ("disposals/vote.html", VOTE, "doctor"),
    "/disposals-vote-refused": (
        "disposals/vote.html",
        replace(
            VOTE, form=UNTOLD, lines=(*VOTE_LINES[:2], replace(VOTE_LINES[2], against=True, fault="Ghi lý do không hủy"), *VOTE_LINES[3:])
        ),
        "doctor",
    ),
    "/records-disposed": ("records/gone.html", TOMB, "records_officer"),
}
