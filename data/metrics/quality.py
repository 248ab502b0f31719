"""How good the record is, in the words of the ministry's rule: đúng, đủ, sạch, sống.

Valid, complete, clean and fresh say something of the record, never of the help: a body with a
perfect record may have done little, and one with a poor record much.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import numpy as np
import pandas as pd

from data.metrics.assignments import NOTHING_REPORTED, nothing_reported
from data.metrics.months import whole_months
from data.scope import SOURCE_REF
from data.selection import Selection

# An assumption: a body that helps reports at least once a year.
FRESH_MONTHS = 12

SHARES = ("valid_share", "complete_share", "clean_share", "fresh_share")
MOST_REFS = 20

Key = Literal["agency_code", "commune_code"]


def last_day(selection: Selection, published_at: datetime) -> pd.Timestamp:
    """The day to which time since a record counts: of the chosen years, or of publishing if sooner.

    A programme that has ended does not grow older every day, and one that runs is not late for
    months that are still to come.
    """
    published = pd.Timestamp(published_at.date())
    return min(selection.last_day, published)


def total(found: pd.DataFrame, pairs: pd.DataFrame, until: pd.Timestamp) -> pd.Series:
    """The four measures of the whole record; the names are those of `by`."""
    whole = found[found["first"]].assign(whole="")
    counted = by("whole", whole, pairs.assign(whole=""), until)
    return counted.iloc[0] if len(counted) else pd.Series(dtype="object")


def by(
    key: Key | Literal["whole"], found: pd.DataFrame, pairs: pd.DataFrame, until: pd.Timestamp
) -> pd.DataFrame:
    """The four measures by body or by commune.

    Args:
        key: what a row of the answer is.
        found: from `quality_rows.rows`.
        pairs: from `assignments.pairs` for the chosen years.
        until: from `last_day`.

    Returns:
        One row per key that has a row or an assignment, indexed by it:

        - `rows`, `rows_checked` (it is known from where they came), `rows_warned`: counts;
          `valid_share`: checked rows without a warning, 0 to 1
        - `assigned_pairs`, `pairs_with_record` (an act was reported in the chosen years): counts;
          `complete_share`: the second of the first
        - `useful_cells`, `filled_cells`: counts; `filled_share`
        - `rows_doubled`, `rows_unmatched`: counts; `clean_share`: rows that are neither
        - `last_date`: the latest delivered act, assigned or not; `days_since_last_record`,
          `months_since_last_record` (whole months) from then to `until`
        - `pairs_of_late`: pairs that were assigned on a day of the twelve months to `until`,
          `fresh_pairs`: those with an act in them, counts; `fresh_share`: the second of the first

        A share of nothing, and time since an act that never was, are missing.

    Source: method note "Quality of the record".
    """
    if key == "commune_code":
        found = found[found["first"]]
    answer = _of_rows(found, key).join(_of_pairs(pairs, key, until), how="outer")
    counted = answer.drop(columns="last_date").fillna(0).astype("int64")
    answer = counted.assign(last_date=answer["last_date"])
    answer["valid_share"] = _share(
        answer["rows_checked"] - answer["rows_warned"], answer, "checked"
    )
    answer["complete_share"] = _share(answer["pairs_with_record"], answer, "pairs")
    answer["filled_share"] = _share(answer["filled_cells"], answer, "cells")
    answer["clean_share"] = _share(answer["rows"] - answer["rows_unclean"], answer, "rows")
    answer["fresh_share"] = _share(answer["fresh_pairs"], answer, "late")
    days = (until - answer["last_date"]).dt.days
    answer["days_since_last_record"] = days.clip(lower=0).astype("float64")
    answer["months_since_last_record"] = whole_months(answer["last_date"], until)
    return answer.drop(columns="rows_unclean").rename_axis(key)


def to_mend(found: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """What can be mended, and by whom.

    Args:
        found: from `quality_rows.rows`.
        pairs: from `assignments.pairs` for the chosen years.

    Returns:
        One row per issue and body, the most rows first:

        - `measure`: valid, complete or clean
        - `issue`: rows_warned, pairs_without_record, cells_empty, rows_doubled, rows_unmatched
        - `agency_code`: who can mend it; empty: whoever publishes
        - `count`: rows, pairs or cells; `of`: of how many
        - `refs`: `source_ref` of the first twenty, so that they are found in the file

    Source: method note "Quality of the record".
    """
    bodies = found.assign(agency_code=found["agency_code"].astype("object").fillna(""))
    issues = [
        _issue(bodies, "valid", "rows_warned", bodies["warned"] == 1, bodies["warned"].notna()),
        _issue(bodies, "clean", "rows_doubled", bodies["doubled"]),
        _issue(bodies, "clean", "rows_unmatched", bodies["unmatched"]),
        _empty_cells(bodies),
        _silent_pairs(pairs),
    ]
    whole = pd.concat(issues, ignore_index=True)
    order = np.lexsort([whole["agency_code"], whole["issue"], -whole["count"]])
    return whole.iloc[order].reset_index(drop=True)


def to_mend_in_all(found: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """What can be mended in the whole record, one row per issue; columns as `to_mend`.

    A work that several bodies paid for counts once, as in `total`; it stands in the list of each.
    """
    whole = found[found["first"]].assign(agency_code="")
    return to_mend(whole, pairs.assign(agency_code=""))


def trend(versions: Sequence[tuple[str, datetime, pd.Series]]) -> pd.DataFrame:
    """The four measures over versions.

    Args:
        versions: id, time of publishing and `total` of each, in any order.

    Returns:
        One row per version, the oldest first: `version`, `published_at`, the shares of `SHARES`,
        and of each its difference to the version before as `…_change` (-1 to 1; missing for the
        first, and where one of the two is missing).

    Source: method note "Quality of the record".
    """
    ordered = sorted(versions, key=lambda each: (each[1], each[0]))
    said = [
        {"version": name, "published_at": day, **{share: found.get(share) for share in SHARES}}
        for name, day, found in ordered
    ]
    table = pd.DataFrame(said, columns=["version", "published_at", *SHARES])
    shares = table[list(SHARES)].astype("float64")
    return table.assign(**shares, **shares.diff().add_suffix("_change"))


def _of_rows(found: pd.DataFrame, key: str) -> pd.DataFrame:
    unclean = found["doubled"] | found["unmatched"]
    counted = pd.DataFrame(
        {
            key: found[key],
            "rows": 1,
            "rows_checked": found["warned"].notna(),
            "rows_warned": found["warned"] == 1,
            "useful_cells": found["useful_cells"],
            "filled_cells": found["filled_cells"],
            "rows_doubled": found["doubled"],
            "rows_unmatched": found["unmatched"],
            "rows_unclean": unclean,
        }
    )
    return counted.groupby(key).sum()


def _of_pairs(pairs: pd.DataFrame, key: str, until: pd.Timestamp) -> pd.DataFrame:
    since = until - pd.DateOffset(months=FRESH_MONTHS)
    of_late = pairs["assigned"] & (pairs["assigned_until"] > since)
    counted = pd.DataFrame(
        {
            key: pairs[key],
            "assigned_pairs": pairs["assigned"],
            "pairs_with_record": pairs["assigned"] & ~pairs["state"].isin(NOTHING_REPORTED),
            "pairs_of_late": of_late,
            "fresh_pairs": of_late & (pairs["last_date"] > since),
        }
    )
    last = pairs.groupby(key)["last_act_date"].max().rename("last_date")
    return counted.groupby(key).sum().join(last)


_OF = {
    "checked": "rows_checked",
    "pairs": "assigned_pairs",
    "late": "pairs_of_late",
    "cells": "useful_cells",
    "rows": "rows",
}


def _share(part: pd.Series, answer: pd.DataFrame, of: str) -> pd.Series:
    whole = answer[_OF[of]]
    return part / whole.where(whole > 0)


def _issue(
    bodies: pd.DataFrame,
    measure: str,
    issue: str,
    holds: pd.Series,
    looked_at: pd.Series | None = None,
) -> pd.DataFrame:
    of = bodies if looked_at is None else bodies[looked_at]
    refs = bodies[holds].groupby("agency_code")[SOURCE_REF].agg(_first_refs)
    counts = bodies[holds].groupby("agency_code").size()
    wholes = of.groupby("agency_code").size()
    return _listed(measure, issue, counts, wholes, refs)


def _empty_cells(bodies: pd.DataFrame) -> pd.DataFrame:
    sums = bodies.groupby("agency_code")[["useful_cells", "filled_cells"]].sum()
    empty = sums["useful_cells"] - sums["filled_cells"]
    lacking = bodies[bodies["filled_cells"] < bodies["useful_cells"]]
    refs = lacking.groupby("agency_code")[SOURCE_REF].agg(_first_refs)
    return _listed("complete", "cells_empty", empty[empty > 0], sums["useful_cells"], refs)


def _silent_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    assigned = pairs[pairs["assigned"]]
    silent = nothing_reported(pairs).groupby("agency_code").size()
    wholes = assigned.groupby("agency_code").size()
    return _listed("complete", "pairs_without_record", silent, wholes, pd.Series(dtype="object"))


def _listed(
    measure: str, issue: str, counts: pd.Series, wholes: pd.Series, refs: pd.Series
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": measure,
            "issue": issue,
            "agency_code": counts.index.astype("object"),
            "count": counts.to_numpy(),
            "of": wholes.reindex(counts.index).to_numpy(),
            "refs": [refs.get(code, ()) for code in counts.index],
        }
    )


def _first_refs(refs: pd.Series) -> tuple[str, ...]:
    return tuple(refs.dropna().head(MOST_REFS))
