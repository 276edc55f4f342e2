"""Going live: what stands before the decision to use electronic records in place of paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.councils import Appraisal, AppraisalState
from domain.errors import Incomplete
from domain.parts import Kind
from domain.tracks import Track


class Readiness(StrEnum):
    """What the newest appraisal says of a track."""

    NEVER = "never"
    """No appraisal was closed."""
    NOT_MET = "not_met"
    STALE = "stale"
    """The evidence changed after the verdict."""
    MET = "met"


SENTENCES = {
    Readiness.NEVER: "Thẩm định: chưa có kết luận của hội đồng / Appraisal: no verdict of the council yet",
    Readiness.NOT_MET: "Thẩm định: hội đồng kết luận chưa đáp ứng / Appraisal: the council's verdict is not met",
    Readiness.STALE: "Thẩm định: minh chứng đã thay đổi sau kết luận, phải thẩm định lại"
    " / Appraisal: the evidence changed after the verdict, appraise it again",
}


@dataclass(frozen=True)
class Gate:
    """One thing that stands before the decision."""

    code: str
    """Code of the milestone."""
    title: str


def readiness(appraisals: tuple[Appraisal, ...]) -> Readiness:
    """By the newest closed appraisal; `appraisals` oldest first."""
    closed = [one for one in appraisals if one.state is AppraisalState.CLOSED and one.verdict and one.edition.council == "readiness"]
    if not closed:
        return Readiness.NEVER
    newest = closed[-1]
    if newest.verdict and not newest.verdict.met:
        return Readiness.NOT_MET
    return Readiness.STALE if newest.stale else Readiness.MET


def check_ready(standing: Readiness) -> None:
    """Raises: Incomplete without a met verdict on the evidence as it is now."""
    if standing is not Readiness.MET:
        raise Incomplete(SENTENCES[standing])


def gates(track: Track, standing: Readiness, titles: Mapping[str, str]) -> tuple[Gate, ...]:
    """What still stands before the decision, the council's verdict first. Raises: NotFound without a go-live milestone."""
    decision = track.first(Kind.GOLIVE)
    appraisal = next((one.code for one in track.milestones if one.kind is Kind.APPRAISAL), "")
    judged = () if standing is Readiness.MET else (Gate(appraisal, SENTENCES[standing]),)
    waiting = [code for code in track.waits_for(decision.code) if not judged or code != appraisal]
    return (*judged, *(Gate(code, titles[code]) for code in waiting))
