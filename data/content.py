"""A table in the one form in which it is stored: typed, sorted, and with a fingerprint.

The same rows in any order give the same bytes, so "nothing changed" is a comparison of two
hashes. Activities lie by commune and date, so that a commune's acts are read from few pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.schema import REQUIRED_TABLES, TABLES, Kind, Table
from data.scope import SOURCE_REF

ARROW_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.large_string(),
    "code": pa.large_string(),
    "count": pa.float64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "year": pa.int16(),
    "boolean": pa.bool_(),
}

# What lies together on disk comes first; the key behind it makes the order the only one.
_CLUSTERED = {"activities": ("commune_code", "activity_date")}


def canonical_tables(tables: Mapping[str, pd.DataFrame]) -> dict[str, pa.Table]:
    """Every table that has a row, as it is stored; the others count as absent.

    Raises:
        ValueError: a required table has no row.
        KeyError, pa.ArrowInvalid: as for `canonical`.
    """
    filled = {name: table for name, table in TABLES.items() if len(tables.get(name, ()))}
    missing = [name for name in REQUIRED_TABLES if name not in filled]
    if missing:
        raise ValueError(f"tables without a row: {', '.join(missing)}")
    return {name: canonical(table, tables[name]) for name, table in filled.items()}


def canonical(table: Table, rows: pd.DataFrame) -> pa.Table:
    """The rows as they are stored: the schema's columns and types, sorted, and `source_ref`.

    `source_ref` is missing where it is not known; it is no part of the content. Empty text
    becomes missing: a file cannot tell one from the other.

    Raises:
        KeyError: a column of the schema is absent.
        pa.ArrowInvalid: a column does not hold what the schema says.
    """
    arrays = {column.name: _array(rows[column.name], column.kind) for column in table.columns}
    arrays[SOURCE_REF] = _refs(rows)
    stored = pa.table(arrays)
    keys = [*_CLUSTERED.get(table.name, ()), *table.key]
    order = pc.sort_indices(stored, sort_keys=[(name, "ascending") for name in keys])
    return stored.take(order).combine_chunks()


def _array(values: pd.Series, kind: Kind) -> pa.Array:
    array = pa.array(values, type=ARROW_TYPES[kind], from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if kind in ("text", "code"):
        return pc.if_else(pc.equal(array, ""), pa.scalar(None, array.type), array)
    if kind in ("count", "number"):
        return pc.add(array, 0.0)  # -0.0 and 0.0 are one number and must be one fingerprint
    return array


def _refs(rows: pd.DataFrame) -> pa.Array:
    if SOURCE_REF not in rows:
        return pa.nulls(len(rows), pa.large_string())
    return _array(rows[SOURCE_REF], "text")


def with_refs_of(table: pa.Table, mark: str, carried: Collection[str]) -> pa.Table:
    """A canonical table whose new references name the version that brings them.

    Args:
        table: as `canonical` gives it.
        mark: what stands before the sheet of a new reference, for instance "v0004".
        carried: references of the version before, which stay as they are.
    """
    place = table.column_names.index(SOURCE_REF)
    refs = table.column(place)
    old = pc.is_in(refs, value_set=pa.array(list(carried), pa.large_string()))
    before, colon = pa.scalar(mark, refs.type), pa.scalar(":", refs.type)
    new = pc.binary_join_element_wise(before, refs, colon)
    return table.set_column(place, SOURCE_REF, pc.if_else(old, refs, new))


def fingerprint(tables: Mapping[str, pa.Table]) -> str:
    """The sha256 of what canonical tables say; absent tables count as absent.

    Where a row stood in a file is not part of it: the same rows from another file are the same.
    Nor is a column added later that says nothing: versions of before it hold the same rows.
    """
    sha256 = hashlib.sha256()
    for name in TABLES:
        if name not in tables:
            continue
        sha256.update(f"{name} {tables[name].num_rows}\n".encode())
        for column in TABLES[name].columns:
            values = tables[name].column(column.name)
            if column.added_later and values.null_count == len(values):
                continue
            sha256.update(f"{column.name} {values.type}\n".encode())
            for array in values.chunks:
                _feed(sha256, array)
    return sha256.hexdigest()


def _feed(sha256: hashlib._Hash, array: pa.Array) -> None:
    """Feed gaps and values to the hash; what the buffers hold below a gap is left out."""
    sha256.update(np.packbits(array.is_valid().to_numpy(zero_copy_only=False)).data)
    if pa.types.is_large_string(array.type):
        _feed_text(sha256, array.fill_null(""))
    else:
        as_number = {pa.date32(): pa.int32(), pa.bool_(): pa.uint8()}.get(array.type, array.type)
        sha256.update(array.cast(as_number).fill_null(0).to_numpy(zero_copy_only=False).data)


def _feed_text(sha256: hashlib._Hash, array: pa.Array) -> None:
    """Feed lengths, then letters: "ab", "c" and "a", "bc" must not look alike."""
    _, offset_bytes, letters = array.buffers()
    ends = np.frombuffer(offset_bytes, dtype=np.int64)[array.offset :][: len(array) + 1]
    sha256.update(np.diff(ends).data)
    if letters is not None:
        sha256.update(memoryview(letters)[ends[0] : ends[-1]])
