"""Shapes of one-time codes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, Asked, FormData, Words


class SendCode(Act):
    """A code for the words of a sheet that is about to be drawn up."""

    form: Annotated[Words, Field(description="Mã biểu mẫu, như consent. · Code of the form.", examples=["consent"])]
    data: Annotated[
        FormData,
        Field(description="Các mục của phiếu, đúng như sẽ gửi lập phiếu; hình, tệp và mã bỏ qua. · As it will be sent with the document."),
    ]
    phone: Annotated[Words, Field(description="Số điện thoại của người bày tỏ ý kiến. · Phone number.", examples=["0912345678"])]


class CodeSent(Answer):
    """On its way; the code itself is told to the phone only."""

    id: UUID
    phone: Annotated[str, Field(description="Đã che. · Masked.")]
    expires_at: datetime


class CheckCode(Asked):
    """What was typed in."""

    code: Annotated[str, Field(max_length=20, examples=["123456"])]
    phone: Words


class CodePassed(Answer):
    """It may now be named in the sheet's field of kind `code`, once."""

    id: UUID
    passed_at: datetime
