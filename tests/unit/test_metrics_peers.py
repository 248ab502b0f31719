"""Peers: the same kinds, about as many households."""

from __future__ import annotations

import pandas as pd

from data.metrics import peers
from data.selection import Selection
from tests.unit.metric_tables import table


def places(**households: int) -> pd.DataFrame:
    codes = list(households)
    return pd.DataFrame(
        {
            "commune_name": codes,
            "district_code": "1",
            "district_name": "Huyện Một",
            "households_2019": list(households.values()),
        },
        index=pd.Index(codes, name="commune_code"),
    )


def kinds(*rows: tuple[str, str], end: str | None = None) -> pd.DataFrame:
    return table(
        "commune_kinds",
        *(
            {"commune_code": code, "kind": kind, "valid_from": "2013-10-28", "valid_to": end}
            for code, kind in rows
        ),
    )


def test_peers_have_exactly_the_same_kinds_and_the_nearest_size_is_first():
    gazetteer = places(a=100, b=190, c=110, d=90, e=100)
    of_kind = kinds(*((code, "border") for code in "abcd"), ("a", "meritorious"))
    of_kind = pd.concat([of_kind, kinds(*((code, "meritorious") for code in "bcd"))])

    found = peers.of("a", gazetteer, of_kind, Selection())

    assert list(found.index) == ["c", "d", "b"]
    assert found["same_kinds"].all()
    assert found.at["c", "kinds"] == "border,meritorious"


def test_a_commune_three_times_as_large_is_no_peer():
    gazetteer = places(a=100, b=301, c=120, d=130, e=140)

    assert "b" not in peers.of("a", gazetteer, kinds(), Selection()).index


def test_with_too_few_of_the_same_kinds_those_that_share_one_are_added():
    gazetteer = places(a=100, b=100, c=110, d=120)
    of_kind = kinds(("a", "border"), ("a", "meritorious"), ("b", "border"), ("c", "meritorious"))

    found = peers.of("a", gazetteer, of_kind, Selection())

    assert list(found.index) == ["b", "c"]
    assert not found["same_kinds"].any()


def test_a_kind_that_ended_before_the_chosen_years_is_none():
    gazetteer = places(a=100, b=100, c=110, d=120)
    ended = kinds(("b", "border"), end="2014-12-31")

    assert "b" in peers.of("a", gazetteer, ended, Selection(years=(2015, 2016))).index
    assert "b" not in peers.of("a", gazetteer, ended, Selection()).index


def test_a_commune_without_a_value_has_no_rank():
    others = pd.DataFrame(index=["b"])

    assert peers.standing(pd.Series({"a": None, "b": 1.0}), "a", others) is None
    assert peers.standing(pd.Series({"a": 1.0, "b": None}), "a", others) is None


def test_equal_values_share_the_better_rank():
    found = peers.standing(
        pd.Series({"a": 2.0, "b": 2.0, "c": 3.0}), "a", pd.DataFrame(index=["b", "c"])
    )

    assert found is not None
    assert (found.rank, found.of) == (2, 3)
