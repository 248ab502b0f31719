"""A year that is not whole says so wherever years stand beside each other."""

from __future__ import annotations

import pytest

from data import schema
from data.words import years


def test_the_year_of_the_decision_holds_the_days_from_it_on():
    assert years.days(2013) == 4 + 30 + 31
    assert (years.days(2014), years.days(2016)) == (365, 366)


def test_a_year_before_the_decision_holds_no_day():
    assert years.days(2012) == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_only_the_year_that_is_not_whole_is_marked(lang):
    every = range(schema.FIRST_YEAR, schema.LAST_YEAR + 1)

    assert [year for year in every if years.with_days(year, lang) != str(year)] == [2013]
    assert [year for year in every if years.starred(year) != str(year)] == [2013]
    assert "65" in years.with_days(2013, lang)


def test_a_year_before_the_decision_is_no_part_of_one():
    assert years.with_days(2010, "vi") == "2010"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_star_is_explained_where_it_stands_and_nowhere_else(lang):
    assert "65" in years.note([2013, 2014], lang)
    assert years.note([2014, 2015], lang) == ""


def test_a_comparison_begins_with_whole_years():
    assert years.COMPARED_YEARS == (2014, 2016)
