"""Mapped classes; importing this package knows every table."""

from store.tables import acts, notices, orders, people, records, signatures
from store.tables.table import Table

__all__ = ["Table", "acts", "notices", "orders", "people", "records", "signatures"]
