"""The archive with something of everything: a damaged record, groups in each state, renewals against the quota."""

from datetime import date

from domain.renewals import Month
from tests.web.samples.house import at
from web.archive import ArchivePage, DamageLine, GroupLine, WeakLine
from web.words import WAYS_OF_RENEWAL

STAMP, TREE = WAYS_OF_RENEWAL["stamp"], WAYS_OF_RENEWAL["tree"]
LINES = (
    GroupLine(at(21, 2), 4871, 0, "sha256", "evidence_new", None, "", None),
    GroupLine(at(3, 2, month=2), 5000, 1, "sha256", "evidence_damaged", date(2038, 11, 25), "", None),
    GroupLine(at(4, 2, month=2), 5000, 1, "sha256", "evidence_lost", date(2026, 10, 30), "", None),
    GroupLine(at(5, 2, month=2), 5000, 2, "sha256", "evidence_due", date(2028, 4, 1), STAMP, date(2026, 10, 1)),
    GroupLine(at(6, 2, month=2), 5000, 3, "sha512", "evidence_good", date(2032, 1, 1), TREE, date(2030, 7, 1)),
)
MONTHS = (
    Month(date(2026, 11, 1), 1, 0, 5000, 1, 50_000),
    Month(date(2027, 1, 1), 0, 200, 1_000_000, 200, 155),
    Month(date(2027, 2, 1), 41, 0, 205_000, 3, None),
)
WEAK = (
    WeakLine("sha1", date(2014, 1, 1), "NIST SP 800-131A Rev. 2 (2019), mục 9"),
    WeakLine("sha256", date(2032, 1, 1), "Dự báo của cơ sở"),
)
DAMAGES = (DamageLine("BA-26-004512", 2, at(20, 1, 40)),)
PAGES: dict[str, tuple[str, object, str]] = {
    "/archive": (
        "archive/show.html",
        ArchivePage(1_204_331, at(29, 1, month=8), 90, 3, 1, DAMAGES, 995_129, 4871, at(1, 9), 1, 5, LINES, 18, MONTHS, WEAK, 0),
        "administrator",
    ),
    "/archive/new": (
        "archive/show.html",
        ArchivePage(0, None, 90, 0, 0, (), 0, 0, None, 0, 0, (), 18, (), (), None),
        "director",
    ),
}
