"""Whether data fills a form."""

from collections.abc import Mapping, Sequence
from unicodedata import normalize

from domain import enclosures, values
from domain.faults import Spot, both
from domain.forms import HEAD, Field, Form, Kind, ids


def faults(form: Form, data: Mapping[str, object]) -> tuple[str, ...]:
    """What is wrong with the data, one `Mục: phải làm gì / Field: what to do` a line; nothing when it fills the form.

    The keys of `HEAD` may be there and are not judged.
    """
    asked = {name: value for name, value in data.items() if name not in HEAD}
    found = _object(form.fields, asked, Spot(form.english)) + _twice(form, asked) + _reversed(form, asked)
    excluded = [one.why for one in form.never if all(when.holds(asked) for when in one.together)]
    return (*found, *(both(why, form.english.get(why, why)) for why in excluded))


def _twice(form: Form, data: Mapping[str, object]) -> list[str]:
    """People who are named where somebody else must be."""
    labels = {one.name: one.label for one in form.fields}
    return [
        form.spot(one.label).says(both(f"phải là người khác với {labels[other]}", f"somebody else than {form.spot(labels[other]).en}"))
        for one in form.fields
        for other in one.unlike
        if set(ids(data.get(one.name))) & set(ids(data.get(other)))
    ]


def _reversed(form: Form, data: Mapping[str, object]) -> list[str]:
    """Moments that lie before one they follow."""
    labels = {one.name: one.label for one in form.fields}
    pairs = [(one, values.moment(data.get(one.name)), values.moment(data.get(one.not_before))) for one in form.fields if one.not_before]
    return [
        form.spot(one.label).says(
            both(f"sớm hơn {labels[one.not_before]}, xem lại giờ", f"before {form.spot(labels[one.not_before]).en}: check the time")
        )
        for one, at, first in pairs
        if at and first and at < first
    ]


def _object(fields: Sequence[Field], data: Mapping[str, object], here: Spot) -> list[str]:
    known = {wanted.name for wanted in fields}
    strange = [here.of(name) for name in data if name not in known]
    found = [one.says("biểu mẫu không có mục này, hãy bỏ đi / not in this form, leave it out") for one in strange]
    for wanted in fields:
        asked = wanted.when is None or wanted.when.holds(data)
        found += _field(wanted, data.get(wanted.name), here.of(wanted.label), asked)
    return found


def _field(wanted: Field, value: object, here: Spot, asked: bool) -> list[str]:
    if value is None or value == [] or (isinstance(value, str) and not value.strip()):
        return [here.says("hãy điền / fill it in")] if wanted.required and asked else []
    if not asked:
        return [here.says("lựa chọn ở trên không cần mục này, hãy bỏ trống / not needed with the choice above, leave it empty")]
    if wanted.kind is Kind.LINES:
        return _lines(wanted, value, here)
    fault = _choice_fault(wanted, value, here.english) if wanted.kind is Kind.CHOICE else _fault(wanted, value)
    return [here.says(fault)] if fault else []


def _lines(wanted: Field, value: object, here: Spot) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(line, Mapping) for line in value):
        return [here.says("phải là danh sách các dòng / must be a list of lines")]
    if len(value) > wanted.longest:
        return [here.says(both(f"nhiều nhất {wanted.longest} dòng", f"at most {wanted.longest} lines"))]
    return [fault for n, line in enumerate(value, 1) for fault in _object(wanted.fields, line, here.line(n))]


def _choice_fault(wanted: Field, value: object, english: Mapping[str, str]) -> str:
    """People know the choices by their words, machines by their keys."""
    if isinstance(value, str) and value in wanted.choices:
        return ""
    vi = ", ".join(f"{words} ({key})" for key, words in wanted.choices.items())
    en = ", ".join(f"{english.get(words, words)} ({key})" for key, words in wanted.choices.items())
    return both(f"hãy chọn một trong: {vi}", f"choose one of: {en}")


def _fault(wanted: Field, value: object) -> str:
    match wanted.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return _text_fault(wanted, value)
        case Kind.TEXTS:
            return values.texts_fault(value)
        case Kind.INTEGER | Kind.MONEY:
            return values.whole_fault(value, wanted.least, wanted.most)
        case Kind.NUMBER:
            return values.number_fault(value, wanted.least, wanted.most)
        case Kind.FLAG:
            return "" if isinstance(value, bool) else "phải là có hoặc không / must be true or false"
        case Kind.PERSON | Kind.PEOPLE:
            return _people_fault(wanted, value)
        case Kind.PICTURE | Kind.FILE:
            return enclosures.fault(value, enclosures.PICTURES if wanted.kind is Kind.PICTURE else enclosures.FILES)
        case Kind.UID:
            return values.uid_fault(value)
        case Kind.CODE:
            return enclosures.code_fault(value)
        case Kind.DAY:
            return values.day_fault(value)
        case _:
            return values.moment_fault(value)


def _text_fault(wanted: Field, value: object) -> str:
    if not isinstance(value, str):
        return "phải là chữ / must be text"
    if fault := values.unprintable(value):
        return fault
    if wanted.kind is Kind.TEXT and len(value.splitlines()) > 1:
        return "chỉ một dòng / one line only"
    # Some keyboards send a letter and its mark apart: what people count is the letters they see.
    longer = len(normalize("NFC", value)) > wanted.longest
    return both(f"nhiều nhất {wanted.longest} ký tự", f"at most {wanted.longest} characters") if longer else ""


def _people_fault(wanted: Field, value: object) -> str:
    named = ids(value)
    if isinstance(value, list | tuple) is not (wanted.kind is Kind.PEOPLE):
        return "phải là danh sách người / must be a list of people" if wanted.kind is Kind.PEOPLE else "chỉ một người / one person only"
    if strange := next((one[:100] for one in named if not values.is_id(one)), ""):
        return both(f"không có ai là “{strange}”, hãy chọn người trong danh sách", f"nobody is “{strange}”: choose from the list of people")
    if len(set(named)) < len(named):
        return "mỗi người chỉ một lần / each person once only"
    if len(named) < (wanted.least or 0):
        return both(f"phải chọn ít nhất {wanted.least or 0:g} người", f"choose at least {wanted.least or 0:g}")
    many = wanted.most is not None and len(named) > wanted.most
    return both(f"nhiều nhất {wanted.most:g} người", f"at most {wanted.most:g} people") if many else ""
