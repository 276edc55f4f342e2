"""The appraisals of one milestone, and asking for the next, as its page and the track's show them."""

from dataclasses import dataclass
from datetime import datetime

from domain.procurement_councils import BOUGHT
from domain.tracks import State
from services import appraisals
from services.context import Context
from services.track_views import AppraisalLine, MilestoneView
from web.forms import Form
from web.reading import Words
from web.words import _


@dataclass(frozen=True)
class Appraised:
    """An appraisal, in a line."""

    words: str
    address: str
    state: str


@dataclass(frozen=True)
class Judging:
    """What councils said of a milestone."""

    lines: tuple[Appraised, ...] = ()
    title: str = ""
    """What a council appraises here; empty where none does."""
    trigger: Form | None = None
    """Present when this position may ask for an appraisal now."""
    address: str = ""
    purchases: str = ""
    """Where the purchases are whose proposals are appraised, each by itself; empty of what a milestone is itself appraised for."""


NO_COUNCIL = Judging()


async def judging(view: MilestoneView, context: Context, words: Words, trigger: Form | None = None) -> Judging:
    """Of a milestone whose level, or whose proposal, a council appraises; nothing for others."""
    code = view.line.spec.code
    title, lines = await appraisals.of_milestone(context, view.track, code)
    if not title:
        return NO_COUNCIL
    bought = view.line.spec.kind in BOUGHT
    asks = not bought and view.line.progress.state is State.OPEN and appraisals.may_ask(context, _own(lines))
    return Judging(
        tuple(appraised(one, words, context.now) for one in reversed(lines)),
        title,
        trigger or (Form() if asks else None),
        f"/tracks/{view.track.id}/milestones/{code}/appraisals",
        f"/tracks/{view.track.id}/procurement" if bought else "",
    )


def _own(lines: list[AppraisalLine]) -> list[AppraisalLine]:
    """Those of the milestone itself, not of a purchase that reports it."""
    return [one for one in lines if one.purchase is None]


def appraised(one: AppraisalLine, words: Words, now: datetime) -> Appraised:
    """Its newest state, and the level it found; before its hour a council waits, and does not vote yet."""
    state = one.state if one.met is None or one.state != "closed" else "stale" if one.stale else "met" if one.met else "not_met"
    if state == "voting" and one.meets_at and now < one.meets_at:
        state = "called"
    said = words(_("Thẩm định lần %(n)s: %(what)s")) % {"n": one.number, "what": one.title}
    level = f" · {words(_('đạt mức %(level)s')) % {'level': one.level}}" if one.level else ""
    return Appraised(said + level, f"/appraisals/{one.id}", state)
