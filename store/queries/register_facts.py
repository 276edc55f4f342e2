"""Facts that rest on a register of the facility: a regulation in force, an approved security level, a restore drill."""

from sqlalchemy.ext.asyncio import AsyncSession

from domain.clock import day
from domain.facts import Asked, Fact, whether
from domain.names import FacilityId
from store.queries import drills, regulations, security


async def regulation_in_force(session: AsyncSession, at: Asked) -> Fact:
    """Whether the facility's regulation on this subject is in force today, and which one; on any, when none is asked for."""
    known = await regulations.all_in_force(session, at.facility, day(at.now))
    found = next((one for one in known if at.subject in ("", one.code)), None)
    if found is None:
        no = ("Chưa có quy chế về nội dung này đang có hiệu lực trong sổ", "The register has no such regulation in force")
        return whether("regulation_in_force", False, no, no, at, "/regulations")
    on = f"{found.issued_on:%d/%m/%Y}"
    where = (" (ban hành ngoài hệ thống)", ", issued outside hsba,") if found.outside else ("", "")
    yes = (
        f"{found.title}: số {found.number} ngày {on}{where[0]} đang có hiệu lực",
        f"{found.title}: {found.number} of {on}{where[1]} is in force",
    )
    return whether("regulation_in_force", True, yes, yes, at, f"/regulations/{found.id}", f"{found.number} {on}")


async def security_approved(session: AsyncSession, at: Asked) -> Fact:
    """Whether a level dossier is approved: the newest approval of any track of the facility."""
    track, newest = await security.dossier(session, at.facility) or (None, None)
    link = f"/tracks/{track}/security" if track else ""
    if newest is None or newest.paper.day is None:
        no = ("Chưa có phê duyệt hồ sơ đề xuất cấp độ trong sổ an toàn thông tin", "No approved level dossier is in the security register")
        return whether("security_approved", False, no, no, at, link)
    paper, on = newest.paper, f"{newest.paper.day:%d/%m/%Y}"
    yes = (
        f"Cấp độ {newest.level} được phê duyệt: số {paper.number} ngày {on}, {paper.issuer}",
        f"Level {newest.level} approved: {paper.number} of {on}, {paper.issuer}",
    )
    return whether("security_approved", True, yes, yes, at, link, f"{paper.number} {on}")


async def restore_drilled(session: AsyncSession, at: Asked) -> Fact:
    """Whether a drill in these days showed that a backup can be restored."""
    newest = await drills.newest(session, FacilityId(at.facility))
    if newest is None:
        no = ("Chưa có lần diễn tập khôi phục thành công trong sổ", "No successful restore drill is in the register")
        return whether("restore_drilled", False, no, no, at, "")
    on = f"{day(newest.said.ended_at):%d/%m/%Y}"
    held = newest.said.ended_at >= at.since
    yes = (f"Diễn tập khôi phục thành công ngày {on}: {newest.said.what}", f"A restore succeeded on {on}: {newest.said.what}")
    no = (
        f"Lần diễn tập khôi phục gần nhất ngày {on} đã quá {at.days} ngày",
        f"The last restore drill, {on}, is more than {at.days} days ago",
    )
    return whether("restore_drilled", held, yes, no, at, f"/tracks/{newest.track}/drills", str(newest.id))
