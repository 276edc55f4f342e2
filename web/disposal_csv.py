"""The frozen list as a file for a spreadsheet."""

import csv
import io
from collections.abc import Callable

from domain.spreadsheets import plain
from services.disposals import DisposalView
from web.disposal_lines import why
from web.state_words import STATES
from web.words import _


def csv_of(view: DisposalView, words: Callable[[str], str]) -> bytes:
    """UTF-8 with the mark that Excel wants; a line for each record: number, code, class, last day, SHA-256, fate, reason."""
    out = io.StringIO()
    writer = csv.writer(out)
    head = (_("TT"), _("Số hồ sơ"), _("Nhóm lưu trữ"), _("Hết thời hạn"), _("SHA-256"), _("Kết quả"), _("Lý do"))
    writer.writerow([words(one) for one in head])
    for item in view.disposal.items:
        kind, fate = view.classes.get(item.kept_as, item.retention_class), words(STATES[f"fate_{item.fate}"].words)
        cells = (item.code, kind, f"{item.keep_until:%d/%m/%Y}", item.sha256, fate, why(item, words))
        writer.writerow([item.number, *map(plain, cells)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
