"""The illustrative record in a store of its own, as the tests of pages have it."""

from tests.app.conftest import open_page, own_store

__all__ = ["open_page", "own_store"]
