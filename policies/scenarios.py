"""Scenarios of rehearsals: read from one YAML file with the same strictness as a policy; and the cast of a plan without one."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from domain.parts import Scope
from domain.plans import FacilityKind, Plan
from domain.rehearsal import DEPARTMENT, PROVINCE
from domain.scenarios import Delay, Player, Scenario
from policies.checks import repeated
from policies.faults import Fault, PoliciesRefused
from policies.shapes import shape
from policies.sheets import Sheet, parse, read

CAST = (
    Player("so-y-te", "Sở Y tế", FacilityKind.DEPARTMENT),
    Player("benh-vien", "Bệnh viện", FacilityKind.HOSPITAL),
    Player("benh-vien-da-cong-bo", "Bệnh viện đã công bố", FacilityKind.HOSPITAL, True),
    Player("trung-tam-y-te", "Trung tâm y tế", FacilityKind.HEALTH_CENTRE),
    Player("phong-kham", "Phòng khám", FacilityKind.CLINIC),
)
"""One unit of each sort; besides them the other units of the province that the plan gives something to do."""
MOST = 2000
"""Units of one rehearsal."""
LONGEST = timedelta(days=2 * 366)
"""Days of a delay, and around the plan."""


def cast(plan: Plan) -> Scenario:
    """Everybody on time: one unit of each sort, one that has published only where the plan speaks of such, the province's other units."""
    published = any(part.scope is Scope.PUBLISHED for _, part in plan.parts())
    doers = dict.fromkeys(plan.doer(task, part) for task, part in plan.parts() if part.scope is Scope.PROVINCE)
    others = tuple(Player(code, plan.unit(code).name, FacilityKind.AUTHORITY) for code in doers if code)
    return Scenario("Mọi đơn vị làm đúng hạn", (*(one for one in CAST if published or not one.published), *others))


def scenario(path: Path, plan: Plan) -> Scenario:
    """From a file. Raises: as `of_text`."""
    return _read(read(path.parent, path), plan)


def of_text(text: str, plan: Plan) -> Scenario:
    """Raises: PoliciesRefused with every fault, each with its line and place."""
    return _read(parse("kịch bản", text), plan)


def written(said: Scenario) -> str:
    """A scenario as a person edits it: what is not said stays away."""
    players = [_bare(one) for one in said.players]
    delays = [_bare(one) for one in said.delays]
    kept = {"title": said.title, "accepts_after": said.accepts_after, "players": players, "delays": delays}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=140, default_flow_style=None)


def _bare(one: Player | Delay) -> dict[str, Any]:
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(one).items()}
    return {name: str(value) if isinstance(value, StrEnum) else value for name, value in told.items() if value not in (False, None, [])}


def _read(sheet: Sheet, plan: Plan) -> Scenario:
    found = shape(sheet, Scenario)
    faults = list(repeated(sheet, "players", (one.code for one in found.players)))
    codes = {one.code for one in found.players}
    known = {name for task, part in plan.parts() for name in (task.code, part.code, str(part.kind))}
    for number, delay in enumerate(found.delays):
        for path_, said, allowed in (("facilities", delay.facilities, codes), ("milestones", delay.milestones, known)):
            faults += _strangers(sheet, f"delays[{number}].{path_}", said, allowed)
    faults += _limits(sheet, found, plan)
    if not found.players:
        faults.append(sheet.fault("players", "kịch bản không có đơn vị nào", "the scenario has no unit"))
    if faults:
        raise PoliciesRefused(faults)
    return found


def _limits(sheet: Sheet, found: Scenario, plan: Plan) -> Iterator[Fault]:
    """What no plan takes: too many units, days beyond years, codes that mean an authority."""
    if len(found.players) > MOST:
        yield sheet.fault("players", f"nhiều nhất {MOST} đơn vị", f"at most {MOST} units")
    for number, player in enumerate(found.players):
        if player.code in ("", DEPARTMENT, PROVINCE):
            yield sheet.fault(f"players[{number}].code", "mã này dành riêng hoặc để trống", "this code is taken, or empty")
        if player.kind is FacilityKind.AUTHORITY and player.code not in {one.code for one in plan.units}:
            vi = f"cơ quan, đơn vị khác của tỉnh mang mã của kế hoạch; kế hoạch không có '{player.code}'"
            yield sheet.fault(f"players[{number}].code", vi, "an authority has the code it has in the plan")
    counts = [(f"delays[{n}].days", one.days or 0) for n, one in enumerate(found.delays)]
    for path, days in (*counts, ("accepts_after", found.accepts_after), ("reports_before", found.reports_before)):
        if not 0 <= days <= LONGEST.days:
            yield sheet.fault(path, f"từ 0 đến {LONGEST.days} ngày", f"0 to {LONGEST.days} days")
    begins, ends = found.begins or plan.day, found.ends or plan.effective_until
    first, last = plan.day - LONGEST, plan.effective_until + LONGEST
    for path, on in (("begins", begins), ("ends", ends)):
        if not first <= on <= last:
            yield sheet.fault(path, f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", f"{first} to {last}")
    if begins > ends:
        yield sheet.fault("ends", "kết thúc trước khi bắt đầu", "ends before it begins")


def _strangers(sheet: Sheet, path: str, said: tuple[str, ...], allowed: set[str]) -> list[Fault]:
    strange = (one for one in said if one not in allowed)
    return [sheet.fault(path, f"kế hoạch, kịch bản không có '{one}'", f"there is no '{one}' in plan or scenario") for one in strange]
