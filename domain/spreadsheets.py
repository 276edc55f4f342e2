"""What a spreadsheet may be given."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula."""


def plain(cell: str) -> str:
    """The cell so that no spreadsheet reckons with it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
