"""What an appraisal's page shows: one criterion at a time, its evidence beside it, votes hidden until it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.appraisals import Criterion, Finding, Weight
from domain.councils import AppraisalState
from domain.evidence_bases import named_by
from domain.regulations import InForce
from services.appraisals_shown import AppraisalView, Paper
from services.context import Context
from services.evidence_bases import differences
from store.queries.appraisals import Sitting
from store.queries.exhibits import ShownFile
from web.appraisal_acts import Acts, Forms, Lacking, acts, calls
from web.asking import one_language
from web.audit import Happened, happened
from web.council_lines import Counts, Member, counts, members
from web.criteria import CriterionLine, current, state
from web.evidence import File, file
from web.forms import Option
from web.reading import Words
from web.words import _, moment

FINDINGS = {Finding.MET: _("Đạt"), Finding.NOT_MET: _("Không đạt"), Finding.NOT_APPLICABLE: _("Không áp dụng")}


@dataclass(frozen=True)
class FileLine:
    file: File
    """Of a link to a fact its name is what the fact said, and nothing is opened."""
    brought: str
    """Who brought it, and when."""
    linked: bool = False
    basis: str = ""
    """The regulation it rests on, as it is now."""


@dataclass(frozen=True)
class Earlier:
    """A milestone that comes first, a round before or after, or a criterion whose evidence changed."""

    words: str
    address: str
    details: tuple[str, ...] = ()
    """What it rested on, and rests on now."""


@dataclass(frozen=True)
class PaperLine:
    title: str
    address: str
    state: str


@dataclass(frozen=True)
class Looked:
    """What hsba itself found, with its numbers."""

    sentence: str
    holds: bool
    address: str


@dataclass(frozen=True)
class CriterionShown:
    """The criterion the page is turned to."""

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
    counts: Counts | None
    looked: Looked | None = None
    """What hsba's own rows say of it now."""
    following: str = ""
    """Address of the next criterion; empty at the last."""


@dataclass(frozen=True)
class AppraisalPage:
    appraisal: str
    facility: str
    track: str
    milestone: str
    edition: str
    state: str
    sitting: Sitting
    criteria: tuple[CriterionLine, ...]
    criterion: CriterionShown
    members: tuple[Member, ...]
    revealed: bool
    secret: bool
    timeline: tuple[Happened, ...]
    told: str
    """What this appraisal waits for, or what was found, in a sentence."""
    level: str
    """The level reached and demanded, in words."""
    papers: tuple[PaperLine, ...]
    findings: tuple[Option, ...]
    acts: Acts
    shortfalls: tuple[Lacking, ...] = ()
    changed: tuple[Earlier, ...] = ()
    """Criteria whose evidence is no longer what was judged."""
    rounds: tuple[Earlier, ...] = ()
    first: tuple[Earlier, ...] = ()
    """What must be reported before the council is called."""
    regulations: tuple[Option, ...] = ()
    """In force, which a file may rest on."""
    named: bool = False
    """The criterion names the regulation that its files rest on by itself."""
    purchase: Earlier | None = None
    """The purchase whose proposal is judged."""


def appraisal_page(
    view: AppraisalView, code: str, context: Context, words: Words, forms: Forms, locale: str, ruling: Sequence[InForce] = ()
) -> AppraisalPage:
    """`ruling`: regulations that a file may rest on."""
    whole, here = view.appraisal, f"/appraisals/{view.appraisal.id}"
    now = current(view, code, context)
    lines = tuple(
        CriterionLine(n, one.code, one.title, state(view, one.code, context), f"{here}?criterion={one.code}", one is now)
        for n, one in enumerate(whole.edition.criteria, 1)
    )
    return AppraisalPage(
        str(whole.id),
        view.facility.name,
        f"/tracks/{whole.track}",
        view.title,
        f"{whole.edition.title} · {whole.edition.edition}",
        standing(view, context.now),
        view.sitting,
        lines,
        _criterion(view, now, words, locale),
        members(view, now.code, words, calls(view, context)),
        view.revealed,
        whole.edition.secret,
        happened(view.timeline, words),
        told(view, words, context.now),
        _level(view, words),
        tuple(_paper(one) for one in (view.founding, view.minutes, view.decision) if one),
        tuple(Option(one.value, words(said)) for one, said in FINDINGS.items()),
        acts(view, now, context, forms),
        tuple(Lacking(one.criterion, _title(view, one.criterion), one.what, one.due) for one in view.shortfalls),
        _changed(view, here, words),
        _rounds(view, words),
        _first(view),
        tuple(Option(one.code, f"{one.title} · {one.number}") for one in ruling),
        bool(named_by(now)),
        Earlier(view.purchase.title, f"/procurement/{view.purchase.id}") if view.purchase else None,
    )


def _criterion(view: AppraisalView, now: Criterion, words: Words, locale: str) -> CriterionShown:
    whole, shown, track = view.appraisal, view.exhibits.get(now.code), f"/tracks/{view.appraisal.track}"
    criteria = whole.edition.criteria
    at = criteria.index(now)
    grades = {grade.code: grade.title for grade in whole.edition.grades}
    return CriterionShown(
        now.code,
        at + 1,
        now.title,
        now.basis,
        now.show,
        now.weight is Weight.SHOULD,
        grades.get(now.grade, ""),
        tuple(_file(one, track) for one in shown.files) if shown else (),
        shown.sha256 if shown else "",
        words(FINDINGS[Finding(shown.score)]) if shown and shown.score else "",
        shown.words if shown else "",
        counts(view, now.code),
        _looked(view, now, locale),
        f"/appraisals/{whole.id}?criterion={criteria[at + 1].code}" if at + 1 < len(criteria) else "",
    )


def _file(one: ShownFile, track: str) -> FileLine:
    return FileLine(file(one.file, track), f"{one.by_name}, {moment(one.at)}", bool(one.fact), one.basis)


def _looked(view: AppraisalView, now: Criterion, locale: str) -> Looked | None:
    found = view.checks.get(now.code)
    return Looked(one_language(found.sentence, locale), found.holds, found.fact.link) if found else None


def standing(view: AppraisalView, now: datetime) -> str:
    whole = view.appraisal
    if whole.before_hour(now):
        return "called"
    if whole.state is not AppraisalState.CLOSED or whole.verdict is None:
        return str(whole.state)
    return "stale" if whole.stale else "met" if whole.verdict.met else "not_met"


def told(view: AppraisalView, words: Words, now: datetime) -> str:
    """What it waits for, for whoever looks."""
    whole = view.appraisal
    if whole.state is AppraisalState.EVIDENCE:
        bare = sum(code not in whole.evidence for code in whole.asked)
        if bare:
            return words(_("Còn %(n)s tiêu chí chưa có minh chứng; đủ rồi mới triệu tập hội đồng.")) % {"n": bare}
        if view.waits_for:
            return words(_("Đã đủ minh chứng, nhưng còn việc trước chưa báo cáo xong: triệu tập hội đồng thì phải ghi lý do."))
        return words(_("Đã đủ minh chứng, chờ triệu tập hội đồng."))
    if whole.state is AppraisalState.COUNCIL:
        return words(_("Quyết định thành lập hội đồng đang chờ ký; ký đủ thì hội đồng biểu quyết."))
    if whole.meets_at and whole.before_hour(now):
        told_ = _("Hội đồng họp lúc %(at)s; đến giờ mới biểu quyết. Trước đó thành viên xem minh chứng và khai báo xung đột lợi ích.")
        return words(told_) % {"at": moment(whole.meets_at)}
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


def _changed(view: AppraisalView, here: str, words: Words) -> tuple[Earlier, ...]:
    said_ = words(_("trước: %(was)s → nay: %(now)s"))
    told_ = [(one.criterion, said_ % {"was": one.was, "now": one.now_is}) for one in differences(view)]
    return tuple(
        Earlier(f"{one} {_title(view, one)}", f"{here}?criterion={one}", tuple(said for code, said in told_ if code == one))
        for one in view.changed
    )


def _first(view: AppraisalView) -> tuple[Earlier, ...]:
    if view.appraisal.state is not AppraisalState.EVIDENCE:
        return ()
    track = f"/tracks/{view.appraisal.track}"
    return tuple(Earlier(f"{code} {title}", f"{track}/milestones/{told_at}") for code, title, told_at in view.waits_for)


def _rounds(view: AppraisalView, words: Words) -> tuple[Earlier, ...]:
    found_ = []
    if view.sitting.rests_on:
        found_.append(Earlier(words(_("Thẩm định lần trước")), f"/appraisals/{view.sitting.rests_on}"))
    if view.next_round:
        found_.append(Earlier(words(_("Thẩm định lần sau")), f"/appraisals/{view.next_round}"))
    return tuple(found_)
