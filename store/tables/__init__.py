"""Mapped classes; importing this package knows every table."""

from store.tables import (
    acts,
    alerts,
    appraisals,
    batches,
    certificates,
    codes,
    comments,
    copies,
    duties,
    notices,
    orders,
    people,
    plans,
    records,
    signatures,
    stamps,
    tracks,
)
from store.tables.table import Table

__all__ = [
    "Table",
    "acts",
    "alerts",
    "appraisals",
    "batches",
    "certificates",
    "codes",
    "comments",
    "copies",
    "duties",
    "notices",
    "orders",
    "people",
    "plans",
    "records",
    "signatures",
    "stamps",
    "tracks",
]
