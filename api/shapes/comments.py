"""Shapes of comments on documents."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer, LongText, Named, VersionNumber
from domain.comments import LONGEST
from services.comments import Comments


class Say(Act):
    """A comment on one version."""

    version: Annotated[VersionNumber, Field(description="Bản được bình luận. · The version it is about.")]
    words: Annotated[LongText, Field(min_length=1, max_length=LONGEST, description="Lời bình luận. · What is said.")]


class SaidId(Answer):
    id: UUID


class CommentAnswer(Answer):
    """One comment; its words are null once it was taken back."""

    id: UUID
    version: int
    person: Named
    role: str
    department: str
    at: datetime
    words: str | None
    taken_back_at: datetime | None


class CommentsAnswer(Answer):
    """In the order of time."""

    comments: list[CommentAnswer]

    @classmethod
    def of(cls, told: Comments) -> Self:
        return cls(
            comments=[
                CommentAnswer(
                    id=UUID(one.id),
                    version=one.version,
                    person=Named(id=str(one.person), name=told.names.get(one.person, "")),
                    role=post.position.role if (post := told.posts.get(one.position)) else "",
                    department=post.department if post else "",
                    at=one.at,
                    words=None if one.taken_back_at else one.words,
                    taken_back_at=one.taken_back_at,
                )
                for one in told.said
            ]
        )
