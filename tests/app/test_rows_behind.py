"""The foot of every page counts exactly the rows behind the page's numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.metrics import works
from data.selection import Selection
from pages.parts import cached
from tests.app.reading import words

Open = Callable[..., AppTest]
NOUNS = {
    "hoạt động": "acts",
    "cam kết": "promises",
    "công trình": "works",
    "khoản góp vốn": "contributions",
}


def behind(page: AppTest) -> dict[str, int]:
    """What the title of the foot says: kind of rows -> how many; nothing where there is none."""
    titles = [part.label for part in page.expander if part.label.startswith("Từng dòng đứng sau")]
    said = titles[0].partition(": ")[2] if titles else ""
    return {
        NOUNS[noun]: int(count.replace(".", ""))
        for count, noun in re.findall(r"([\d.]+) ([^,]+)", said)
    }


def stored(rows: str, **within: object) -> int:
    return cached.store().acts(cached.record().version, rows=rows, **within).total  # type: ignore[arg-type]


FILTERED: list[tuple[dict, dict]] = [
    ({}, {}),
    (
        {"sector": "economy", "years": ["2014", "2015"]},
        {"sectors": ("economy",), "years": (2014, 2015)},
    ),
]


@pytest.mark.parametrize(("query", "within"), FILTERED)
@pytest.mark.parametrize("path", ["", "agencies"])
def test_acts_and_promises_of_the_foot_are_the_rows_of_the_record(
    open_page: Open, path: str, query: dict, within: dict
) -> None:
    page = open_page(path, **query)
    found = behind(page)
    assert found["acts"] == stored("delivered", **within)
    assert found["promises"] == stored("promised", **within)
    assert f"· {found['acts']:,} hoạt động".replace(",", ".") in words(page)


def test_the_foot_of_a_commune_has_its_rows_alone(open_page: Open) -> None:
    cube = cached.record().contributions
    code = cube.groupby("commune_code")["acts"].sum().idxmax()
    found = behind(open_page("commune", commune=code))
    assert found["acts"] == stored("delivered", commune_codes=(code,))
    assert found["promises"] == stored("promised", commune_codes=(code,))
    assert found["works"] == (cached.record().works["commune_code"] == code).sum()


def test_the_foot_of_the_page_of_works_has_works_and_what_was_paid_for_them(
    open_page: Open,
) -> None:
    record = cached.record()
    agency = record.work_contributions["agency_code"].dropna().iloc[0]
    everything, of_agency = (
        behind(open_page("infrastructure", **query)) for query in ({}, {"agency": agency})
    )
    chosen = works.chosen(record.works, record.work_contributions, Selection(agencies=(agency,)))
    paid = record.work_contributions.query("agency_code == @agency")
    assert list(everything) == ["works", "contributions"]
    assert everything["works"] == len(
        works.chosen(record.works, record.work_contributions, Selection())
    )
    assert of_agency == {
        "works": len(chosen),
        "contributions": int(paid["work_id"].isin(chosen["work_id"]).sum()),
    }


@pytest.mark.parametrize(
    ("measure", "kinds"),
    [
        ("acts", ["acts"]),
        ("promises_kept_share", ["acts", "promises"]),
        ("works", ["works"]),
    ],
)
def test_the_foot_of_the_map_follows_its_measure(
    open_page: Open, measure: str, kinds: list[str]
) -> None:
    assert list(behind(open_page("map", measure=measure))) == kinds


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("commune", {}),
        ("agency", {}),
        ("methods", {}),
        ("records", {}),
        ("infrastructure", {"sector": "welfare"}),
    ],
)
def test_a_page_that_counts_nothing_has_no_rows_at_its_foot(
    open_page: Open, path: str, query: dict
) -> None:
    assert behind(open_page(path, **query)) == {}
