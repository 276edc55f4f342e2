"""Calendar addresses: one just made, others in use; and the page of who has none yet."""

from tests.web.samples.house import at
from tests.web.samples.rollout import TITLE
from web.feeds import CalendarLine, FeedsPage
from web.forms import Form, Option

TRACK = "0b6f9c6e-1c2d-5a71-9d10-0a6f1f1d2c3b"
OWN = "Việc của tôi: mọi mốc có hạn của đơn vị"
CHOICES = (Option("position", OWN), Option(TRACK, f"Bệnh viện Đa khoa tỉnh Hưng Yên · {TITLE}"))
ADDRESS = "hsba.benhvien.vn/feeds/4mQ9vY0c1sJx7uQmR2w8kLr5tHnZp3bVfGdXeA6yCjE.ics"

MADE = FeedsPage(
    (
        CalendarLine(OWN, "position", "position", at(21, 9), at(21, 13), Form()),
        CalendarLine(CHOICES[1].words, "track", TRACK, at(20, 8), None, Form()),
    ),
    Form(),
    CHOICES,
    f"https://{ADDRESS}",
    f"webcal://{ADDRESS}",
)
NONE = FeedsPage((), Form(values={"of": TRACK}, faults={"of": "Chọn lịch"}), CHOICES, repeated=True)

PAGES: dict[str, tuple[str, object, str]] = {
    "/me/feeds": ("people/feeds.html", MADE, "health_officer"),
    "/me/feeds?track=1": ("people/feeds.html", NONE, "administrator"),
}
