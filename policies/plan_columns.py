"""What stands in a column of a plan's workbook, and the columns that several pages share."""

from dataclasses import dataclass
from enum import Enum

from policies import plan_terms as terms
from policies.plan_terms import Terms


class Holds(Enum):
    """What a cell holds."""

    TEXT = "chữ"
    CODE = "mã"
    """A short name, without blanks and commas."""
    CODES = "các mã, ngăn bằng dấu phẩy"
    LINES = "mỗi mục một dòng trong ô (Alt+Enter)"
    DATE = "ngày"
    NUMBER = "số"
    YES = "có hoặc không"
    TERM = "chọn trong danh sách"


@dataclass(frozen=True)
class Column:
    """One column; of the general page, one line."""

    heading: str
    key: str
    """Path inside what the row stands for: `lead.units`, `places.0`; empty when the row is the value itself."""
    says: str
    """What is written there."""
    holds: Holds = Holds.TEXT
    needed: bool = False
    """Whether it may not be left empty where its row is filled in."""
    terms: Terms | None = None
    """Of a term, its words; of a text, words that are proposed."""
    names: str = ""
    """Heading of the column whose codes are proposed, as `page!heading`."""
    width: int = 18


@dataclass(frozen=True)
class Page:
    """One page: a heading line, then a row for each thing."""

    name: str
    into: str
    """List of the plan, or of what the row belongs to, that its rows make."""
    says: str
    columns: tuple[Column, ...]
    of: tuple[Column, ...] = ()
    """First columns: the codes of what a row belongs to, the last one that is given."""

    @property
    def all(self) -> tuple[Column, ...]:
        return self.of + self.columns


TEXT, CODE, CODES, LINES, DATE, NUMBER, YES, TERM = Holds
WIDE = 60


def quote(key: str = "quote") -> Column:
    return Column("Nguyên văn", key, "Lời của kế hoạch, chép đúng từng chữ", needed=True, width=WIDE)


def certainty(key: str = "certainty", heading: str = "Mức chắc chắn") -> Column:
    return Column(heading, key, "Để trống là I (suy luận)", TERM, terms=terms.CERTAINTIES, width=22)


def role(name: str, key: str) -> tuple[Column, ...]:
    """Units named for one role, the paper's words, where these stand."""
    return (
        Column(name, f"{key}.units", f"Mã các đơn vị {name.lower()}", CODES, width=22),
        Column(f"{name}: nguyên văn", f"{key}.words", "Câu của kế hoạch nêu vai này", needed=True, width=40),
        Column(f"{name}: mục", f"{key}.place", "Chỉ ghi khi câu đứng ở mục khác", width=10),
    )


def due(under: str = "") -> tuple[Column, ...]:
    """A deadline's columns."""
    return (
        Column("Dạng thời hạn", f"{under}form", "Lời văn nêu thời gian theo cách nào", TERM, True, terms.FORMS, width=20),
        Column("Ai đặt", f"{under}nature", "Luật định, cấp trên giao, kế hoạch tự đặt", TERM, True, terms.NATURES, width=18),
        Column("Lời văn về thời hạn", f"{under}words", "Chép đúng từng chữ", needed=True, width=40),
        Column("Từ ngày", f"{under}first", "Ngày đầu của tháng, quý, năm, khoảng", DATE, width=12),
        Column("Ngày", f"{under}day", "Ngày lời văn nêu; của tháng, quý, năm, khoảng là ngày cuối", DATE, width=12),
        Column("Dự kiến", f"{under}tentative", "Kế hoạch ghi 'dự kiến'", YES, width=10),
        Column("Nhịp", f"{under}rhythm", "Của việc thường xuyên: bao lâu một lần, bằng lời của kế hoạch", width=16),
        Column("Sau nhiệm vụ", f"{under}after", "Của dạng 'sau việc khác': số các nhiệm vụ đi trước", CODES, width=16),
        Column("Số ngày sau đó", f"{under}days_after", "Của dạng 'sau việc khác'", NUMBER, width=12),
        Column("Mục nêu thời hạn", f"{under}place", "Chỉ ghi khi đứng ở mục khác", width=14),
        Column("Cách đọc", f"{under}reading", "Khi lời văn có thể đọc cách khác", width=30),
        certainty(f"{under}certainty"),
    )


TASK = Column("Nhiệm vụ", "", "Số của nhiệm vụ ở trang Nhiệm vụ", CODE, True, names="Nhiệm vụ!Số", width=12)
PART = Column("Đầu việc", "", "Mã ở trang Đầu việc", CODE, True, names="Đầu việc!Mã", width=12)
ITS_PART = Column("Đầu việc", "", "Để trống khi là hạn của cả nhiệm vụ", CODE, names="Đầu việc!Mã", width=12)
TABLE = Column("Bảng số", "", "Số thứ tự của bảng ở trang Bảng kinh phí", CODE, True, width=10)
