"""What every shape is made of: strict requests, answers read from the house's own values, texts without control characters."""

import json
from base64 import b64decode
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r")


def printable(text: str) -> str:
    """PostgreSQL keeps no NUL, and no sheet prints the others."""
    if CONTROL.isdisjoint(text):
        return text
    raise PydanticCustomError("control_characters", "control characters")


def writable(data: dict[str, Any]) -> dict[str, Any]:
    """JSON has no number that is not finite, though `1e999` reads as one, and no half of a character: either would be lost on the way."""
    try:
        json.dumps(data, allow_nan=False, ensure_ascii=False).encode()
    except ValueError:
        raise PydanticCustomError("unwritable", "not writable as JSON") from None
    return data


FormData = Annotated[dict[str, Any], AfterValidator(writable)]
"""The fields of a form, judged later by the form itself."""


def decoded(text: object) -> object:
    """The bytes that base64 stands for; whatever else it is stays for pydantic to refuse."""
    if not isinstance(text, str):
        return text
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise PydanticCustomError("base64", "not base64") from None


Base64 = Annotated[bytes, BeforeValidator(decoded, json_schema_input_type=str)]
"""Bytes, written in base64."""


def _numeric(value: object) -> bool:
    """Of a bare number nobody can say whether it counts days, seconds or milliseconds, though pydantic guesses."""
    if not isinstance(value, str | int | float):
        return False
    try:
        float(value)
    except (ValueError, OverflowError):
        return False
    return True


def spelled(moment: object) -> object:
    """A moment is written with its day."""
    if _numeric(moment):
        raise PydanticCustomError("datetime_type", "a number")
    return moment


def dated(day: object) -> object:
    if _numeric(day):
        raise PydanticCustomError("date_type", "a number")
    return day


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400), AfterValidator(printable)]
"""One line or a few."""
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), AfterValidator(printable)]
Words = Annotated[Text, Field(min_length=1)]
"""A text that must be there."""
Moment = Annotated[AwareDatetime, BeforeValidator(spelled)]
"""ISO 8601 with its offset."""
Day = Annotated[date, BeforeValidator(dated)]
"""ISO 8601."""
Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LineNumber = Annotated[int, Field(ge=1, le=1000)]
VersionNumber = Annotated[int, Field(ge=1, le=10_000)]
Who = Annotated[Words, Field(description="Tên đăng nhập hoặc UUID của một người. · Login or UUID of a person.", examples=["bs.lan"])]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Never echoed, never logged."""


class Asked(BaseModel):
    """A request: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Act(Asked):
    """A request that does something; its id makes a repeat the same act."""

    request: Annotated[
        Words | None,
        Field(
            max_length=120,
            description="Mã yêu cầu do bên gửi đặt; gửi lại cùng mã là cùng một việc. Có thể gửi ở đầu mục Idempotency-Key. · Request id.",
            examples=["his-2026-000123"],
        ),
    ] = None


class Reasoned(Act):
    """An act that needs a reason."""

    reason: Annotated[LongText, Field(min_length=1, description="Lý do. · Reason.", examples=["Mẫu bị vỡ hồng cầu"])]


class Answer(BaseModel):
    """An answer, read by name from the house's own values."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Named(Answer):
    """Something with an id and the words a person reads."""

    id: str
    name: str
