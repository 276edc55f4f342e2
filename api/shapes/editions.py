"""Shapes of signature chains and a facility's own editions of them."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from api.shapes.shape import Act, Answer, Day, Secret, Text, printable
from domain.editions import EditionState
from policies.editions import LONGEST
from services.chains import FormChain, Standing

Yaml = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(printable)]


class ProposeEdition(Act):
    """An edition of a chain as YAML, in the shape of the house's own files."""

    text: Annotated[Yaml, Field(description="Nội dung YAML. · The YAML.", examples=["form: treatment-sheet\nedition: QC 45\n…"])]
    file: Annotated[Text, Field(description="Tên tệp, để nêu trong lỗi. · Name of the file.")] = ""


class ApproveEdition(Act):
    """Puts an edition in force from a day on."""

    first: Annotated[Day, Field(description="Ngày đầu áp dụng, không trước hôm nay. · First day, not in the past.")]
    pin: Secret


class Proposed(Answer):
    id: UUID


class EditionAnswer(Answer):
    """One of the facility's own editions."""

    id: UUID
    edition: str
    state: EditionState
    begins: date
    ends: date | None
    regulation: str

    @classmethod
    def of(cls, one: Standing) -> Self:
        policy = one.edition.policy
        return cls(
            id=one.edition.id,
            edition=policy.edition,
            state=one.state,
            begins=policy.effective_from,
            ends=one.ends,
            regulation=str(policy.regulation or ""),
        )


class ChainAnswer(Answer):
    """How the documents of a form are signed today: null where nothing rules."""

    form: str
    name: str
    edition: str | None
    regulation: Annotated[str, Field(description="Quy chế của cơ sở; trống là mặc định. · The facility's paper; empty for the default.")]
    stages: list[str]
    editions: list[EditionAnswer]

    @classmethod
    def of(cls, one: FormChain) -> Self:
        chain = one.chain
        return cls(
            form=one.form.code,
            name=one.form.name,
            edition=chain.edition if chain else None,
            regulation=str((chain and chain.regulation) or ""),
            stages=[stage.title for stage in chain.stages] if chain else [],
            editions=[EditionAnswer.of(standing) for standing in one.editions],
        )
