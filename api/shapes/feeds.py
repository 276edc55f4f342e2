"""Shapes of calendar feeds."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.shapes.shape import Act, Answer
from domain.feeds import FeedKind
from domain.names import TrackId
from store.queries.feeds import FeedLine


class MakeFeed(Act):
    """Which calendar."""

    kind: Annotated[
        FeedKind, Field(description="`position`: việc của vị trí đang dùng; `track`: lộ trình một cơ sở.", examples=["position"])
    ]
    track: Annotated[UUID | None, Field(description="Của `track`.")] = None

    @property
    def which(self) -> TrackId | None:
        return TrackId(self.track) if self.track else None


class RevokeFeed(MakeFeed):
    """Which calendar nobody shall read any more."""


class FeedMade(Answer):
    """The address, told this once."""

    address: str


class FeedAnswer(Answer):
    """A calendar that has an address."""

    kind: FeedKind
    track: UUID | None
    facility: str | None
    made_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, one: FeedLine) -> Self:
        return cls(kind=one.feed.kind, track=one.feed.track, facility=one.facility or None, made_at=one.made_at, read_at=one.read_at)
