"""What must be true of a form beyond its shape, and of forms and chains together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from domain.care import CareSettings
from domain.conditions import When
from domain.exchange import GROUPS
from domain.faults import APART
from domain.forms import RESERVED, TIMES, Field, Form, Kind, Subject
from domain.signature_chains import NAMED_BY_HOUSE, ChainPolicy
from policies.chain_people import PEOPLE, Staff, check_people
from policies.checks import check_reasons, repeated
from policies.faults import Fault
from policies.sheets import Sheet

ALONE = PEOPLE | {Kind.PICTURE, Kind.FILE, Kind.CODE}
COUNTED = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PEOPLE})


def check_form(sheet: Sheet, form: Form) -> Iterator[Fault]:
    yield from check_reasons(sheet, form.refusal_reasons)
    yield from _check_fields(sheet, "fields", form.fields)
    yield from _check_hands_over(sheet, form)
    yield from _check_refers(sheet, form)
    if form.accepts_pdf and (form.subject is not Subject.RECORD or not form.written_by or form.series):
        vi = "chỉ phiếu của hồ sơ do người lập (written_by), không lấy số (series), mới nhận tệp PDF có sẵn"
        yield sheet.fault("accepts_pdf", vi, "only a sheet of a record that people draw up, and that gets no number, takes a ready PDF")
    for number, wanted in enumerate(form.fields):
        if wanted.name in RESERVED:
            vi = f"'{wanted.name}' là tên hệ thống dùng; đặt tên khác"
            yield sheet.fault(f"fields[{number}].name", vi, f"'{wanted.name}' is a name the house uses; take another")
    yield from _check_exchange(sheet, form)
    yield from _check_words(sheet, form)
    for number, one in enumerate(form.never):
        for place, when in enumerate(one.together):
            yield from _check_when(sheet, f"never[{number}].together[{place}]", when, form.fields)


def _check_exchange(sheet: Sheet, form: Form) -> Iterator[Fault]:
    for number, one in enumerate(form.exchange):
        if one.group not in GROUPS:
            known = ", ".join(GROUPS)
            vi = f"không có nhóm {one.group}; các nhóm: {known}"
            yield sheet.fault(f"exchange[{number}].group", vi, f"no group {one.group}; the groups: {known}")
        if one.when:
            yield from _check_when(sheet, f"exchange[{number}]", one.when, form.fields)


def _check_words(sheet: Sheet, form: Form) -> Iterator[Fault]:
    """Each English word stands for one of the form's own, and none looks like two languages."""
    own = set(words(form.fields)) | {one.why for one in form.never}
    for word, english in form.english.items():
        if word not in own:
            yield sheet.fault("english", f"“{word}” không phải chữ nào của biểu mẫu", f"“{word}” is no word of the form")
        if not english.strip():
            yield sheet.fault("english", f"“{word}” để trống", f"“{word}” has no English")
    for word in sorted(one for one in own | {form.name, form.name_en, *form.english.values()} if APART in one):
        vi = f"“{word}”: dấu gạch chéo giữa hai dấu cách dùng để tách hai thứ tiếng; viết liền"
        place = "fields" if word in own or word in form.english.values() else "name"
        yield sheet.fault(place, vi, f"“{word}”: a slash between blanks parts two languages; leave the blanks out")


def words(fields: Sequence[Field]) -> Iterator[str]:
    """Everything that people read of these fields."""
    for one in fields:
        yield from (one.label, one.unit, one.group, one.note, *one.choices.values(), *words(one.fields))


def _check_fields(sheet: Sheet, path: str, fields: Sequence[Field]) -> Iterator[Fault]:
    yield from repeated(sheet, path, (wanted.name for wanted in fields))
    for number, wanted in enumerate(fields):
        place = f"{path}[{number}]"
        if (wanted.kind is Kind.CHOICE) != bool(wanted.choices):
            yield sheet.fault(f"{place}.choices", "mục chọn, và chỉ mục chọn, có choices", "a choice, and only a choice, has choices")
        if (wanted.kind is Kind.LINES) != bool(wanted.fields):
            yield sheet.fault(f"{place}.fields", "mục nhiều dòng, và chỉ mục đó, có fields", "lines, and only lines, have fields")
        if ".fields[" in place and wanted.kind in ALONE:
            vi = "mục người, hình, tệp, mã không đứng trong một dòng: sẽ không ai được hỏi ký, phiếu chỉ in mã"
            en = "people, pictures, files and codes cannot stand in a line: nobody would be asked, the sheet would print an id"
            yield sheet.fault(f"{place}.kind", vi, en)
        if wanted.kind not in COUNTED and (wanted.least, wanted.most) != (None, None):
            vi, en = "chỉ mục số và mục nhiều người có least, most", "only numbers and lists of people have least and most"
            yield sheet.fault(f"{place}.least", vi, en)
        if wanted.least is not None and wanted.most is not None and wanted.least > wanted.most:
            yield sheet.fault(f"{place}.most", "nhỏ hơn least", "smaller than least")
        if wanted.longest < 1:
            yield sheet.fault(f"{place}.longest", "phải từ 1 trở lên", "must be 1 or more")
        if wanted.happened and (wanted.kind is not Kind.MOMENT or ".fields[" in place):
            yield sheet.fault(f"{place}.happened", "chỉ mục thời điểm của chính biểu mẫu", "only for moments of the form itself")
        yield from _check_not_before(sheet, place, wanted, fields)
        if wanted.kind not in PEOPLE and (wanted.unlike or wanted.roles):
            yield sheet.fault(f"{place}.unlike", "chỉ mục người có unlike, roles", "only people have unlike and roles")
        for other in sorted(set(wanted.unlike) - {one.name for one in fields if one.kind in PEOPLE}):
            yield sheet.fault(f"{place}.unlike", f"biểu mẫu không có mục người '{other}'", f"the form has no field of people '{other}'")
        yield from _check_when(sheet, f"{place}.when", wanted.when, fields)
        yield from _check_of_paper(sheet, place, wanted)
        yield from _check_of_outage(sheet, place, wanted)
        yield from _check_known(sheet, place, wanted)
        yield from _check_fields(sheet, f"{place}.fields", wanted.fields)


def _check_hands_over(sheet: Sheet, form: Form) -> Iterator[Fault]:
    """Whoever is to treat is always named."""
    named = {one.name for one in form.fields if one.kind is Kind.PERSON and one.required}
    if form.hands_over and form.hands_over not in named:
        vi, en = "phải là một mục người bắt buộc của biểu mẫu", "must be a required person of the form"
        yield sheet.fault("hands_over", vi, en)
    words = {one.name for one in form.fields if one.kind in (Kind.TEXT, Kind.LONG_TEXT)}
    if form.departments_of and (not form.hands_over or len(form.departments_of) != 2 or not words.issuperset(form.departments_of)):
        vi, en = "phải là hai mục chữ của biểu mẫu bàn giao", "must be two fields of words of a form that hands over"
        yield sheet.fault("departments_of", vi, en)


def _check_refers(sheet: Sheet, form: Form) -> Iterator[Fault]:
    """A slip always says where to."""
    if form.refers and form.refers not in {one.name for one in form.fields if one.required}:
        yield sheet.fault("refers", "phải là một mục bắt buộc của biểu mẫu", "must be a required field of the form")


def _check_of_paper(sheet: Sheet, place: str, wanted: Field) -> Iterator[Fault]:
    if wanted.of_paper and wanted.kind is not Kind.FILE:
        yield sheet.fault(f"{place}.of_paper", "chỉ mục tệp mới là bản quét của tờ giấy", "only a file is the scan of paper")


def _check_of_outage(sheet: Sheet, place: str, wanted: Field) -> Iterator[Fault]:
    if wanted.of_outage and (wanted.kind is not Kind.TEXT or ".fields[" in place):
        yield sheet.fault(f"{place}.of_outage", "chỉ mục một dòng của biểu mẫu ghi gián đoạn", "only a line of the form tells of an outage")


def _check_known(sheet: Sheet, place: str, wanted: Field) -> Iterator[Fault]:
    fits = wanted.kind is Kind.MOMENT if wanted.known in TIMES else wanted.kind in (Kind.TEXT, Kind.LONG_TEXT)
    if wanted.known and (".fields[" in place or not fits):
        vi, en = "chỉ mục của chính biểu mẫu: giờ vào, ra là thời điểm, còn lại là chữ", "only fields of the form itself: moments, or words"
        yield sheet.fault(f"{place}.known", vi, en)


def _check_not_before(sheet: Sheet, place: str, wanted: Field, fields: Sequence[Field]) -> Iterator[Fault]:
    moments = {one.name for one in fields if one.kind is Kind.MOMENT} - {wanted.name}
    if wanted.not_before and (wanted.kind is not Kind.MOMENT or ".fields[" in place or wanted.not_before not in moments):
        vi, en = "chỉ mục thời điểm, so với mục thời điểm khác của biểu mẫu", "only a moment, beside another moment of the form"
        yield sheet.fault(f"{place}.not_before", vi, en)


def check_chains_of(things: Iterable[tuple[Sheet, Any]]) -> list[Fault]:
    """A fault for each form that nobody would sign, and for whatever a chain asks of its form in vain."""
    things = tuple(things)
    forms = [thing for _, thing in things if isinstance(thing, Form)]
    faults = [fault for sheet, thing in things if isinstance(thing, ChainPolicy) for fault in check_beside_forms(sheet, thing, forms)]
    signed = {thing.form for _, thing in things if isinstance(thing, ChainPolicy) and not thing.facility}
    return faults + [
        sheet.fault("code", f"biểu mẫu '{thing.code}' chưa có chuỗi ký", f"form '{thing.code}' has no signature chain")
        for sheet, thing in things
        if isinstance(thing, Form) and not thing.unsigned and thing.code not in signed
    ]


def check_downtime(things: Iterable[tuple[Sheet, Any]]) -> list[Fault]:
    """A fault for each form of the pack for an outage that is none, or cannot be filled by hand."""
    things = tuple(things)
    known = {thing.code for _, thing in things if isinstance(thing, Form) and thing.by_hand}
    return [
        sheet.fault(f"downtime_forms[{n}]", f"không có biểu mẫu giấy '{code}'", f"there is no form '{code}' for paper")
        for sheet, thing in things
        if isinstance(thing, CareSettings)
        for n, code in enumerate(thing.downtime_forms)
        if code not in known
    ]


def check_beside_forms(sheet: Sheet, chain: ChainPolicy, forms: Iterable[Form], staff: Staff | None = None) -> Iterator[Fault]:
    """Stages whose person or condition the form may leave out, and chains that cannot be signed to their end."""
    mine = [form for form in forms if form.code == chain.form]
    yield from _unnamed(sheet, chain, mine)
    yield from _unasked(sheet, chain, mine)
    yield from check_people(sheet, chain, mine, staff)


def _unnamed(sheet: Sheet, chain: ChainPolicy, forms: Sequence[Form]) -> Iterator[Fault]:
    """Stages of people whom neither a field nor the house names; one of several fields at least must be required."""
    for form in forms:
        house = NAMED_BY_HOUSE.get(form.code, {})
        found = {wanted.name for wanted in form.fields if wanted.kind in PEOPLE} | house.keys()
        asked = {wanted.name: wanted.when for wanted in form.fields if wanted.kind in PEOPLE and wanted.required} | dict.fromkeys(house)
        for number, stage in enumerate(chain.stages):
            strangers = [name for name in stage.who.named if name not in found]
            if strangers or (stage.who.named and not any(name in asked and _covers(asked[name], stage.when) for name in stage.who.named)):
                words = ", ".join(strangers or stage.who.named)
                vi, en = f"biểu mẫu không có mục người bắt buộc '{words}'", f"the form has no required field of people '{words}'"
                yield sheet.fault(f"stages[{number}].who.named", vi, en)


def _covers(field: When | None, stage: When | None) -> bool:
    """Whether the field is asked for whenever the stage is."""
    return field is None or (stage is not None and stage.field == field.field and set(stage.one_of) <= set(field.one_of))


def _unasked(sheet: Sheet, chain: ChainPolicy, forms: Sequence[Form]) -> Iterator[Fault]:
    """Conditions that no data of the form can fulfil, or that it need not answer."""
    for form in forms:
        for number, stage in enumerate(chain.stages):
            yield from _check_when(sheet, f"stages[{number}].when", stage.when, form.fields)


def _check_when(sheet: Sheet, path: str, when: When | None, fields: Sequence[Field]) -> Iterator[Fault]:
    if when is None:
        return
    choices = next((one.choices for one in fields if (one.name, one.kind) == (when.field, Kind.CHOICE) and one.required), {})
    if not choices:
        vi, en = f"biểu mẫu không có mục chọn bắt buộc '{when.field}'", f"the form has no required choice '{when.field}'"
        yield sheet.fault(f"{path}.field", vi, en)
    elif strange := sorted(set(when.one_of) - set(choices)) or ([] if when.one_of else ["—"]):
        words = ", ".join(choices)
        vi, en = f"'{strange[0]}' không có trong các lựa chọn: {words}", f"'{strange[0]}' is none of its choices: {words}"
        yield sheet.fault(f"{path}.one_of", vi, en)
