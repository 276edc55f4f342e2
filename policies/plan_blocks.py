"""What a plan's contents are made of: sections, tasks and parts as blocks of lines, each called by a word of an office."""

from dataclasses import dataclass
from enum import StrEnum

NOTHING = "—"


class Word(StrEnum):
    """What a section or a line is called."""

    PAPER = "Văn bản"
    TITLE = "Tên"
    CODE = "Mã"
    EDITION = "Ấn bản"
    PROVINCE = "Tỉnh, thành phố"
    ISSUER = "Cơ quan ban hành"
    NUMBER = "Số"
    ISSUED = "Ngày ban hành"
    SORT = "Loại nguồn"
    SIGNER = "Người ký"
    READ = "Nơi đọc được"
    CERTAINTY = "Mức chắc chắn"
    TERM = "Thời gian mở kế hoạch"
    SECTIONS = "Các mục"
    NOTE = "Ghi chú"
    CITES = "Căn cứ"
    MENTIONS = "Nhắc đến"
    PASSAGES = "Phần chung"
    QUOTE = "Nguyên văn"
    GOALS = "Mục tiêu có ngày"
    TASKS = "Nhiệm vụ"
    LEAD = "Chủ trì"
    CARRIES_OUT = "Thực hiện"
    SUBJECT = "Chủ ngữ của câu"
    COORDINATE = "Phối hợp"
    WORDS = "Lời văn"
    DUE = "Thời hạn"
    ACCEPTS = "Nghiệm thu"
    UNCLEAR = "Chưa rõ"
    KIND = "Loại việc, phạm vi"
    DELIVERABLE = "Sản phẩm"
    LEVEL = "Mức phải đạt"
    COUNTS = "Đếm"
    NAMED = "Cơ sở nêu tên"
    AFTER = "Chờ"
    INDICATORS = "Chỉ tiêu"
    TARGET = "Số phải đạt"
    NUMERATOR = "Tử số"
    DENOMINATOR = "Mẫu số"
    DAY = "Ngày đạt"
    SOURCE_OF = "Nguồn số liệu"
    COUNTED = "hsba đếm đầu việc"
    MONEY = "Kinh phí"
    SOURCE = "Nguồn"
    SUM = "Số tiền"
    COLUMN = "Cột"
    UNIT_OF_MONEY = "Đơn vị tính"
    CATEGORY = "Tiền để làm gì"
    REPORTS = "Báo cáo"
    DUTIES = "Trách nhiệm"
    RECIPIENTS = "Nơi nhận"
    UNITS = "Đơn vị"
    REGULATIONS = "Danh sách quy chế"
    SPELLINGS = "Tên viết nhiều cách"
    CONFLICTS = "Hai chỗ không khớp, do người đọc thấy"
    ASPECT = "Điều rõ"
    MEND = "Nên viết"
    ANNOUNCED = "Nhắc đến mà bản này không có"


@dataclass(frozen=True)
class Line:
    """One thing that is said."""

    label: Word
    words: str = ""
    """As the data have it, in an office's words."""
    quote: str = ""
    """The paper's own words."""
    place: str = ""
    """Where these stand."""
    reads: str = ""
    """Of a badly recognised source, the quote with its marks put back."""


@dataclass(frozen=True)
class Block:
    """A section, a task, a part."""

    title: str
    """A `Word` of a section; else the plan's own."""
    number: str = ""
    lines: tuple[Line, ...] = ()
    blocks: tuple["Block", ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table of money, its head first."""
    task: str = ""
    """Code of the task it is."""


def day(one: object) -> str:
    return f"{one:%d/%m/%Y}" if one else NOTHING
