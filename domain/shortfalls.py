"""What a council says is to be mended of a criterion not met, and by when; then a further round looks at that alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.appraisals import PASSES, Again, Finding
from domain.councils import Appraisal, AppraisalState
from domain.errors import Malformed, NotFound, WrongState
from domain.faults import both
from domain.reasons import too_long

LONGEST = 1000
"""Characters of what is to be mended."""
AT_MOST = timedelta(days=366)
DAYS = 30
"""Days to mend something, where the chair names no day (I)."""


@dataclass(frozen=True)
class Shortfall:
    """One criterion not met."""

    criterion: str
    what: str
    """What is to be mended."""
    due: date


def shortfalls(decided: Appraisal, said: Iterable[Shortfall], today: date) -> tuple[Shortfall, ...]:
    """What is to be mended of each criterion not met: as the chair says, else the reasons of the votes, within thirty days.

    Raises: NotFound, Malformed.
    """
    if decided.verdict is None:
        return ()
    given = {one.criterion: one for one in said}
    lacking = (*decided.verdict.missing, *decided.verdict.advised)
    if unknown := [code for code in given if code not in lacking]:
        raise NotFound("criterion", unknown[0])
    if faults := [fault for one in given.values() for fault in _faults(one, today)]:
        raise Malformed(*faults)
    return tuple(given.get(code) or Shortfall(code, _reasons(decided, code), today + timedelta(days=DAYS)) for code in lacking)


def _faults(one: Shortfall, today: date) -> list[str]:
    faults = too_long("what", one.what, LONGEST)
    if not today < one.due <= today + AT_MOST:
        vi = f"due: hạn khắc phục của {one.criterion}: chọn một ngày sau hôm nay, trong vòng một năm"
        faults.append(both(vi, f"{one.criterion}: choose a day after today, within a year"))
    return faults


def _reasons(decided: Appraisal, code: str) -> str:
    said = [v.note.strip() for v in decided.valid if v.criterion == code and v.finding is Finding.NOT_MET and v.note.strip()]
    title = next(one.title for one in decided.edition.criteria if one.code == code)
    return "; ".join(dict.fromkeys(said))[:LONGEST] or title


def carried(before: Appraisal) -> dict[str, Finding]:
    """What a further round takes over and does not vote on again: criteria that passed on evidence that is still the same.

    Nothing where the edition votes on all again. Raises: WrongState (nothing to do).
    """
    if before.verdict is None or before.edition.again is Again.ALL:
        return {}
    same = {code for code, one in before.evidence.items() if before.judged.get(code) == one}
    kept = {code: one for code, one in before.verdict.findings.items() if one in PASSES and code in same}
    if len(kept) == len(before.edition.criteria):
        raise WrongState("appraisal.trigger", "unchanged")
    return kept


def changed(before: Appraisal) -> tuple[str, ...]:
    """Criteria whose evidence is not what was judged, in the list's order; none before a verdict."""
    if before.verdict is None or before.state is AppraisalState.VOTING:
        return ()
    return tuple(one.code for one in before.edition.criteria if before.evidence.get(one.code) != before.judged.get(one.code))
