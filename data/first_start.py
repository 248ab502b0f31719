"""The first start of a server: an empty store gets the illustrative version."""

from __future__ import annotations

from data.store import DamagedStoreError, EmptyStoreError, Store, Version


def ensure_version(store: Store) -> Version:
    """The current version; in an empty store, after building the illustrative one.

    Servers that start at the same time wait for the one that builds. An illustrative version
    that was damaged on disk is built anew: it holds nothing that could be lost.

    Raises:
        DamagedStoreError: no version is whole, and one may be a real record.
        filelock.Timeout: another process has been building or publishing for a minute.
        OSError: the store cannot be written.
    """
    found = _current(store)
    if found is not None:
        return found
    with store.lock():
        found = _current(store)
        return found if found is not None else _build(store)


def _current(store: Store) -> Version | None:
    try:
        return store.current()
    except EmptyStoreError:
        return None
    except DamagedStoreError:
        if store.may_take_sample():
            return None
        raise


def _build(store: Store) -> Version:
    from data import sample  # the generator is needed once in the life of a store

    return store.publish_sample(sample.generate(), by="data.sample").version
