"""What a milestone waits for in other tracks: the department's own work, another unit's of the province, or the facilities'."""

from dataclasses import dataclass

from domain.tracks import State
from domain.waiting import Held
from services.context import Context
from services.track_views import MilestoneView
from web.words import Gettext, _


@dataclass(frozen=True)
class ElsewhereLine:
    """One milestone of others that is not through."""

    code: str
    title: str
    said: str
    """How far it is."""
    address: str
    """Where the department sees whose it is; empty for whoever sees only the own track."""


@dataclass(frozen=True)
class Elsewhere:
    """All of them."""

    lines: tuple[ElsewhereLine, ...] = ()
    binds: bool = False
    """The plan itself puts one of them first: nothing is reported or verified before."""


NOTHING = Elsewhere()


def elsewhere(view: MilestoneView, context: Context, words: Gettext) -> Elsewhere:
    """Nothing once it is accepted, or dropped."""
    track, code = view.track, view.line.spec.code
    if view.line.progress.state not in (State.UNDECLARED, State.OPEN, State.REPORTED):
        return NOTHING
    board = f"/plans/{view.plan.id}?part=" if context.position.facility == track.department else ""
    lines = tuple(ElsewhereLine(one.code, one.title, _said(one, words), f"{board}{one.code}" if board else "") for one in view.others)
    return Elsewhere(lines, bool(track.bound_by(code)))


def _said(one: Held, words: Gettext) -> str:
    if one.facilities:
        return words(_("%(done)s/%(all)s cơ sở đã được xác nhận xong")) % {"done": one.done, "all": one.units}
    return words(_("%(unit)s chưa báo cáo xong hoặc chưa được xác nhận xong")) % {"unit": one.by or words(_("Sở Y tế"))}
