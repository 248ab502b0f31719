"""What one agency put into works, beside what each work cost in all."""

from __future__ import annotations

import pandas as pd


def parts(
    register: pd.DataFrame, work_contributions: pd.DataFrame, agency_code: str
) -> pd.DataFrame:
    """The works that an agency paid for, with its own part.

    Args:
        register: from `works.register`.
        work_contributions: one row per work × agency × funding.
        agency_code: the agency.

    Returns:
        The rows of the register that it paid for, the largest part first, and:

        - `own_cost_million_vnd`: its part, million đồng; missing if no amount is recorded
        - `own_cost_share`: of the cost of the work, 0 to 1; missing if either is, or if other
          funding of the work has no amount: a part of a part says nothing

    Source: method note "Works of an agency".

    Example:
        >>> register = pd.DataFrame({"whole_cost_million_vnd": [100.0, 50.0],
        ...     "whole_unrecorded_costs": [0, 0]}, index=["W1", "W2"])
        >>> paid = pd.DataFrame({"work_id": ["W1", "W1"], "agency_code": ["A", "B"],
        ...     "cost_million_vnd": [25.0, 75.0]})
        >>> found = parts(register, paid, "A")
        >>> found.index.tolist(), found["own_cost_share"].tolist()
        (['W1'], [0.25])
    """
    paid = work_contributions[work_contributions["agency_code"] == agency_code]
    own = paid.groupby("work_id")["cost_million_vnd"].sum(min_count=1)
    found = register[register.index.isin(own.index)]
    found = found.assign(own_cost_million_vnd=own.reindex(found.index))
    cost = found["whole_cost_million_vnd"]
    whole = (cost > 0) & (found["whole_unrecorded_costs"] == 0)
    found["own_cost_share"] = found["own_cost_million_vnd"] / cost.where(whole)
    return found.sort_values("own_cost_million_vnd", ascending=False, kind="stable")
