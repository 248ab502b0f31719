"""What must hold between the cells, rows and tables of one file."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

import pandas as pd

from data import problems
from data.intake.cells import Notes
from data.intake.raw import RawTable, nearest
from data.manifest import Version
from data.problems import Problem, problem
from data.schema import BUILD_KINDS, REQUIRED_TABLES, TABLES, Column
from data.words import translate
from data.words.heads import in_words
from geo import gazetteer

# Rows of the current version that a file does not replace, by table.
Rows = Mapping[str, pd.DataFrame]
_NO_ROWS: Rows = MappingProxyType({})

# A table as it stood in the file, and its values by line.
Filled = tuple[RawTable, pd.DataFrame]

_CODE_DIGITS = 5


def duplicates(
    raw: RawTable, values: pd.DataFrame, found: list[Problem], beside: Rows = _NO_ROWS
) -> None:
    """Note every row whose key stands in an earlier row, and name both; or in a row `beside`."""
    key = list(raw.table.key)
    if raw.missing.intersection(key):
        return
    required = [column.name for column in raw.table.columns if column.required]
    filled = values[[name for name in key if name in required]].notna().all(axis="columns")
    rows = values.loc[filled, key]
    if raw.table.name in beside:
        _taken(raw, rows, beside[raw.table.name], found)
    again = rows[rows.duplicated()]
    if again.empty:
        return
    first = _first_lines(rows)
    shown = raw.rows.loc[again.index, key].agg(" · ".join, axis="columns")
    for line, first_line, text in zip(
        again.index.tolist(), first[again.index].tolist(), shown.tolist(), strict=True
    ):
        found.append(
            problem(
                problems.DUPLICATE_KEY,
                table=raw.table.name,
                row=line,
                column=key[0] if len(key) == 1 else "",
                value=text,
                first_row=first_line,
                columns=", ".join(key),
            )
        )


def _taken(raw: RawTable, rows: pd.DataFrame, others: pd.DataFrame, found: list[Problem]) -> None:
    """Note rows whose key belongs to a row that the file does not replace."""
    key = list(raw.table.key)
    taken = rows.merge(others[key].drop_duplicates(), on=key, how="left", indicator=True)
    again = rows[(taken["_merge"] == "both").to_numpy()]
    if again.empty:
        return
    shown = raw.rows.loc[again.index, key].agg(" · ".join, axis="columns")
    for line, text in zip(again.index.tolist(), shown.tolist(), strict=True):
        found.append(
            problem(
                problems.KEY_TAKEN,
                table=raw.table.name,
                row=line,
                column=key[0],
                value=text,
                columns=", ".join(key),
            )
        )


def _first_lines(rows: pd.DataFrame) -> pd.Series:
    """For every row, the line of the first row with the same key."""
    lines = pd.Series(rows.index, index=rows.index)
    return lines.groupby([rows[name] for name in rows], dropna=False).transform("first")


def references(
    raw: RawTable,
    values: pd.DataFrame,
    tables: Mapping[str, Filled | None],
    found: list[Problem],
    beside: Rows = _NO_ROWS,
) -> None:
    """Note every code that stands for nothing, in the gazetteer or in another table.

    Args:
        raw: the table whose codes are looked up.
        values: its values by line.
        tables: every table of the file with its values; None where it could not be read.
        found: problems are added here.
        beside: rows of the current version that stay, by table.
    """
    for column in raw.table.columns:
        notes = Notes(raw.table.name, column.name, found)
        texts = values[column.name].dropna() if column.refers_to else None
        if texts is None or texts.empty:
            continue
        if column.refers_to == "gazetteer":
            _communes(texts, notes)
        else:
            _rows_of_tables(column, texts, tables, notes, beside)


def _rows_of_tables(
    column: Column,
    texts: pd.Series,
    tables: Mapping[str, Filled | None],
    notes: Notes,
    beside: Rows,
) -> None:
    name, key = column.refers_to.split(".")
    stays = beside[name][key] if name in beside else pd.Series(dtype="str")
    if name not in tables and stays.empty:
        # A required table that is missing is a problem of its own.
        if name not in REQUIRED_TABLES:
            notes.found.append(
                problem(
                    problems.REFERENCE_TABLE_ABSENT,
                    table=notes.table,
                    column=column.name,
                    rows=len(texts),
                    refers_to=name,
                    form=translate("vi", f"sheet.{name}"),
                )
            )
        return
    known = _known(tables, name, key)
    if known is None:
        return
    known = pd.concat([known, stays]).dropna()
    near = partial(nearest, names=known.tolist())
    unknown = texts[~texts.isin(known)]
    form = translate("vi", f"sheet.{name}")
    notes.add(problems.MISSING_REFERENCE, unknown, near, refers_to=column.refers_to, form=form)


def _known(tables: Mapping[str, Filled | None], name: str, key: str) -> pd.Series | None:
    """The codes of a table of the file; None when not all of them could be read."""
    if name not in tables:
        return pd.Series(dtype="str")
    target = tables[name]
    if target is None or not target[0].intact or key in target[0].missing:
        return None
    return target[1][key]


def _communes(texts: pd.Series, notes: Notes) -> None:
    codes = gazetteer.communes().index
    unknown = texts[~texts.isin(codes)]
    eaten = unknown.str.zfill(_CODE_DIGITS).isin(codes)
    notes.add(problems.LEADING_ZERO_EATEN, unknown[eaten], _restored)
    notes.add(problems.UNKNOWN_COMMUNE, unknown[~eaten], _nearest_communes)


def _restored(code: str) -> str:
    return _commune(code.zfill(_CODE_DIGITS)) if code else "–"


def _nearest_communes(text: str) -> str:
    """The communes that a text may mean: by name if it is one, else by likeness of the code."""
    codes = [found.commune_code for found in gazetteer.candidates(text[:100])] if text else []
    if not codes and text.isdecimal():
        codes = difflib.get_close_matches(text[:100], gazetteer.communes().index, 3, cutoff=0.0)
    return ", ".join(_commune(code) for code in codes[:3]) or "–"


def _commune(code: str) -> str:
    commune = gazetteer.communes().loc[code]
    name = f"{commune['commune_type']} {commune['commune_name']}"
    return f"{code} ({name}, {commune['district_name']})"


def periods(raw: RawTable, values: pd.DataFrame, found: list[Problem]) -> None:
    """Note every period that ends before it starts."""
    if "valid_to" not in values:
        return
    wrong = values[values["valid_to"] < values["valid_from"]]
    for line, start, end in zip(
        wrong.index.tolist(), wrong["valid_from"], wrong["valid_to"], strict=True
    ):
        found.append(
            problem(
                problems.END_BEFORE_START,
                table=raw.table.name,
                row=line,
                column="valid_to",
                value=f"{end:%d/%m/%Y}",
                start=f"{start:%d/%m/%Y}",
            )
        )


def builds_of_works(raw: RawTable, values: pd.DataFrame, found: list[Problem]) -> None:
    """Note every kind of build that its type of work does not have: no school is of asphalt."""
    if raw.table.name != "works":
        return
    rows = values.dropna(subset=["work_type", "build_kind"])
    for line, work_type, build in zip(
        rows.index.tolist(), rows["work_type"], rows["build_kind"], strict=True
    ):
        builds = BUILD_KINDS.get(work_type, ())
        if build not in builds:
            found.append(
                problem(
                    problems.BUILD_OF_OTHER_WORK,
                    table=raw.table.name,
                    row=line,
                    column="build_kind",
                    value=_build(build),
                    work_type=in_words("work_type", work_type, "vi"),
                    expected="; ".join(map(_build, builds)) or "–",
                )
            )


def _build(code: str) -> str:
    return in_words("build_kind", code, "vi")


def shares(raw: RawTable, values: pd.DataFrame, found: list[Problem]) -> None:
    """Note every share above one: 25 among shares is a percentage, a hundred times too much."""
    if raw.table.name != "indicators":
        return
    notes = Notes(raw.table.name, "value", found)
    above = (values["unit"] == "share") & (values["value"] > 1)
    notes.add(problems.OUT_OF_RANGE, raw.rows["value"][above.fillna(False)], least="0", most="1")


def presence(
    tables: Mapping[str, RawTable | None],
    current: Version | None,
    beside: Rows = _NO_ROWS,
    sheets: Sequence[str] = (),
) -> Iterator[Problem]:
    """Note tables that must be there and are not, and full ones that would be emptied.

    Args:
        tables: what the file has, by name; None where it could not be read, which was noted.
        current: the version that would be replaced; None when there is none.
        beside: rows of it that stay, by table.
        sheets: the names that the person sees in the file, where they are not those of tables.
    """
    rows_now = current.rows if current else {}
    real = current is not None and current.status != "illustrative"
    for name in TABLES:
        raw = tables.get(name)
        if (raw is None or raw.is_head_only) and len(beside.get(name, ())):
            continue  # an empty sheet says nothing of rows that stay
        if (raw is None and name in tables) or (raw is not None and not raw.is_head_only):
            continue
        if raw is not None and name in rows_now:
            yield problem(problems.HEAD_ONLY, table=name, rows=rows_now[name])
        elif name in REQUIRED_TABLES:
            seen = ", ".join(sheets or sorted(tables)) or "–"
            form = translate("vi", f"sheet.{name}")
            yield problem(problems.MISSING_TABLE, table=name, found=seen, form=form)
        elif real and name in rows_now:
            yield problem(
                problems.TABLE_LEFT_OUT, severity="warning", table=name, rows=rows_now[name]
            )
