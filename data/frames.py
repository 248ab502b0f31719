"""Reading the stored tables of one version: whole, as typed frames, or through a question."""

from __future__ import annotations

import glob
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import content, queries
from data.schema import ACTIVITIES, TABLES, Table, typed
from data.scope import SOURCE_REF

if TYPE_CHECKING:
    import duckdb


def stored_table(folder: Path, table: Table, *, with_refs: bool = False) -> pa.Table:
    """One whole table as it is stored, `source_ref` at its end if asked for.

    Raises:
        FileNotFoundError: the version lacks the table.
    """
    path = folder / f"{table.name}.parquet"
    wanted = [*table.column_names, *([SOURCE_REF] if with_refs else [])]
    there = set(pq.read_schema(path).names)
    stored = pq.read_table(path, columns=[name for name in wanted if name in there])
    # Versions of before a column was there lack it: all of it is missing.
    later = {
        each.name: content.ARROW_TYPES[each.kind] for each in table.columns if each.added_later
    }
    for name, kind in {**later, SOURCE_REF: pa.large_string()}.items():
        if name in wanted and name not in there:
            stored = stored.append_column(name, pa.nulls(len(stored), kind))
    return stored.select(wanted)


def frame(folder: Path, table: Table) -> pd.DataFrame:
    """One whole table with the schema's columns and types, and `source_ref` at its end.

    Raises:
        FileNotFoundError: the version lacks the table.
    """
    return with_ref(table, stored_table(folder, table, with_refs=True).to_pandas())


def has_ref(folder: Path, table: str, ref: str) -> bool:
    """True when a stored table has a row with this reference.

    Raises:
        FileNotFoundError: the version lacks the table.
    """
    path = folder / f"{table}.parquet"
    if SOURCE_REF not in pq.read_schema(path).names:
        return False
    rows = pq.read_table(path, columns=[SOURCE_REF], filters=[(SOURCE_REF, "=", ref)])
    return bool(rows.num_rows)


def with_ref(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    """The table's columns in its types, and where each row stood in a file, if it is known."""
    return typed(table, rows).assign(**{SOURCE_REF: rows[SOURCE_REF].astype("str")})


class Activities:
    """Questions to the activities of a version, each on a cursor of its own: many ask at once."""

    def ask(self, folder: Path, question: queries.Question, **beside: pd.DataFrame) -> pd.DataFrame:
        """The answer to a question, over the parquet of one version.

        Args:
            folder: where the version lies.
            question: an Ibis expression of the activities, `source_ref` beside their columns,
                and of the tables `beside` them.
            beside: small tables of the schema by name, as frames.

        Raises:
            OSError: the parquet is not there any more or cannot be read.
        """
        import ibis  # a fifth of a second that commands which only publish need not pay

        types = queries.column_types(ACTIVITIES) | {SOURCE_REF: "string"}
        view = _view(folder)
        activities = ibis.table(types, name=ACTIVITIES.name)
        small = {name: ibis.table(queries.column_types(TABLES[name]), name=name) for name in beside}
        sql = ibis.to_sql(question(activities, **small), dialect="duckdb")
        with closing(self._database.cursor()) as cursor:
            cursor.execute(f"CREATE TEMP VIEW {ACTIVITIES.name} AS {view}")
            for name, rows in beside.items():
                columns = TABLES[name].column_names
                cursor.register(name, pa.Table.from_pandas(rows[columns], preserve_index=False))
            return cursor.sql(str(sql)).to_arrow_table().to_pandas()

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        # Nothing is fetched while a server runs: reading parquet is built in.
        return duckdb.connect(config={"autoinstall_known_extensions": "false"})


def _view(folder: Path) -> str:
    path = folder / "activities.parquet"
    # A folder's name may hold what DuckDB would take for a pattern of names, or for a quote.
    quoted = glob.escape(str(path)).replace("'", "''")
    # Versions of before there were references lack the column.
    known = SOURCE_REF in pq.read_schema(path).names
    refs = "" if known else f", NULL::VARCHAR AS {SOURCE_REF}"
    return f"SELECT *{refs} FROM read_parquet('{quoted}', hive_partitioning = false)"
