"""Consents: what a patient or representative did is said in its own words, and never called a digital signature."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.forms import Form

FORM = "consent"
"""Code of the form."""
WAY = "way"
"""The field that says how the opinion was given."""
IN_WORDS: Mapping[str, str] = {
    "drawn_otp": "chữ ký vẽ kèm mã OTP",
    "drawn": "chữ ký vẽ trước hai người làm chứng",
    "fingerprint": "điểm chỉ trước hai người làm chứng",
    "paper": "chữ ký tay trên giấy, bản quét do người của cơ sở xác nhận",
    "spoken": "lời nói, do bác sĩ ghi lại",
}
"""What was done, as sheet, page and verification call it."""


def offered(form: Form, ways: Sequence[str]) -> Form:
    """The form with the ways that the facility allows."""
    if form.code != FORM:
        return form
    fields = (replace(one, choices={key: one.choices[key] for key in ways if key in one.choices}) for one in form.fields if one.name == WAY)
    allowed = {one.name: one for one in fields}
    return replace(form, fields=tuple(allowed.get(one.name, one) for one in form.fields))


def acts(form: Form, data: Mapping[str, Any], patient: str, at: str) -> list[dict[str, str]]:
    """What people without a certificate of the facility did, to be read in the file itself; nobody did anything when nobody was able."""
    how = str(data.get("mark") if data.get(WAY) == "witnessed" else data.get(WAY))
    if form.code != FORM or how not in IN_WORDS:
        return []
    stands_for = data.get("giver") == "representative"
    who = str(data["representative"]) if stands_for else patient
    as_what = f"{data['relation']}, đại diện của người bệnh" if stands_for else "người bệnh"
    outcome = next(one for one in form.fields if one.name == "outcome").choices[str(data["outcome"])]
    return [{"who": who, "as": as_what, "what": outcome, "way": IN_WORDS[how], "at": at}]
