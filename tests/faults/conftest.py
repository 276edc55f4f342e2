"""The order of the room's stories."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who loses Temporal begins: every open process is started again, and the other stories leave more than a thousand of them."""
    items.sort(key=lambda item: "test_lost_temporal" not in item.nodeid)
