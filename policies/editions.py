"""A facility's own edition of a chain as it is uploaded: read, checked by everything that is known, and written out again to be changed."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

import yaml

from domain.forms import Form
from domain.names import FacilityId
from domain.signature_chains import ChainPolicy
from policies.chain_checks import check_chain
from policies.chain_people import Staff
from policies.checks import check_edition
from policies.faults import Fault, PoliciesRefused
from policies.form_checks import check_beside_forms
from policies.shapes import shape
from policies.sheets import Sheet, parse

LONGEST = 64 * 1024
"""Characters of an uploaded edition: ten times the longest chain anybody would read."""
MOST_STAGES = 20


@dataclass(frozen=True)
class Around:
    """What an edition is judged against."""

    facility: FacilityId
    forms: tuple[Form, ...]
    """The forms in force."""
    staff: Staff
    others: tuple[ChainPolicy, ...]
    """The facility's other editions that rule, ruled or will rule, those in files too."""
    today: date
    proposed: tuple[ChainPolicy, ...] = ()
    """Those that nobody approved yet: their day may be another."""


@dataclass(frozen=True)
class Checked:
    """What the text says, and everything that is wrong with it; without a policy when it cannot even be read."""

    policy: ChainPolicy | None
    faults: tuple[Fault, ...]


def check(file: str, text: str, around: Around) -> Checked:
    """Reads an uploaded edition as the files are read. `file` names it in the faults."""
    if len(text) > LONGEST:
        return Checked(None, (Fault(file, "", None, f"dài hơn {LONGEST} ký tự", f"longer than {LONGEST} characters"),))
    try:
        sheet = parse(file, text)
        policy = shape(sheet, ChainPolicy)
    except PoliciesRefused as refused:
        return Checked(None, refused.faults)
    own = replace(policy, facility=around.facility)
    return Checked(own, tuple(_faults(sheet, policy, own, around)))


def judge(file: str, text: str, policy: ChainPolicy, around: Around) -> tuple[Fault, ...]:
    """What would be wrong with a kept edition today: people leave, forms change."""
    sheet = parse(file, text)
    return (*check_chain(sheet, policy), *_check_form(sheet, policy, around))


def written(policy: ChainPolicy) -> str:
    """The policy as YAML an officer can change; keys that say nothing are left out."""
    return str(yaml.safe_dump(_plain(policy), allow_unicode=True, sort_keys=False, width=120))


def _faults(sheet: Sheet, said: ChainPolicy, own: ChainPolicy, around: Around) -> Iterator[Fault]:
    yield from check_edition(sheet, own)
    yield from check_chain(sheet, own)
    if said.facility not in ("", around.facility):
        yield sheet.fault("facility", f"phải là '{around.facility}' hoặc bỏ trống", f"must be '{around.facility}' or left out")
    if own.effective_from < around.today:
        yield sheet.fault("effective_from", "ngày đã qua", "a day in the past")
    if own.regulation and own.regulation.issued > own.effective_from:
        yield sheet.fault("regulation.issued", "quy chế ban hành sau ngày áp dụng", "the regulation is issued after the first day")
    yield from _beside_others(sheet, own, around)
    if len(own.stages) > MOST_STAGES:
        yield sheet.fault("stages", f"nhiều hơn {MOST_STAGES} bước", f"more than {MOST_STAGES} stages")
    else:
        yield from _check_form(sheet, own, around)


def _check_form(sheet: Sheet, policy: ChainPolicy, around: Around) -> Iterator[Fault]:
    if policy.form not in {form.code for form in around.forms}:
        words = ", ".join(sorted({form.code for form in around.forms}))
        yield sheet.fault("form", f"không có biểu mẫu '{policy.form}'; đang có: {words}", f"no form '{policy.form}'; there are: {words}")
    yield from check_beside_forms(sheet, policy, around.forms, around.staff)


def _beside_others(sheet: Sheet, policy: ChainPolicy, around: Around) -> Iterator[Fault]:
    """A later edition ends the one before; two of one name, or with one first day, cannot be told apart."""
    for other in (other for other in (*around.others, *around.proposed) if other.form == policy.form):
        if other.edition == policy.edition:
            yield sheet.fault("edition", f"tên phiên bản '{other.edition}' đã dùng", f"edition name '{other.edition}' is taken")
        elif other in around.others and other.effective_from == policy.effective_from:
            vi, en = f"cùng có hiệu lực với phiên bản '{other.edition}'", f"in force together with edition '{other.edition}'"
            yield sheet.fault("effective_from", vi, en)


def _plain(thing: Any) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        return {one.name: _plain(value) for one in fields(thing) if not _says_nothing(one, value := getattr(thing, one.name))}
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, tuple | frozenset):
        return [_plain(one) for one in thing]
    if isinstance(thing, dict):
        return {key: _plain(value) for key, value in thing.items()}
    return thing


def _says_nothing(one: Any, value: object) -> bool:
    return one.default is not MISSING and value == one.default
