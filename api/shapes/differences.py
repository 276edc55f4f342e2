"""Shapes of how two versions of a regulation differ."""

from typing import Self

from api.shapes.shape import Answer
from domain.differences import ArticleDifference, Change, Piece


class PieceAnswer(Answer):
    change: Change
    words: str

    @classmethod
    def of(cls, one: Piece) -> Self:
        return cls(change=one.change, words=one.words)


class ArticleChangeAnswer(Answer):
    change: Change
    before: int | None
    after: int | None
    title: list[PieceAnswer]
    text: list[PieceAnswer]

    @classmethod
    def of(cls, one: ArticleDifference) -> Self:
        title, text = ([PieceAnswer.of(each) for each in pieces] for pieces in (one.title, one.text))
        return cls(change=one.change, before=one.before, after=one.after, title=title, text=text)
