"""Shapes of a regulation's words: templates and versions."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from api.shapes.shape import Answer, Asked, Day, LongText, Text, Words
from domain.regulation_drafts import Article, Draft, RegulationTemplate
from store.queries.regulations import DraftVersion


class ArticleShape(Asked):
    """One article; `chapter` is the title of the chapter it opens."""

    title: Words
    text: LongText
    chapter: Text = ""

    def article(self) -> Article:
        return Article(self.title, self.text, self.chapter)


class DraftShape(Asked):
    """The words of a version."""

    title: Words
    bases: Annotated[tuple[Words, ...], Field(max_length=50)]
    articles: Annotated[tuple[ArticleShape, ...], Field(max_length=100)]
    proposer: Text = ""
    carried_out_by: LongText = ""
    recipients: Annotated[tuple[Words, ...], Field(max_length=50)] = ()
    effective_from: Annotated[Day | None, Field(description="Trống: từ ngày ban hành. · Empty: from the day it is issued.")] = None

    def draft(self) -> Draft:
        return Draft(
            self.title,
            self.bases,
            tuple(one.article() for one in self.articles),
            self.proposer,
            self.carried_out_by,
            self.recipients,
            self.effective_from,
        )

    @classmethod
    def of(cls, one: Draft) -> Self:
        said = vars(one) | {"articles": tuple(ArticleShape(title=a.title, text=a.text, chapter=a.chapter) for a in one.articles)}
        return cls(**said)


class TemplateAnswer(Answer):
    code: str
    title: str
    kind: str
    basis: str
    certainty: str
    asked_by_law: bool
    draft: DraftShape

    @classmethod
    def of(cls, one: RegulationTemplate, draft: Draft) -> Self:
        facts = {name: getattr(one, name) for name in ("code", "title", "kind", "basis", "certainty", "asked_by_law")}
        return cls(**facts, draft=DraftShape.of(draft))


class VersionAnswer(Answer):
    number: int
    by: str
    at: datetime
    note: str
    draft: DraftShape

    @classmethod
    def of(cls, one: DraftVersion) -> Self:
        return cls(number=one.number, by=one.by, at=one.at, note=one.note, draft=DraftShape.of(one.draft))
