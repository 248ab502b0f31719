"""The address is read with care: any text in any parameter gives a page, never an error."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.selection import Selection
from pages.parts import links

KNOWN = links.Known(
    districts={"119", "120"}, communes={"04246", "03646"}, agencies={"A001", "A002"}
)
NAMES = [
    "district",
    "sector",
    "agency",
    "kind",
    "work_type",
    "years",
    "measure",
    "view",
    "lang",
    "commune",
]
NAMES += ["legend", "compare", "signs", "highlight_district", "highlight_agency"]


def parse(**parameters: list[str]) -> links.Address:
    return links.parse(parameters, KNOWN)


def test_an_empty_address_means_everything() -> None:
    address = parse()
    assert address.selection == Selection()
    assert address.lang == "vi"
    assert not address.ignored


def test_lists_are_repeated_parameters_and_years_are_first_and_last() -> None:
    address = parse(district=["119", "120"], years=["2015", "2014"], kind=["border"])
    assert address.district == ("119", "120")
    assert address.years == (2014, 2015)
    assert address.kind == ("border",)
    assert not address.ignored


def test_a_code_that_does_not_exist_is_dropped_and_the_rest_is_kept() -> None:
    address = parse(district=["119", "999"])
    assert address.district == ("119",)
    assert address.ignored == ("district",)


@pytest.mark.parametrize("years", [["1999"], ["2013", "2014", "2015"], ["٢٠١٥"], ["2015.0"], [""]])
def test_years_that_cannot_be_meant_become_all_years_with_a_notice(years: list[str]) -> None:
    address = parse(years=years)
    assert address.years == (2013, 2016)
    assert address.ignored == ("years",)


def test_one_year_is_a_range_of_itself() -> None:
    assert parse(years=["2015"]).years == (2015, 2015)


def test_a_parameter_that_nobody_knows_gives_the_notice() -> None:
    assert parse(utm_source=["x"]).ignored == (links.UNKNOWN,)


def test_what_is_written_reads_back_the_same() -> None:
    address = parse(
        district=["120"],
        sector=["economy"],
        agency=["A002"],
        kind=["border"],
        years=["2014", "2016"],
        measure=["acts"],
        view=["hexagons"],
        lang=["en"],
        commune=["04246"],
        legend=["5", "no_data"],
        compare=["change"],
        signs=["border", "meritorious"],
        highlight_agency=["A001"],
    )
    assert not address.ignored
    assert links.parse(links.parameters(address), KNOWN) == address


def test_signs_and_a_highlight_are_codes_and_one_group_stands_out_at_a_time() -> None:
    address = parse(signs=["border", "x"], highlight_district=["119"])
    assert (address.signs, address.highlight_district) == (("border",), "119")
    assert address.ignored
    both = parse(highlight_district=["119"], highlight_agency=["A001"])
    assert (both.highlight_district, both.highlight_agency) == ("119", "")
    assert both.ignored
    assert parse(highlight_district=["A001"]).highlight_district == ""


def test_signs_go_along_to_another_page_and_a_highlight_stays_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = parse(signs=["border"], highlight_district=["119"], commune=["04246"])
    monkeypatch.setattr(links, "current", lambda: here)
    assert links.elsewhere("") == {"signs": ["border"]}


def test_a_link_elsewhere_drops_the_page_s_own_agency_and_what_was_picked_in_a_legend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = parse(agency=["A001"], legend=["5"], compare=["change"], kind=["border"])
    monkeypatch.setattr(links, "current", lambda: here)
    assert links.elsewhere("agency") == {"kind": ["border"]}
    # Where the agency is a filter and not the subject, it goes along.
    assert links.elsewhere("map") == {"kind": ["border"], "agency": ["A001"]}
    assert links.elsewhere("agency", agency=("A002",))["agency"] == ["A002"]


def test_signs_do_not_narrow_a_page() -> None:
    assert set(links.LISTS) - set(links.NARROWING) == {"signs"}


def test_an_address_says_nothing_that_is_already_so() -> None:
    assert links.parameters(links.Address()) == {}


@given(st.dictionaries(st.sampled_from([*NAMES, "x"]), st.lists(st.text(max_size=40), max_size=5)))
def test_any_text_in_any_parameter_gives_only_codes_that_exist(
    parameters: dict[str, list[str]],
) -> None:
    address = links.parse(parameters, KNOWN)
    said = links.parameters(address)
    assert set(said.get("district", [])) <= set(KNOWN.districts)
    assert set(said.get("legend", [])) <= set(links.LEGEND)
    assert set(said.get("agency", [])) <= set(KNOWN.agencies)
    assert set(said.get("highlight_agency", [])) <= set(KNOWN.agencies)
    assert not {"highlight_district", "highlight_agency"} <= set(said)
    assert links.parse(said, KNOWN).selection == address.selection


def test_what_is_compared_is_of_one_kind_and_four_at_most() -> None:
    assert parse(place=["119", "04246", "120"]).place == ("119", "120")
    assert parse(place=["119", "04246"]).ignored
    five = ["116", "118", "119", "120", "121"]
    known = links.Known(districts=five, communes=(), agencies=())
    assert links.parse({"place": five}, known).place == ("116", "118", "119", "120")


def test_a_place_that_does_not_exist_takes_no_other_along_and_is_named() -> None:
    address = parse(place=["nowhere", "119", "120"])
    assert address.place == ("119", "120")
    assert address.ignored == ("place",)
    assert parse(place=["nowhere"]).place == ()


def test_an_agency_with_the_code_of_a_place_has_a_name_of_its_own_in_a_comparison() -> None:
    known = links.Known(districts=["119", "120"], communes=["04246"], agencies=["120", "A", "B"])

    def places(*values: str) -> tuple[str, ...]:
        return links.parse({"place": list(values)}, known).place

    assert places("120", "119") == ("120", "119")
    assert places("agency:120", "A") == ("agency:120", "A")
    assert places("A", "120") == ("A",)
    # One code is one thing: what needs no mark has none.
    assert places("agency:A", "B") == ("B",)


def test_what_is_compared_stays_behind_on_the_way_to_another_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = parse(place=["119", "120"], sector=["economy"])
    monkeypatch.setattr(links, "current", lambda: here)
    assert links.elsewhere("place") == {"sector": ["economy"]}


# ---------------------------------------------------------------- what the browser sent, and when


class Browser:
    """One tab: each run comes with the address that the browser had when it sent its message."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.page, self.went_back = "agencies", False
        self.address: dict[str, list[str]] = {}
        parameters = SimpleNamespace(from_dict=lambda written: None)
        streamlit = SimpleNamespace(session_state={}, query_params=parameters)
        monkeypatch.setattr(links, "st", streamlit)
        monkeypatch.setattr(links, "_sent", lambda: self.address)
        monkeypatch.setattr(links, "get_script_run_ctx", self.context)

    def context(self) -> SimpleNamespace:
        return SimpleNamespace(page_script_hash=self.page, is_history_navigation=self.went_back)

    def sends(self, back: bool = False, **address: list[str]) -> links.Address:
        """What a run reads that came with this address."""
        self.address, self.went_back = address, back
        return links.read(KNOWN)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


def test_an_old_message_never_wins_over_a_newer_address(browser: Browser) -> None:
    browser.sends(district=["119"])
    links.write(district=("120",))
    assert browser.sends(district=["119"]).district == ("120",)
    assert browser.sends(district=["119"]).district == ("120",)
    links.write(district=())
    # Neither of the two addresses that were left may come back.
    assert browser.sends(district=["119"]).district == ()
    assert browser.sends(district=["120"]).district == ()


def test_an_address_that_the_browser_has_confirmed_can_be_left_for_an_earlier_one(
    browser: Browser,
) -> None:
    browser.sends(district=["119"])
    links.write(district=("120",))
    assert browser.sends(district=["120"]).district == ("120",)
    assert browser.sends(district=["120"]).district == ("120",)
    assert browser.sends(district=["119"]).district == ("119",)


def test_back_is_heard_although_it_leads_to_an_address_from_before(browser: Browser) -> None:
    browser.sends(district=["119"])
    links.write(district=("120",))
    assert browser.sends(back=True, district=["119"]).district == ("119",)
    # And what was written before it does not come back afterwards.
    assert browser.sends(district=["119"]).district == ("119",)


def test_another_page_reads_its_own_address(browser: Browser) -> None:
    browser.sends(district=["119"])
    links.write(district=("120",))
    browser.page = "map"
    assert browser.sends(district=["119"]).district == ("119",)
