"""What a new sheet is filled with beforehand: what the record knows already, to be read and changed by whoever draws it up."""

from collections.abc import Mapping, Sequence

from domain.forms import Form, Known

Facts = Mapping[Known, str]


def prefilled(form: Form, facts: Facts, sheets: Sequence[tuple[Form, Mapping[str, object]]]) -> dict[str, object]:
    """Field → value, for the fields of `form` that are `known`.

    `facts`: what the admission and the discharge say. What they do not is taken from `sheets`, the complete ones of the record with
    their data, the newest first: from a field that holds the same.
    """
    found: dict[str, object] = {}
    for one in form.fields:
        if one.known is not Known.NOTHING and (value := facts.get(one.known) or _said(one.known, sheets)):
            found[one.name] = value
    return found


def _said(known: Known, sheets: Sequence[tuple[Form, Mapping[str, object]]]) -> object:
    values = (data.get(one.name) for form, data in sheets for one in form.fields if one.known is known)
    return next((value for value in values if value), None)
