"""A plan that somebody uploads: YAML or a workbook, given as bytes, checked as the shipped ones are, refused with every fault."""

from pathlib import PurePosixPath

from domain.plans import Plan
from policies.checks import check_edition
from policies.faults import Fault, PoliciesRefused, folded
from policies.plan_checks import check_plan
from policies.plan_places import blanks
from policies.plan_rows import read_workbook
from policies.shapes import shape
from policies.sheets import LARGEST, Sheet, parse_bytes

MOST = 500
"""Faults that are told: nobody reads more, and a page of all could not be shown."""
SUFFIXES = (".yaml", ".yml", ".xlsx")


def plan_of_upload(name: str, content: bytes) -> Plan:
    """The plan of a file, by the ending of its name. Raises: PoliciesRefused with every fault, each with its line, or page and cell."""
    return read_upload(name, content)[1]


def read_upload(name: str, content: bytes) -> tuple[Sheet, Plan]:
    """The plan with where each of its things stands in the file. Raises: PoliciesRefused."""
    file = "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable())[:120] or "?"
    suffix = PurePosixPath(file).suffix.lower()
    if suffix not in SUFFIXES:
        allowed = ", ".join(SUFFIXES)
        raise PoliciesRefused([Fault(file, "", None, f"chỉ nhận tệp {allowed}", f"only {allowed} files")])
    if len(content) > LARGEST:
        vi, en = f"tệp {len(content)} byte, lớn hơn {LARGEST}", f"{len(content)} bytes, more than {LARGEST}"
        raise PoliciesRefused([Fault(file, "", None, vi, en)])
    try:
        sheet, faults = read_workbook(file, content) if suffix == ".xlsx" else (parse_bytes(file, content), ())
        return sheet, _plan(sheet, faults)
    except PoliciesRefused as refused:
        if (more := len(refused.faults) - MOST) <= 0:
            raise
        rest = Fault(file, "", None, f"và {more} lỗi nữa", f"and {more} more")
        raise PoliciesRefused([*refused.faults[:MOST], rest]) from refused


def _plan(sheet: Sheet, faults: tuple[Fault, ...]) -> Plan:
    """Faults of cells are told with those of the whole, each place once."""
    told = {fault.cell for fault in faults}
    try:
        plan = shape(sheet, Plan)
    except PoliciesRefused as refused:
        rest = [fault for fault in refused.faults if not fault.cell or fault.cell not in told]
        paths = {fault.path for fault in (*faults, *rest)}
        more = [fault for fault in blanks(sheet) if fault.path not in paths and (not fault.cell or fault.cell not in told)]
        raise PoliciesRefused(folded([*faults, *rest, *more])) from refused
    if found := folded([*faults, *check_edition(sheet, plan), *check_plan(sheet, plan)]):
        raise PoliciesRefused(found)
    return plan
