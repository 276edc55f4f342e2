"""Three plans at once, one serving the other, and the administrative units of facilities."""

from datetime import date

from domain.names import FacilityId
from store.queries.facility_units import UnitLine
from tests.web.samples.rollout import TITLE
from web.facility_units import UnitsPage
from web.forms import Form, Option
from web.roll_up import Cell, LevelLine, RollUpPage, Row

OWN = "Kế hoạch chuyển đổi số của Bệnh viện Đa khoa tỉnh"
LEVELS = (
    LevelLine("/plans/0", "Triển khai hồ sơ bệnh án điện tử toàn quốc", 0, 3, 20, 2, 240, 980, 61, "0", ""),
    LevelLine("/plans/1", TITLE, 1, 231, 940, 58, 237, 960, 59, "1", "0"),
    LevelLine("/plans/2", OWN, 2, 6, 20, 1, 6, 20, 1, "2", "1"),
)
ROWS = (
    Row("Bệnh viện Đa khoa tỉnh Hưng Yên", (None, Cell("/tracks/1", 12, 33, True), Cell("/tracks/9", 6, 20, False))),
    Row("Sở Y tế tỉnh Hưng Yên", (Cell("/tracks/7", 3, 20, True), Cell("/tracks/8", 5, 9, False), None)),
    Row("Trung tâm Y tế Khoái Châu", (None, Cell("/tracks/3", 20, 33, False), None)),
)
PLANS = tuple(Option(one.plan, one.title) for one in LEVELS)
BASIS = "Nghị quyết số 1666/NQ-UBTVQH15 ngày 16/6/2025"
UNITS = UnitsPage(
    date(2026, 11, 21),
    (
        UnitLine(FacilityId("33001"), "Bệnh viện Đa khoa tỉnh Hưng Yên", "phường Phố Hiến", date(2025, 7, 1), BASIS),
        UnitLine(FacilityId("33012"), "Trung tâm Y tế Khoái Châu", "", None, ""),
    ),
    Form(),
)
PAGES = {
    "/plans/together": ("plans/together.html", RollUpPage(LEVELS, ROWS, "", "", Form(), PLANS), "health_officer"),
    "/facilities/units": ("plans/units.html", UNITS, "health_officer"),
}
