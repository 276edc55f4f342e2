"""What an appraisal's page shows: one criterion at a time, its evidence beside it, votes hidden until all have voted or it is closed."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.appraisals import PASSES, Finding, Ground, Weight, found
from domain.councils import AppraisalState
from domain.people import may
from domain.seats import Seat
from domain.signatures import MADE_AGAIN
from services.appraisals import AppraisalView, Paper
from services.context import Context
from web.audit import Happened, happened
from web.council_lines import Counts, Member, counts, members
from web.criteria import CriterionLine, current, state
from web.evidence import File, file
from web.forms import Form, Option
from web.reading import Words
from web.words import _, moment

FINDINGS = {Finding.MET: _("Đạt"), Finding.NOT_MET: _("Không đạt"), Finding.NOT_APPLICABLE: _("Không áp dụng")}


@dataclass(frozen=True)
class FileLine:
    file: File
    brought: str
    """Who brought it, and when."""


@dataclass(frozen=True)
class Earlier:
    """A milestone that comes first, or a round before or after."""

    words: str
    address: str


@dataclass(frozen=True)
class Lacking:
    """A criterion not met: what is to be mended, by when."""

    code: str
    title: str
    what: str = ""
    due: date | None = None


@dataclass(frozen=True)
class PaperLine:
    title: str
    address: str
    state: str


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
class AppraisalPage:
    appraisal: str
    facility: str
    track: str
    milestone: str
    number: int
    edition: str
    state: str
    founded_by: str
    held_at: str
    meets_at: datetime | None
    convened_at: datetime | None
    criteria: tuple[CriterionLine, ...]
    code: str
    nth: int
    title: str
    basis: str
    show: str
    """What to show the council."""
    advised: bool
    """Not met, it is named in the minutes and the verdict stands."""
    grade: str
    """The level it belongs to."""
    evidence: tuple[FileLine, ...]
    sha256: str
    """Of the evidence as it is: what a vote is cast on."""
    score: str
    """What the facility finds itself, in words."""
    score_words: str
    members: tuple[Member, ...]
    counts: Counts | None
    revealed: bool
    secret: bool
    timeline: tuple[Happened, ...]
    told: str
    """What this appraisal waits for, or what was found, in a sentence."""
    level: str
    """The level reached and demanded, in words."""
    papers: tuple[PaperLine, ...]
    findings: tuple[Option, ...]
    vote: Form | None = None
    interest: Form | None = None
    """Present for a member: before the first vote it stands in its place."""
    declared: bool = False
    apart: bool = False
    """This member has no word on this criterion."""
    close: Form | None = None
    """Present for the chair once enough have voted, or again when the minutes were refused."""
    lacking: tuple[Lacking, ...] = ()
    """Criteria that would not be met if the vote closed now: the chair names what is to be mended."""
    upload: Form | None = None
    """Present for who brings the evidence."""
    convene: str = ""
    """Address of the council's form, when it may be called now."""
    decide: Form | None = None
    """Present for whoever draws up the decision on the verdict."""
    again: Form | None = None
    """Present for who may ask for a further round."""
    shortfalls: tuple[Lacking, ...] = ()
    changed: tuple[Earlier, ...] = ()
    """Criteria whose evidence is no longer what was judged."""
    rounds: tuple[Earlier, ...] = ()
    following: str = ""
    """Address of the next criterion; empty at the last."""
    first: tuple[Earlier, ...] = ()
    """What must be reported before the council is called."""
    reason: str = ""


def appraisal_page(view: AppraisalView, code: str, context: Context, words: Words, forms: Forms) -> AppraisalPage:
    whole, here = view.appraisal, f"/appraisals/{view.appraisal.id}"
    criteria = whole.edition.criteria
    now = current(view, code, context)
    at = criteria.index(now)
    shown = view.exhibits.get(now.code)
    track = f"/tracks/{whole.track}"
    sits = whole.state is AppraisalState.VOTING and view.my_seat is not None
    declared = any(one.person == context.position.person for one in whole.interests)
    apart = whole.barred(context.position.person, now.code)
    open_ = bool(shown) and now.code in whole.asked and declared and not apart
    grades = {grade.code: grade.title for grade in whole.edition.grades}
    return AppraisalPage(
        str(whole.id),
        view.facility.name,
        track,
        view.title,
        view.sitting.number,
        f"{whole.edition.title} · {whole.edition.edition}",
        standing(view),
        view.sitting.founded_by,
        view.sitting.held_at,
        view.sitting.meets_at,
        view.sitting.convened_at,
        tuple(
            CriterionLine(n, one.title, state(view, one.code, context), f"{here}?criterion={one.code}", one is now)
            for n, one in enumerate(criteria, 1)
        ),
        now.code,
        at + 1,
        now.title,
        now.basis,
        now.show,
        now.weight is Weight.SHOULD,
        grades.get(now.grade, ""),
        tuple(FileLine(file(one.file, track), f"{one.by_name}, {moment(one.at)}") for one in shown.files) if shown else (),
        shown.sha256 if shown else "",
        words(FINDINGS[Finding(shown.score)]) if shown and shown.score else "",
        shown.words if shown else "",
        members(view, now.code, words, _calls(view, context)),
        counts(view, now.code),
        view.revealed,
        whole.edition.secret,
        happened(view.timeline, words),
        told(view, words),
        _level(view, words),
        tuple(_paper(one) for one in (view.founding, view.minutes, view.decision) if one),
        tuple(Option(one.value, words(said)) for one, said in FINDINGS.items()),
        (forms.vote or Form()) if sits and open_ else None,
        (forms.interest or Form()) if sits else None,
        declared,
        apart and sits,
        (forms.close or Form()) if _may_close(view) else None,
        _lacking(view) if _may_close(view) and whole.state is AppraisalState.VOTING else (),
        (forms.evidence or Form()) if _may_bring(view, context) else None,
        f"{here}/council" if _may_convene(view, context) else "",
        (forms.decide or Form()) if _may_decide(view, context) else None,
        (forms.again or Form()) if _may_ask_again(view, context) else None,
        tuple(Lacking(one.criterion, _title(view, one.criterion), one.what, one.due) for one in view.shortfalls),
        tuple(Earlier(f"{one} {_title(view, one)}", f"{here}?criterion={one}") for one in view.changed),
        _rounds(view, words),
        f"{here}?criterion={criteria[at + 1].code}" if at + 1 < len(criteria) else "",
        _first(view, track),
        view.sitting.reason,
    )


def standing(view: AppraisalView) -> str:
    whole = view.appraisal
    if whole.state is not AppraisalState.CLOSED or whole.verdict is None:
        return str(whole.state)
    return "stale" if whole.stale else "met" if whole.verdict.met else "not_met"


def told(view: AppraisalView, words: Words) -> str:
    """What it waits for, for whoever looks."""
    whole = view.appraisal
    if whole.state is AppraisalState.EVIDENCE:
        bare = sum(code not in whole.evidence for code in whole.asked)
        if bare:
            return words(_("Còn %(n)s tiêu chí chưa có minh chứng; đủ rồi mới triệu tập hội đồng.")) % {"n": bare}
        if view.waits_for:
            return words(_("Đã đủ minh chứng; chưa triệu tập được hội đồng vì còn việc trước chưa báo cáo xong."))
        return words(_("Đã đủ minh chứng, chờ triệu tập hội đồng."))
    if whole.state is AppraisalState.COUNCIL:
        return words(_("Quyết định thành lập hội đồng đang chờ ký; ký đủ thì hội đồng biểu quyết."))
    if whole.state is AppraisalState.VOTING:
        return _voting(view, words)
    return f"{_found(view, words)} {_after(view, words)}".strip()


def _voting(view: AppraisalView, words: Words) -> str:
    whole = view.appraisal
    facts = {"n": len(view.voted), "all": len(whole.sitting), "quorum": whole.round.quorum}
    said = (
        words(_("%(n)s/%(all)s thành viên đã biểu quyết xong; mỗi tiêu chí cần ít nhất %(quorum)s phiếu thì chủ tịch kết thúc được."))
        % facts
    )
    if not view.short:
        return said
    return f"{said} {words(_('Chưa đủ phiếu ở: %(codes)s.')) % {'codes': ', '.join(view.short)}}"


def _found(view: AppraisalView, words: Words) -> str:
    met = view.appraisal.verdict is not None and view.appraisal.verdict.met
    return words(_("Hội đồng kết luận: đáp ứng.")) if met else words(_("Hội đồng kết luận: chưa đáp ứng."))


def _after(view: AppraisalView, words: Words) -> str:
    whole = view.appraisal
    if whole.state is AppraisalState.MINUTES:
        return words(_("Biên bản đang chờ ký."))
    if whole.state is AppraisalState.REVIEWED:
        return words(_("Biên bản đã ký đủ; còn chờ quyết định về kết quả thẩm định."))
    return words(_("Minh chứng đã thay đổi sau kết luận: phải thẩm định lại.")) if whole.stale else ""


def _level(view: AppraisalView, words: Words) -> str:
    whole = view.appraisal
    titles = {grade.code: grade.title for grade in whole.edition.grades}
    if not titles:
        return ""
    demanded = words(_("Mức phải đạt: %(level)s.")) % {"level": titles.get(whole.demanded, "")}
    if whole.verdict is None:
        return demanded
    reached = titles.get(whole.verdict.grade) or words(_("chưa đạt mức nào"))
    return f"{words(_('Mức đạt: %(level)s.')) % {'level': reached}} {demanded}"


def _paper(one: Paper) -> PaperLine:
    document, version = one
    return PaperLine(document.title, f"/documents/{document.id}", version.state)


def _title(view: AppraisalView, code: str) -> str:
    return next((one.title for one in view.appraisal.edition.criteria if one.code == code), "")


def _first(view: AppraisalView, track: str) -> tuple[Earlier, ...]:
    if view.appraisal.state is not AppraisalState.EVIDENCE:
        return ()
    return tuple(Earlier(f"{code} {title}", f"{track}/milestones/{code}") for code, title in view.waits_for)


def _rounds(view: AppraisalView, words: Words) -> tuple[Earlier, ...]:
    found_ = []
    if view.sitting.rests_on:
        found_.append(Earlier(words(_("Thẩm định lần trước")), f"/appraisals/{view.sitting.rests_on}"))
    if view.next_round:
        found_.append(Earlier(words(_("Thẩm định lần sau")), f"/appraisals/{view.next_round}"))
    return tuple(found_)


def _lacking(view: AppraisalView) -> tuple[Lacking, ...]:
    """By the votes as they are; a reason that was given is proposed as what is to be mended."""
    whole = view.appraisal
    votes = [v for v in view.running if whole.evidence.get(v.criterion) == v.evidence]
    lines = []
    for one in whole.edition.criteria:
        if one.code in whole.asked and found(one.code, votes) not in PASSES:
            reasons = (v.note for v in votes if v.criterion == one.code and v.finding is Finding.NOT_MET and v.note)
            lines.append(Lacking(one.code, one.title, "; ".join(reasons)))
    return tuple(lines)


def _may_bring(view: AppraisalView, context: Context) -> bool:
    own = not view.my_seat and view.next_round is None and not view.department
    own = own and view.appraisal.state not in (AppraisalState.MINUTES, AppraisalState.REVIEWED)
    return own and may(context.position.role, "appraisal.evidence")


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
    return when and full and not view.waits_for and _grounded(view) and may(context.position.role, "appraisal.convene")


def _calls(view: AppraisalView, context: Context) -> bool:
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
