"""Indicators: over a hundred per cent, sources that differ, a count of hsba's own, and a form given back."""

from datetime import date
from decimal import Decimal

from tests.web.samples.house import at
from tests.web.samples.rollout import TITLE
from web.forms import Form, Option
from web.indicators import Clash, IndicatorLine, IndicatorsPage, ValueLine

SYT, KY = "Sở Y tế tỉnh Hưng Yên", "Vũ Đình Kỳ"
DAY = date(2026, 9, 30)
COUNTED = ValueLine(SYT, "hsba đếm", "hsba đếm từ các mốc 3.6-2 đã nghiệm thu", 12, 16, Decimal("75.0"), "", date(2026, 11, 21))
PAPER = ValueLine(
    SYT,
    "Văn bản giấy",
    "Báo cáo 412/BC-SYT",
    56,
    54,
    Decimal("103.7"),
    "indicator_above",
    DAY,
    KY,
    at(20, 9),
    "Kể cả 2 nơi mới",
)
SYSTEM = ValueLine(SYT, "Hệ thống khác", "Cổng hồ sơ sức khỏe của Bộ Y tế", 49, 54, Decimal("90.7"), "", DAY, KY, at(20, 10))
FIRST = IndicatorLine(
    "trien-khai",
    "Cơ sở khám bệnh, chữa bệnh hoàn thành triển khai hồ sơ bệnh án điện tử",
    "Số cơ sở đã hoàn thành triển khai",
    "Số cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh",
    "100%",
    date(2026, 12, 31),
    "Báo cáo của cơ sở được Sở Y tế nghiệm thu",
    "Bảo đảm 100% các cơ sở khám bệnh, chữa bệnh trên địa bàn tỉnh hoàn thành triển khai hồ sơ bệnh án điện tử vào 31/12/2026.",
    (COUNTED, PAPER, SYSTEM),
    ("Trung tâm Kiểm soát bệnh tật",),
    ("Bệnh viện Tâm thần kinh",),
    (Clash(SYT, DAY, (PAPER, SYSTEM)),),
    (SYSTEM, PAPER),
    Form(),
)
SECOND = IndicatorLine(
    "nguoi-cntt",
    "Người có trình độ công nghệ thông tin",
    "Số người có trình độ công nghệ thông tin",
    "Từng nơi",
    "≥ 01",
    None,
    "Kế hoạch không ghi",
    "có tối thiểu 01 cán bộ",
    (),
    (),
    (),
    (),
    (),
    Form(values={"numerator": "mười"}, faults={"numerator": "Cần số nguyên từ 0 trở lên"}),
    True,
)
UNITS = (Option("33", SYT), Option("33001", "Bệnh viện Đa khoa tỉnh Hưng Yên"))
ORIGINS = (Option("paper", "Văn bản giấy"), Option("system", "Hệ thống khác"))
PAGES: dict[str, tuple[str, object, str]] = {
    "/plans/1/indicators": (
        "plans/indicators.html",
        IndicatorsPage("/plans/1", TITLE, "Số: …/KH-UBND", (FIRST, SECOND), UNITS, ORIGINS, date(2026, 11, 21)),
        "health_officer",
    ),
    "/plans/2/indicators": (
        "plans/indicators.html",
        IndicatorsPage("/plans/2", TITLE, "Số: …/KH-UBND", (), (), ORIGINS, date(2026, 11, 21)),
        "administrator",
    ),
}
