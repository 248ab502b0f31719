"""Tables of a few rows for the tests of metrics, with the store's and the schema's columns."""

from __future__ import annotations

import pandas as pd

from data import schema
from data.metrics.cube import AMOUNTS, COUNTS
from data.queries import CUBE_DAYS


def cube(*rows: dict) -> pd.DataFrame:
    """The contributions cube; what a row leaves out is 0 (counts) or missing (amounts).

    Acts are of days on which the pair was assigned, unless a row says otherwise.
    """
    nothing = dict.fromkeys(COUNTS, 0) | dict.fromkeys(AMOUNTS, float("nan"))
    codes = {"agency_code": "A", "commune_code": "01", "sector": "economy", "year": 2015}
    days = [{day: row.get("last_date") for day in CUBE_DAYS} for row in rows]
    whole = [codes | nothing | last | row for last, row in zip(days, rows, strict=True)]
    columns = [*codes, *nothing, *CUBE_DAYS]
    found = pd.DataFrame(whole, columns=columns)
    text = dict.fromkeys(("agency_code", "commune_code", "sector"), "str")
    numbers = dict.fromkeys(AMOUNTS, "float64")
    found[[*CUBE_DAYS]] = found[[*CUBE_DAYS]].apply(pd.to_datetime)
    return found.astype({**text, **numbers, "year": "int64"})


def table(name: str, *rows: dict) -> pd.DataFrame:
    """A table of the schema; columns that a row leaves out are missing."""
    definition = schema.TABLES[name]
    found = pd.DataFrame(list(rows), columns=definition.column_names)
    for column in definition.columns:
        if column.kind == "date":
            found[column.name] = pd.to_datetime(found[column.name])
    return schema.typed(definition, found)


def assigned(*pairs: tuple[str, str], start: str = "2013-10-28", end: str | None = None):
    """Assignments of (agency, commune), open unless they end."""
    rows = [
        {
            "assignment_id": f"P{place}",
            "agency_code": agency,
            "commune_code": commune,
            "valid_from": start,
            "valid_to": end,
        }
        for place, (agency, commune) in enumerate(pairs)
    ]
    return table("assignments", *rows)


def communes() -> pd.DataFrame:
    """Five communes in two districts."""
    return pd.DataFrame(
        {
            "commune_code": ["01", "02", "03", "04", "05"],
            "commune_name": ["Một", "Hai", "Ba", "Bốn", "Năm"],
            "district_code": ["1", "1", "1", "2", "2"],
            "district_name": ["Huyện Một"] * 3 + ["Huyện Hai"] * 2,
            "households_2019": [100, 200, 300, 400, 500],
        }
    ).set_index("commune_code")
