"""A record of a few rows, for tests that publish."""

import pandas as pd

from data.schema import ACTIVITIES, AGENCIES, ASSIGNMENTS, WORKS, Table, typed


def frame(table: Table, *rows: dict[str, object]) -> pd.DataFrame:
    """Rows of a table; what a row does not say is missing."""
    said = pd.DataFrame([*rows], columns=table.column_names)
    for column in table.columns:
        if column.kind == "date":
            said[column.name] = pd.to_datetime(said[column.name])
    return typed(table, said)


def tables(mark: int = 0, activities: int = 3) -> dict[str, pd.DataFrame]:
    """The three required tables; `mark` is written into one row of the activities."""
    acts = (
        {
            "activity_id": f"HD{number:05d}",
            "agency_code": "CQ01",
            "commune_code": "04246",
            "sector": "economy",
            "activity_date": "2015-03-01",
            "cash_million_vnd": mark if number == 0 else number,
        }
        for number in range(activities)
    )
    return {
        "agencies": frame(
            AGENCIES,
            {"agency_code": "CQ01", "agency_name": "Một", "agency_group": "department"},
            {"agency_code": "CQ02", "agency_name": "Hai", "agency_group": "enterprise"},
        ),
        "assignments": frame(
            ASSIGNMENTS,
            {
                "assignment_id": "PC1",
                "agency_code": "CQ01",
                "commune_code": "04246",
                "valid_from": "2013-10-28",
            },
        ),
        "activities": frame(ACTIVITIES, *acts),
    }


def with_works(mark: int = 0) -> dict[str, pd.DataFrame]:
    """The tiny record with one work beside it."""
    work = {
        "work_id": "CT1",
        "work_type": "road",
        "commune_code": "04246",
        "work_status": "completed",
        "community_supervised": True,
        "planned_year": 2014,
    }
    return tables(mark) | {"works": frame(WORKS, work)}


def mark_of(activities: pd.DataFrame) -> int:
    """The mark that was written into `tables(mark)`."""
    return int(activities.set_index("activity_id").loc["HD00000", "cash_million_vnd"])
