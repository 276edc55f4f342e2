"""Papers that move a last day of a plan once everybody has signed: a line each, and one that is drawn up again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.extensions import Void
from domain.signatures import MADE_AGAIN
from store.queries.extensions import Extension
from web.forms import Form
from web.reading import Words, cited
from web.words import _

VOIDS: Mapping[Void, str] = {
    Void.GONE: _("bản kế hoạch đang chạy không còn mốc này, hoặc không ghi ngày"),
    Void.BOUND: _("hạn nay là luật định hoặc cấp trên giao, hoặc ngày mới nằm ngoài kỳ kế hoạch"),
    Void.MOVED: _("hạn đã đổi trong lúc chờ ký; hãy lập văn bản mới"),
    Void.CLOSED: _("lộ trình của đơn vị đã đóng"),
}
"""Why a paper that everybody signed moved nothing."""


@dataclass(frozen=True)
class PaperLine:
    number: str
    address: str
    code: str
    title: str
    before: date
    after: date
    state: str
    why: str = ""
    """Why it moved nothing though everybody had signed, or was refused."""
    again: str = ""
    """Where one that was refused or taken back is drawn up again."""


def paper_line(one: Extension, titles: Mapping[str, str], words: Words, may_move: bool) -> PaperLine:
    ended = one.version.chain.ended in MADE_AGAIN
    why = words(VOIDS[one.void]) if one.void else (one.version.ended_reason or "") if ended else ""
    again = f"/plans/{one.plan}/changes?again={one.document.id}#move" if ended and may_move else ""
    here, code = f"/documents/{one.document.id}", one.new.code
    title, state = titles.get(code, ""), "extension_void" if one.void else one.version.state
    return PaperLine(cited(one.document, one.version), here, code, title, one.before, one.new.to, state, why, again)


def drawn_up_again(one: Extension) -> Form:
    """The form as the paper was drawn up before."""
    new = one.new
    return Form(values={"code": new.code, "to": new.to.isoformat(), "reason": new.reason, "paper": new.paper})
