"""Rows of the illustrative record that come back as if somebody had reported them.

What can be seen are its invented bodies, by their codes or names, and rows that say of themselves
that they are illustrative. A row whose codes and names were all replaced cannot be told from a
report: the check is against a mistake, not against a lie.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from data import content, problems
from data.manifest import Version
from data.problems import Problem, problem
from data.sample.agencies import NAMES
from data.schema import REQUIRED_TABLES, TABLES, typed
from geo.gazetteer import fold

_CODE = re.compile(rf"({'|'.join(letters for letters, _, _ in NAMES.values())})[0-9]{{2,}}")
_NAME = re.compile(
    rf"({'|'.join(fold(name) for _, *names in NAMES.values() for name in names)}) ?[0-9]+"
)


def is_sample_code(text: str) -> bool:
    """True for the code of an invented body.

    Example:
        >>> is_sample_code("MCQ03"), is_sample_code("SNV")
        (True, False)
    """
    return _CODE.fullmatch(text.strip()) is not None


def is_sample_name(text: str) -> bool:
    """True for the name of an invented body, in any spelling.

    Example:
        >>> is_sample_name("Cơ quan mẫu 03"), is_sample_name("Sở Nội vụ")
        (True, False)
    """
    return _NAME.fullmatch(fold(text).strip()) is not None


_SIGNS: Mapping[str, Callable[[str], bool]] = {
    "agency_code": is_sample_code,
    "agency_name": is_sample_name,
    "confidence": lambda text: text == "illustrative",
}


def sample_rows(tables: Mapping[str, pd.DataFrame], current: Version | None) -> list[Problem]:
    """Name every row that comes from the illustrative record.

    The illustrative record as a whole, handed in as it was exported, is no mistake: it changes
    nothing and stays illustrative.

    Args:
        tables: values by table; the index is the line of the file or the row of the sheet.
        current: the version that would be replaced.

    Returns:
        One problem a row, in its first column that shows it. Rows that only refer to an invented
        body are not named where the table of bodies is there: it names the body once.
    """
    found = list(_signs(tables))
    return [] if found and _is_current(tables, current) else found


def _signs(tables: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    for name, rows in tables.items():
        of_bodies = name == "agencies" or "agencies" not in tables
        columns = [column for column in _SIGNS if column in rows]
        columns = [column for column in columns if of_bodies or column == "confidence"]
        seen: set[object] = set()
        for column in columns:
            texts = rows[column].dropna()
            marked = texts[texts.map({text: _SIGNS[column](text) for text in set(texts)})]
            for line, text in marked.items():
                if line not in seen:
                    seen.add(line)
                    yield problem(
                        problems.SAMPLE_ROW, table=name, row=_row(line), column=column, value=text
                    )


def _row(line: object) -> int | None:
    return line if isinstance(line, int) else None


def _is_current(tables: Mapping[str, pd.DataFrame], current: Version | None) -> bool:
    if current is None or current.status != "illustrative":
        return False
    if not all(len(tables.get(name, ())) for name in REQUIRED_TABLES):
        return False
    whole = {name: typed(TABLES[name], rows) for name, rows in tables.items()}
    return content.fingerprint(content.canonical_tables(whole)) == current.content_sha256
