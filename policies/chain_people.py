"""Whom the stages of a chain can mean, and whether that is enough people to sign it to its end."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from domain.fillable import Seats, stuck
from domain.forms import Field, Form, Kind
from domain.names import DepartmentId, PersonId
from domain.roles import Role
from domain.signature_chains import NAMED_BY_HOUSE, ChainPolicy, Stage
from policies.faults import Fault
from policies.sheets import Sheet

PEOPLE = frozenset({Kind.PERSON, Kind.PEOPLE})
PLACES = ("ordering", "performing", "treating")
"""Departments that are known only when a document is made."""
Placed = Mapping[str, DepartmentId]
"""Place → the department it is supposed to be."""


@dataclass(frozen=True)
class Staff:
    """Who holds which role where in a facility today, and the departments it has."""

    holders: tuple[tuple[PersonId, Role, DepartmentId | None], ...]
    departments: frozenset[DepartmentId] = frozenset()


def check_people(sheet: Sheet, chain: ChainPolicy, forms: Iterable[Form], staff: Staff | None = None) -> Iterator[Fault]:
    """Faults of a chain that cannot be signed to its end: judged by its form alone, or by a facility's staff too."""
    fields = {field.name: field for form in forms for field in form.fields}
    fields |= {name: Field(name, name, kind) for name, kind in NAMED_BY_HOUSE.get(chain.form, {}).items()}
    found = [*_vacant(sheet, chain, staff), *_too_many(sheet, chain, fields, staff)]
    yield from found
    stopped = [
        number
        for number in range(len(chain.stages))
        if any(one.path.startswith((f"stages[{number}].who", f"stages[{number}].needed")) for one in found)
    ]
    if stopped:
        yield from _never_reached(sheet, chain, chain.stages[stopped[0]])
        return
    for stages in _asked_for(chain, fields):
        if faults := list(_impossible(sheet, replace(chain, stages=stages), chain.stages, fields, staff)):
            yield from faults
            return


def _asked_for(chain: ChainPolicy, fields: Mapping[str, Field]) -> Iterable[tuple[Stage, ...]]:
    """The stages of every version that can be made: those whose conditions the form's choices fulfil together."""
    conditions = [stage.when for stage in chain.stages if stage.when]
    names = sorted({one.field for one in conditions})
    choices = [fields[name].choices if name in fields else {key for one in conditions for key in one.one_of} for name in names]
    made = (dict(zip(names, chosen, strict=True)) for chosen in product(*choices))
    return dict.fromkeys(tuple(stage for stage in chain.stages if stage.when is None or stage.when.holds(data)) for data in made)


def _vacant(sheet: Sheet, chain: ChainPolicy, staff: Staff | None) -> Iterator[Fault]:
    """Departments that are not there, roles that nobody holds today."""
    if staff is None:
        return
    for number, stage in enumerate(chain.stages):
        rungs = ((f"stages[{number}].escalate[{n}]", rung.role, rung.department) for n, rung in enumerate(stage.escalate))
        for path, role, place in ((f"stages[{number}].who", stage.who.role, stage.who.department), *rungs):
            yield from _nobody(sheet, path, role, place, staff)


def _nobody(sheet: Sheet, path: str, role: Role | None, place: str, staff: Staff) -> Iterator[Fault]:
    if place not in (*PLACES, "facility") and place not in staff.departments:
        words = ", ".join(sorted(staff.departments))
        vi, en = f"không có khoa, phòng '{place}'; đang có: {words}", f"no department '{place}'; there are: {words}"
        yield sheet.fault(f"{path}.department", vi, en)
    elif role and not any(held is role and _there(place, where, {}) for _, held, where in staff.holders):
        vi = f"hôm nay không ai giữ vai trò '{role}'"
        yield sheet.fault(f"{path}.role", vi, f"nobody holds the role '{role}' today")


def _too_many(sheet: Sheet, chain: ChainPolicy, fields: Mapping[str, Field], staff: Staff | None) -> Iterator[Fault]:
    """Stages that ask for more people than they can ever mean."""
    asked = _asked(chain)
    for number, stage in enumerate(chain.stages):
        most = max(len(_people(stage, fields, staff, placed, asked)) for placed in _places(chain, staff, asked))
        if 0 < most < stage.needed:
            vi = f"cần {stage.needed} người ký nhưng bước này chỉ trỏ tới được {most} người"
            yield sheet.fault(f"stages[{number}].needed", vi, f"asks for {stage.needed} signers and can mean only {most}")


def _impossible(
    sheet: Sheet, chain: ChainPolicy, whole: Sequence[Stage], fields: Mapping[str, Field], staff: Staff | None
) -> Iterator[Fault]:
    """The stage at which the chain stops, wherever the departments lie: its people are not there, or all have to sign elsewhere."""
    asked, names = _asked(chain), [stage.name for stage in chain.stages]
    best = Seats("", frozenset())
    for placed in _places(chain, staff, asked):
        seats = [_seats(stage, fields, staff, placed, asked) for stage in chain.stages]
        if not (name := stuck(seats)):
            return
        best = max(best, seats[names.index(name)], key=lambda one: names.index(one.name) if one.name else -1)
    stage = chain.stages[names.index(best.name)]
    number, others = whole.index(stage), ", ".join(stage.differs_from)
    if len(best.people) < best.needed:
        vi, en = "không khoa, phòng nào có đủ người cho các bước cùng chỗ này", "no department has people for all the stages at this place"
        yield sheet.fault(f"stages[{number}].who.department", vi, en)
    else:
        vi = f"không bao giờ ký được: ai bước này trỏ tới cũng đã phải ký bước không được trùng người ({others})"
        en = f"can never be signed: everybody it means has to sign a stage it must differ from ({others})"
        yield sheet.fault(f"stages[{number}].differs_from", vi, en)
    yield from _never_reached(sheet, replace(chain, stages=tuple(whole)), stage)


def _asked(chain: ChainPolicy) -> int:
    return sum(max(stage.needed, 1) for stage in chain.stages)


def _never_reached(sheet: Sheet, chain: ChainPolicy, stop: Stage) -> Iterator[Fault]:
    """The stages after one that nobody can complete."""
    number = chain.stages.index(stop) + 1
    if later := [stage for stage in chain.stages[number:] if stage.when in (None, stop.when)]:
        words = ", ".join(stage.name for stage in later)
        vi = f"không bao giờ tới lượt ({words}): không ai ký xong được bước '{stop.name}'"
        en = f"never reached ({words}): nobody can complete '{stop.name}'"
        yield sheet.fault(f"stages[{chain.stages.index(later[0])}]", vi, en)


def _seats(stage: Stage, fields: Mapping[str, Field], staff: Staff | None, placed: Placed, asked: int) -> Seats:
    people = _people(stage, fields, staff, placed, asked)
    return Seats(stage.name, people, stage.needed or max(len(people), 1), frozenset(stage.differs_from))


def _people(stage: Stage, fields: Mapping[str, Field], staff: Staff | None, placed: Placed, asked: int) -> frozenset[str]:
    """The people a stage can mean, at best: everybody another one, as many as the chain asks for where nobody limits them."""
    who = stage.who
    if who.author or who.treating_doctor:
        return frozenset({"author" if who.author else "treating doctor"})
    if who.named:
        return frozenset(one for name in who.named for one in _listed(name, fields.get(name), asked))
    if staff is None or who.role is None:  # of a duty list only the day knows who is on it
        within = (*PLACES, "facility") if who.department == "facility" else (who.department,)
        return frozenset(f"{who.role or who.duty} {place} {n}" for place in within for n in range(asked))
    return frozenset(str(person) for person, role, where in staff.holders if role is who.role and _there(who.department, where, placed))


def _listed(name: str, field: Field | None, asked: int) -> list[str]:
    """A field of one person names one; a list as many as are asked for."""
    if field and field.kind is Kind.PERSON:
        return [name]
    most = min(field.longest, int(field.most) if field.most is not None else asked, asked) if field else asked
    return [f"{name} {n}" for n in range(most)]


def _there(place: str, where: DepartmentId | None, placed: Placed) -> bool:
    at = placed.get(place) if place in PLACES else DepartmentId(place)
    return place == "facility" or at is None or where == at


def _places(chain: ChainPolicy, staff: Staff | None, asked: int) -> Iterator[Placed]:
    """Every way the places can lie that could make a difference: of departments staffed alike, as many as there are places."""
    used = sorted({stage.who.department for stage in chain.stages if stage.who.role and stage.who.department in PLACES})
    if staff is None or not used:
        yield {}
        return
    roles = {place: {stage.who.role for stage in chain.stages if stage.who.department == place} for place in used}
    for lie in product(*(_alike(staff, roles[place], asked, len(used)) for place in used)):
        yield dict(zip(used, lie, strict=True))


def _alike(staff: Staff, roles: set[Role | None], asked: int, keep: int) -> Sequence[DepartmentId]:
    """Departments where every one of the roles is held; all departments when there is none."""
    posts = Counter(person for person, _, _ in staff.holders)
    kept: dict[object, list[DepartmentId]] = {}
    for one in sorted(staff.departments):
        mine = [(person, role) for person, role, where in staff.holders if where == one and role in roles]
        count = Counter(role for _, role in mine)
        alone = all(posts[person] == 1 for person, _ in mine)
        if set(count) == roles:
            kept.setdefault(tuple(sorted((str(r), min(n, asked)) for r, n in count.items())) if alone else one, []).append(one)
    return [one for alike in kept.values() for one in alike[:keep]] or sorted(staff.departments)
