"""Vietnamese marks folded, đ too; the SQL twin is `store.tables.records.FOLDED`."""

import unicodedata


def fold(text: str) -> str:
    """`ĐẶNG THỊ ÁNH` → `dang thi anh`."""
    spread = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in spread if not "\u0300" <= c <= "\u036f").replace("đ", "d")
