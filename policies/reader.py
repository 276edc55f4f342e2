"""The one reader of the policies: a folder of YAML in, one frozen PolicyBook out, or every fault at once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from domain.algorithms import AlgorithmTable
from domain.appraisals import CriteriaEdition
from domain.care import CareSettings
from domain.forms import Form
from domain.golive_policies import GolivePolicy
from domain.law_texts import LawTable
from domain.names import Sha256
from domain.plans import Plan
from domain.policies import PolicyBook
from domain.procurement_routes import ProcurementRules
from domain.readiness import ReadinessTable
from domain.regulation_drafts import RegulationTemplate
from domain.retention import Schedule
from domain.retention_signs import SignTable
from domain.signature_chains import ChainPolicy
from domain.survey_editions import SurveyEdition
from policies.algorithm_checks import check_algorithms
from policies.chain_checks import check_chain
from policies.checks import check_care, check_criteria, check_edition, check_overlaps
from policies.faults import Fault, PoliciesRefused
from policies.form_checks import check_chains_of, check_downtime, check_form
from policies.golive_checks import check_evaluations, check_golive
from policies.plan_checks import check_law, check_plan
from policies.procurement_checks import check_procurement
from policies.readiness_checks import check_readiness
from policies.regulation_checks import check_regulation
from policies.retention_checks import check_schedule, check_signs
from policies.shapes import shape
from policies.sheets import Sheet, read
from policies.survey_checks import check_survey

SHIPPED = Path(__file__).parent
"""The policies that come with the house."""

T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """What the files of one folder hold, and what else must be true of them."""

    type: type[Any]
    check: Callable[[Sheet, Any], Iterator[Fault]]
    key: Callable[[Any], tuple[str, ...]]
    """Editions with the same key may not be in force on the same day."""


KINDS = {
    "forms": Kind(Form, check_form, lambda f: (f.code,)),
    "signature_chains": Kind(ChainPolicy, check_chain, lambda c: (c.form, c.facility)),
    "retention": Kind(Schedule, check_schedule, lambda s: ()),
    "retention_signs": Kind(SignTable, check_signs, lambda s: (s.facility,)),
    "care": Kind(CareSettings, check_care, lambda c: (c.facility,)),
    "appraisal": Kind(CriteriaEdition, check_criteria, lambda c: (c.council,)),
    "golive": Kind(GolivePolicy, check_golive, lambda g: (g.subject, g.facility)),
    "algorithms": Kind(AlgorithmTable, check_algorithms, lambda a: ()),
    "regulations": Kind(RegulationTemplate, check_regulation, lambda r: (r.code,)),
    "law": Kind(LawTable, check_law, lambda one: ()),
    "readiness": Kind(ReadinessTable, check_readiness, lambda one: ()),
    "surveys": Kind(SurveyEdition, check_survey, lambda s: (s.code,)),
    "plans": Kind(Plan, check_plan, lambda p: (p.code,)),
    "procurement": Kind(ProcurementRules, check_procurement, lambda r: (r.plan,)),
}
"""Folder → what its files hold."""


def load(folder: Path = SHIPPED) -> PolicyBook:
    """Every policy of the folder. Raises: PoliciesRefused with all faults of all files."""
    faults: list[Fault] = []
    read_things: list[tuple[Sheet, Any]] = []
    for path in files(folder):
        try:
            read_things.append(_thing(read(folder, path)))
        except PoliciesRefused as refused:
            faults += refused.faults
    faults += _cross_faults(folder, read_things)
    if not faults:
        faults += check_chains_of(read_things)
        faults += check_downtime(read_things)
        faults += check_evaluations(read_things)
    if faults:
        raise PoliciesRefused(faults)
    return _book(folder, [thing for _, thing in read_things])


def files(folder: Path) -> tuple[Path, ...]:
    """Every policy file, in a fixed order."""
    return tuple(sorted((*folder.glob("*/*.yaml"), *folder.glob("*/*.yml"))))


def edition_of(folder: Path) -> Sha256:
    """SHA-256 over name and bytes of every policy file, the templates of the forms too."""
    whole = sha256()
    for path in (*files(folder), *sorted(folder.glob("*/*.typ"))):
        whole.update(f"{path.relative_to(folder).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return Sha256(whole.hexdigest())


def _thing(sheet: Sheet) -> tuple[Sheet, Any]:
    if sheet.folder not in KINDS:
        allowed = ", ".join(KINDS)
        raise PoliciesRefused([sheet.fault("", f"thư mục lạ; dùng được: {allowed}", f"unknown folder; allowed: {allowed}")])
    return sheet, shape(sheet, KINDS[sheet.folder].type)


def _cross_faults(folder: Path, things: Iterable[tuple[Sheet, Any]]) -> Iterator[Fault]:
    things = tuple(things)
    for sheet, thing in things:
        yield from check_edition(sheet, thing)
        yield from KINDS[sheet.folder].check(sheet, thing)
        if isinstance(thing, Form) and thing.template not in {path.name for path in (folder / sheet.folder).glob("*.typ")}:
            yield sheet.fault("template", f"không có tệp '{thing.template}'", f"there is no file '{thing.template}'")
    for name, kind in KINDS.items():
        yield from check_overlaps([(sheet, thing) for sheet, thing in things if sheet.folder == name], kind.key)


def _book(folder: Path, things: list[Any]) -> PolicyBook:
    return PolicyBook(
        edition=edition_of(folder),
        chains=_all(things, ChainPolicy),
        forms=_all(things, Form),
        schedules=_all(things, Schedule),
        signs=_all(things, SignTable),
        settings=_all(things, CareSettings),
        criteria=_all(things, CriteriaEdition),
        plans=_all(things, Plan),
        digests=_all(things, AlgorithmTable),
        laws=_all(things, LawTable),
        golives=_all(things, GolivePolicy),
        purchases=_all(things, ProcurementRules),
        readiness_tables=_all(things, ReadinessTable),
        surveys=_all(things, SurveyEdition),
        regulations=_all(things, RegulationTemplate),
    )


def _all(things: list[Any], kind: type[T]) -> tuple[T, ...]:
    return tuple(thing for thing in things if isinstance(thing, kind))
