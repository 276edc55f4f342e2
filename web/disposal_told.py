"""What a disposal waits for, in a sentence, and whose act that is."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.disposals import Disposal, DisposalState, Fate
from services.disposals import DisposalView
from web.disposal_lines import CERTIFICATE, COUNCIL, DECISION, MINUTES, again
from web.words import _, moment, number

SIGNING: Mapping[DisposalState, tuple[str, str, str]] = {
    DisposalState.COUNCIL: (
        COUNCIL,
        _("Quyết định thành lập hội đồng đang chờ ký; ký đủ thì hội đồng bắt đầu biểu quyết."),
        _("Quyết định thành lập hội đồng bị từ chối hoặc rút lại: cán bộ lưu trữ lập lại."),
    ),
    DisposalState.MINUTES: (
        MINUTES,
        _("Hội đồng đã biểu quyết xong; biên bản đang chờ ký."),
        _("Biên bản hội đồng bị từ chối hoặc rút lại: chủ tịch lập lại."),
    ),
    DisposalState.DECISION: (
        DECISION,
        _("Quyết định hủy đang chờ giám đốc ký và văn thư phát hành."),
        _("Quyết định hủy bị từ chối hoặc rút lại: cán bộ lưu trữ lập lại."),
    ),
}
"""State → its paper, what is waited for, and what when that paper was refused."""


def told(view: DisposalView, words: Callable[[str], str], locale: str, now: datetime) -> str:
    """For whoever looks."""
    one = view.disposal
    if one.state in SIGNING:
        form, waits, refused = SIGNING[one.state]
        return words(refused if again(view, form) else waits)
    if one.state is DisposalState.VOTING:
        facts = {"n": len(view.voted), "all": len(one.members), "quorum": one.quorum}
        if len(view.voted) == len(one.members):
            return words(_("Cả %(all)s thành viên đã biểu quyết; chờ chủ tịch kết thúc biểu quyết và lập biên bản.")) % facts
        said = words(_("%(n)s/%(all)s thành viên đã biểu quyết cả danh mục; chủ tịch kết thúc được khi có ít nhất %(quorum)s người."))
        return said % facts
    if one.state is DisposalState.REVIEWED and not one.listed:
        return words(_("Danh mục không còn hồ sơ nào để hủy: cán bộ lưu trữ hoặc giám đốc rút lại đề nghị."))
    if one.destroying(now):
        done, whole = going(one)
        said = words(_("Đang hủy: xong %(n)s/%(all)s hồ sơ. Mỗi hồ sơ được kiểm tra lại ngay trước khi hủy; không rút lại được nữa."))
        return said % {"n": number(done, locale), "all": number(whole, locale)}
    if one.state is DisposalState.WAITING and one.destroy_at:
        said = words(_("Quyết định hủy đã ký. Hệ thống kiểm tra lại từng hồ sơ và hủy từ %(at)s; trước lúc đó vẫn rút lại được."))
        return said % {"at": moment(one.destroy_at)}
    return _plain(view, words, locale)


def going(one: Disposal) -> tuple[int, int]:
    """While records are destroyed: of how many it is decided, and of how many in all."""
    done = sum(item.fate in (Fate.DESTROYED, Fate.FELL_OUT) for item in one.items)
    return done, done + len(one.listed)


def _plain(view: DisposalView, words: Callable[[str], str], locale: str) -> str:
    one = view.disposal
    gone = {"n": number(sum(item.fate is Fate.DESTROYED for item in one.items), locale)}
    if one.state is DisposalState.PROPOSED:
        return words(_("Danh mục đã chốt; chờ cán bộ lưu trữ nêu thành phần hội đồng."))
    if one.state is DisposalState.REVIEWED:
        return words(_("Chờ cán bộ lưu trữ lập quyết định hủy trình giám đốc; chưa hồ sơ nào bị hủy."))
    if one.state is DisposalState.WITHDRAWN:
        return words(_("Đề nghị đã rút lại; không hồ sơ nào bị hủy."))
    if one.state is DisposalState.DESTROYED:
        refused = _("Đã hủy %(n)s hồ sơ; biên bản hủy bị từ chối hoặc rút lại: cán bộ lưu trữ lập lại.")
        return words(refused if again(view, CERTIFICATE) else _("Đã hủy %(n)s hồ sơ; biên bản hủy đang chờ ký.")) % gone
    return words(_("Đã hủy %(n)s hồ sơ; biên bản hủy đã ký đủ.")) % gone
