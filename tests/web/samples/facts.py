"""What hsba itself knows of a facility."""

from datetime import date

from domain.facts import KNOWN
from web.facts import COUNTED, FactLine, FactsPage, Share
from web.forms import Option

VALUES = {
    "orders_signed": ("98,5 %", "1231/1249"),
    "documents_signed": ("97,1 %", "8412/8655"),
    "documents_unsigned": ("243", ""),
    "signatures_refused": ("17", ""),
    "signatures_stamped": ("100 %", "15310/15310"),
    "certificates_covered": ("96,4 %", "321/333"),
    "paper_printed": ("58", ""),
    "reads_audited": ("20441", ""),
    "audit_whole": ("có", ""),
}
ROLES = (Share("Bác sĩ", 118, 121), Share("Điều dưỡng", 160, 168), Share("Trưởng khoa", 22, 22), Share("Văn thư", 2, 2))
PAGE = FactsPage(
    facility="Bệnh viện Đa khoa tỉnh Hưng Yên",
    on=date(2026, 11, 29),
    days=7,
    here="/facts/33001?days=7",
    spans=tuple(Option(f"/facts/33001?days={n}", f"{n} ngày qua") for n in (7, 30, 92)),
    lines=tuple(
        FactLine(code, KNOWN[code][0], *VALUES[code], COUNTED[code], ROLES if code == "certificates_covered" else ())
        for code in KNOWN
        if code in VALUES
    ),
)
PAGES: dict[str, tuple[str, object, str]] = {"/facts/33001": ("facts/show.html", PAGE, "administrator")}
