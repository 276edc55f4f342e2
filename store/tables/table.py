"""What every table shares: names of constraints and the types of columns."""

from datetime import date, datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, LargeBinary, MetaData, String, Uuid
from sqlalchemy import Table as BareTable
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Mapped classes only; every time is aware and in UTC."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(),
        bytes: LargeBinary(),
        UUID: Uuid(),
        date: Date(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
        int: BigInteger(),
    }


def bare(kind: type[Table]) -> BareTable:
    """The table without its class, for statements made once and told their values each time: half the cost of one made anew.

    Their rows are no objects of the class and have its columns all the same: who reads them casts them to it, which costs nothing.
    """
    return cast(BareTable, kind.__table__)
