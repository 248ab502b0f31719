"""What the store asks of the activities, as Ibis expressions: a table in, a table out.

Only methods of the table that is handed in are used, so the store alone knows the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from data.metrics import promises
from data.metrics.cube import AMOUNTS, COUNTS
from data.schema import MEETING_SUPPORT_TYPES, Kind, Table

# An Ibis expression. The library's own types would make every reader of this module load it.
Expression = Any
Question = Callable[..., Expression]

# Acts that were delivered, promises, or the records of both.
Rows = Literal["delivered", "promised", "both"]

_TYPES: dict[Kind, str] = {
    "text": "string",
    "code": "string",
    "count": "float64",
    "number": "float64",
    "date": "date",
    "year": "int16",
    "boolean": "boolean",
}

CUBE_KEY = ("agency_code", "commune_code", "sector", "year")
CUBE_DAYS = ("last_date", "last_assigned_date")
CUBE_TYPES = {
    "agency_code": "str",
    "commune_code": "str",
    "sector": "str",
    "year": "int64",
    **dict.fromkeys(COUNTS, "int64"),
    **dict.fromkeys(AMOUNTS, "float64"),
    **dict.fromkeys(CUBE_DAYS, "datetime64[s]"),
}

# One đồng, in million đồng. Threads add in any order; below a đồng the order would show.
_DECIMALS = 6


def column_types(table: Table) -> dict[str, str]:
    """The columns of a table and their types, in the engine's words."""
    return {column.name: _TYPES[column.kind] for column in table.columns}


def cube(activities: Expression, assignments: Expression) -> Expression:
    """One row per agency × commune × sector × year with something delivered or promised.

    `Store.record` says what the columns (`CUBE_TYPES`) hold.
    """
    cash, in_kind = activities.cash_million_vnd, activities.in_kind_million_vnd
    value = (cash.notnull() | in_kind.notnull()).ifelse(
        cash.fill_null(0.0) + in_kind.fill_null(0.0), None
    )
    acts = activities.mutate(value_million_vnd=value)
    delivered, promised = _delivered(acts, assignments), _promised(acts)
    both = delivered.outer_join(promised, list(CUBE_KEY), rname="{name}_promised")
    keys = {name: both[name].coalesce(both[f"{name}_promised"]) for name in CUBE_KEY}
    counts = {name: both[name].fill_null(0).cast("int64") for name in COUNTS}
    sums = {name: both[name].round(_DECIMALS) for name in AMOUNTS}
    days = {name: both[name] for name in CUBE_DAYS}
    return both.select(**keys, **counts, **sums, **days).order_by(list(CUBE_KEY))


def _delivered(acts: Expression, assignments: Expression) -> Expression:
    acts = acts.filter(acts.activity_date.notnull()).mutate(year=acts.activity_date.year())
    sums = _sums(acts)
    held = _while_assigned(acts, assignments).rename("{name}_held")
    both = sums.left_join(held, [sums[name] == held[f"{name}_held"] for name in CUBE_KEY])
    return both.select(
        *sums.columns,
        acts_outside=both.acts - both.acts_held.fill_null(0),
        last_assigned_date=both.last_date_held,
    )


def _while_assigned(acts: Expression, assignments: Expression) -> Expression:
    """The acts of days on which the agency was assigned to the commune: how many, and the last."""
    open_end = assignments.valid_to.isnull()
    held = acts.semi_join(
        assignments,
        [
            acts.agency_code == assignments.agency_code,
            acts.commune_code == assignments.commune_code,
            acts.activity_date >= assignments.valid_from,
            open_end | (acts.activity_date <= assignments.valid_to),
        ],
    )
    return held.group_by(list(CUBE_KEY)).agg(acts=held.count(), last_date=held.activity_date.max())


def _sums(acts: Expression) -> Expression:
    confirmed = acts.commune_confirmed
    return acts.group_by(list(CUBE_KEY)).agg(
        acts=acts.count(),
        acts_without_value=acts.value_million_vnd.isnull().sum(),
        acts_without_quantity=acts.delivered_quantity.isnull().sum(),
        meeting_acts=acts.support_type.isin(MEETING_SUPPORT_TYPES).sum(),
        acts_figures_differ=(acts.confirmed_quantity != acts.delivered_quantity).sum(),
        confirmed_yes=(confirmed == "yes").sum(),
        confirmed_partly=(confirmed == "partly").sum(),
        confirmed_no=(confirmed == "no").sum(),
        confirmed_not_asked=confirmed.isnull().sum(),
        cash_million_vnd=acts.cash_million_vnd.sum(),
        in_kind_million_vnd=acts.in_kind_million_vnd.sum(),
        value_million_vnd=acts.value_million_vnd.sum(),
        labour_days=acts.labour_days.sum(),
        households_reached=acts.households_reached.sum(),
        last_date=acts.activity_date.max(),
    )


def _promised(acts: Expression) -> Expression:
    acts = acts.filter(promises.is_said(acts))
    acts = acts.mutate(year=acts.planned_date.coalesce(acts.activity_date).year())
    acts = acts.filter(acts.year.notnull())
    outcome, value = promises.conditions(acts), acts.planned_value_million_vnd
    promised, delivered = promises.has_quantity(acts), acts.activity_date.notnull()
    # What was promised and what came of it stand beside each other for the same promises: those
    # with a promised value of which is known what came (nothing, or a recorded value).
    known = promised & value.notnull() & (~delivered | acts.value_million_vnd.notnull())
    # More than was promised makes up for no other promise.
    came = delivered.ifelse(acts.value_million_vnd, 0.0).clip(upper=value)
    return acts.group_by(list(CUBE_KEY)).agg(
        promises=promised.sum(),
        **{name: outcome[code].sum() for code, name in promises.COLUMNS.items()},
        promised_value_million_vnd=value.sum(where=promised),
        promised_value_known_million_vnd=value.sum(where=known),
        delivered_of_promised_million_vnd=came.sum(where=known),
    )


def within(
    activities: Expression,
    chosen: Mapping[str, Sequence[str]],
    years: tuple[int, int],
    rows: Rows = "both",
) -> Expression:
    """Activities with one of the chosen codes in each column (none chosen: all), in the years.

    An act belongs to the year of its delivery and to the year it was promised for; `rows` says
    which of the two is asked for. The cube counts the same `delivered` and `promised` rows.
    """
    acts = _of_codes(activities, chosen)
    delivered = acts.activity_date.year().between(*years).fill_null(False)
    if rows == "delivered":
        return acts.filter(delivered)
    if rows == "promised":
        year = acts.planned_date.coalesce(acts.activity_date).year()
        return acts.filter(promises.is_said(acts) & year.between(*years).fill_null(False))
    return acts.filter(delivered | acts.planned_date.year().between(*years).fill_null(False))


def _of_codes(activities: Expression, chosen: Mapping[str, Sequence[str]]) -> Expression:
    for column, codes in chosen.items():
        if codes:
            activities = activities.filter(activities[column].isin(list(codes)))
    return activities


def promised(
    activities: Expression, chosen: Mapping[str, Sequence[str]], years: tuple[int, int]
) -> Expression:
    """Promises for the years, with one of the chosen codes in each column; in a fixed order.

    A promise is for the year of its day, without one for the year of its delivery, as in the cube.
    """
    acts = _of_codes(activities, chosen)
    acts = acts.filter(promises.is_said(acts))
    year = acts.planned_date.coalesce(acts.activity_date).year()
    return acts.filter(year.between(*years)).order_by(acts.activity_id)


def newest(activities: Expression, limit: int) -> Expression:
    """The newest acts: by delivery, or by plan while they are promises; ties by id."""
    date = activities.activity_date.coalesce(activities.planned_date)
    return activities.order_by([date.desc(), activities.activity_id]).limit(limit)


def count(activities: Expression) -> Expression:
    """How many acts there are, as a table of one cell."""
    return activities.aggregate(total=activities.count())
