"""What a person may do in an appraisal now: the forms its page holds."""

from dataclasses import dataclass
from datetime import date

from domain.appraisals import PASSES, Criterion, Finding, Ground, found
from domain.councils import AppraisalState
from domain.people import may
from domain.seats import Seat
from domain.signatures import MADE_AGAIN
from services.appraisals_shown import AppraisalView, Paper
from services.context import Context
from web.forms import Form


@dataclass(frozen=True)
class Lacking:
    """A criterion not met: what is to be mended, by when."""

    code: str
    title: str
    what: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Forms:
    """What was sent and refused, by the form it came from."""

    vote: Form | None = None
    interest: Form | None = None
    evidence: Form | None = None
    close: Form | None = None
    decide: Form | None = None
    again: Form | None = None


@dataclass(frozen=True)
class Acts:
    """Each is present for whoever may do it now; a vote or closing that was refused comes back with what is said of it."""

    vote: Form | None = None
    interest: Form | None = None
    """Of a member: before the first vote it stands in its place."""
    declared: bool = False
    apart: bool = False
    """This member has no word on this criterion."""
    close: Form | None = None
    """Of the chair, once enough have voted, or again when the minutes were refused."""
    lacking: tuple[Lacking, ...] = ()
    """Criteria that would not be met if the vote closed now: the chair names what is to be mended."""
    upload: Form | None = None
    convene: str = ""
    """Address of the council's form."""
    reschedule: str = ""
    """Where its hour is moved, by whoever may, until somebody has voted."""
    decide: Form | None = None
    again: Form | None = None


def acts(view: AppraisalView, now: Criterion, context: Context, forms: Forms) -> Acts:
    """Of this person, on the criterion that is shown."""
    whole, me = view.appraisal, context.position.person
    sits = whole.state is AppraisalState.VOTING and view.my_seat is not None
    early = whole.before_hour(context.now)
    declared = any(one.person == me for one in whole.interests)
    apart = whole.barred(me, now.code)
    open_ = declared and now.code in whole.open_to(me)
    closes = _may_close(view) and not early
    return Acts(
        forms.vote or (_mine(view, now, context) if sits and open_ and not early else None),
        (forms.interest or Form()) if sits else None,
        declared,
        apart and sits,
        forms.close or (Form() if closes else None),
        _lacking(view) if closes and whole.state is AppraisalState.VOTING else (),
        (forms.evidence or _scored(view, now)) if view.may_bring else None,
        f"/appraisals/{whole.id}/council" if _may_convene(view, context) else "",
        f"/appraisals/{whole.id}/hour" if _may_reschedule(view, context) else "",
        (forms.decide or Form()) if _may_decide(view, context) else None,
        (forms.again or Form()) if _may_ask_again(view, context) else None,
    )


def _mine(view: AppraisalView, now: Criterion, context: Context) -> Form:
    """With this member's vote so far, as far as it still counts."""
    me = context.position.person
    cast = [v for v in view.votes if v.person == me and v.criterion == now.code and v.evidence == view.appraisal.evidence.get(now.code)]
    return Form(values={"verdict": cast[-1].finding.value, "note": cast[-1].note} if cast else {})


def _scored(view: AppraisalView, now: Criterion) -> Form:
    """With what the facility found itself so far."""
    shown = view.exhibits.get(now.code)
    return Form(values={"score": shown.score, "score_words": shown.words} if shown else {})


def _lacking(view: AppraisalView) -> tuple[Lacking, ...]:
    """By the votes as they are; a reason that was given is proposed as what is to be mended."""
    whole = view.appraisal
    lines = []
    for one in whole.edition.criteria:
        if one.code in whole.asked and found(one.code, view.running) not in PASSES:
            reasons = (v.note for v in view.running if v.criterion == one.code and v.finding is Finding.NOT_MET and v.note)
            lines.append(Lacking(one.code, one.title, "; ".join(reasons)))
    return tuple(lines)


def _may_close(view: AppraisalView) -> bool:
    """The chair, with a quorum, or once a signer refused the minutes or the chair took them back."""
    whole = view.appraisal
    if view.my_seat is not Seat.CHAIR:
        return False
    if whole.state is AppraisalState.VOTING:
        return not view.short
    return whole.state is AppraisalState.MINUTES and _refused(view.minutes)


def _refused(paper: Paper | None) -> bool:
    return paper is not None and paper[1].chain.ended in MADE_AGAIN


def _grounded(view: AppraisalView) -> bool:
    """Whether this person's office is the one that sets the council up and decides."""
    return view.department is (view.appraisal.edition.ground is Ground.PROVINCE)


def _may_convene(view: AppraisalView, context: Context) -> bool:
    whole = view.appraisal
    full = all(code in whole.evidence for code in whole.asked)
    when = whole.state is AppraisalState.EVIDENCE or (whole.state is AppraisalState.COUNCIL and _refused(view.founding))
    return when and full and _grounded(view) and may(context.position.role, "appraisal.convene")


def _may_reschedule(view: AppraisalView, context: Context) -> bool:
    """Until the first vote."""
    return view.appraisal.state is AppraisalState.VOTING and not any(view.cast.values()) and calls(view, context)


def calls(view: AppraisalView, context: Context) -> bool:
    leads = view.my_seat in (Seat.CHAIR, Seat.SECRETARY)
    return leads or (_grounded(view) and may(context.position.role, "appraisal.convene"))


def _may_decide(view: AppraisalView, context: Context) -> bool:
    when = view.appraisal.state is AppraisalState.REVIEWED and (view.decision is None or _refused(view.decision))
    return when and _grounded(view) and may(context.position.role, "appraisal.decide")


def _may_ask_again(view: AppraisalView, context: Context) -> bool:
    whole = view.appraisal
    over = whole.state is AppraisalState.CLOSED and view.next_round is None and whole.verdict is not None
    wanted = over and whole.verdict is not None and (not whole.verdict.met or whole.stale)
    return wanted and not view.department and may(context.position.role, "appraisal.trigger")
