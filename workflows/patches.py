"""Every patch of a workflow with the day it came: it is removed two months later, when no workflow of before is open."""

from collections.abc import Mapping
from datetime import date

PATCHES: Mapping[str, date] = {
    # A council that votes much begins a new history when the server asks for it, not only after a month.
    "appraisal-long-2026-11-29": date(2026, 11, 29),
    # A plan that changes in flight tells its tracks; before it only slept.
    "plan-changes-2026-11-29": date(2026, 11, 29),
    # Those who owe a record's completion are told at its moments.
    "record-owed-2026-11-28": date(2026, 11, 28),
    # A version that was preserved before its process began, as after a lost Temporal, goes into the archive if it came late.
    "signature-late-2026-11-28": date(2026, 11, 28),
    "batch-shared-2026-11-27": date(2026, 11, 27),
    # Eight chunks in hand instead of four.
    "batch-eight-2026-11-28": date(2026, 11, 28),
    # A version that ended while a signature waits for its stamp tells its process at once, and the stamp is still waited for.
    "signature-stamps-of-ended-2026-11-27": date(2026, 11, 27),
}
"""Id given to `workflow.patched` or `workflow.deprecate_patch` → the day it was added."""
