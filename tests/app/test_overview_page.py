"""The overview: it opens in both languages, its filters narrow it, and an empty choice helps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.proto.SelectWidgetFilterMode_pb2 import FILTER_MODE_NONE
from streamlit.testing.v1 import AppTest

from pages.parts import links
from tests.app.reading import labelled, words

Open = Callable[..., AppTest]


@pytest.mark.parametrize(
    ("lang", "title"), [("vi", "Hỗ trợ các xã – tỉnh Sơn La"), ("en", "Support to communes")]
)
def test_the_overview_opens_in_both_languages(open_page: Open, lang: str, title: str) -> None:
    assert open_page(lang=lang).title[0].value.startswith(title)


def test_choosing_a_district_names_it_in_the_title(open_page: Open) -> None:
    page = open_page()
    labelled(page.multiselect, "Huyện").set_value(["119"]).run()
    assert page.title[0].value.endswith("huyện Thuận Châu")
    assert page.query_params["district"] == "119"


def test_the_four_facts_of_the_conference_are_there_whatever_is_chosen(open_page: Open) -> None:
    shown = words(open_page(district="119", lang="en"))
    for fact in ("106 communes", "22 collectives", "2523/QĐ-UBND", "8 May 2017"):
        assert fact in shown


def test_a_choice_that_nothing_passes_says_so_and_offers_a_way_back(open_page: Open) -> None:
    page = open_page(district="116", kind="border")
    assert "Không có xã, hoạt động hay công trình nào" in words(page)
    next(button for button in page.button if button.key.startswith("clear_")).click().run()
    assert "district" not in page.query_params
    assert "kind" not in page.query_params


@pytest.mark.parametrize("button", ["chip_clear", "chip_district_119"])
def test_a_message_with_the_old_choice_does_not_bring_a_cleared_filter_back(
    open_page: Open, button: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(district="119")
    left_before = page._tree.get_widget_states()
    page.button(key=button).click().run()
    written: list[dict[str, object]] = []
    monkeypatch.setattr(links, "write", lambda **changes: written.append(changes))
    page._run(left_before)
    monkeypatch.undo()
    assert [one for one in written if one.get("district")] == []
    assert "district" not in page.query_params
    assert labelled(page.multiselect, "Huyện").value == []
    # What a person chooses now is theirs, the same district too.
    labelled(page.multiselect, "Huyện").set_value(["119"]).run()
    assert page.query_params["district"] == "119"


def test_a_filter_stays_the_same_widget_while_a_person_chooses_in_it(open_page: Open) -> None:
    page = open_page()
    before = labelled(page.multiselect, "Huyện").key
    labelled(page.multiselect, "Huyện").set_value(["119"]).run()
    labelled(page.multiselect, "Huyện").set_value(["119", "120"]).run()
    assert labelled(page.multiselect, "Huyện").key == before


def test_only_the_long_list_of_agencies_is_searched_by_typing(open_page: Open) -> None:
    # Streamlit's own search folds no accents: "bien gioi" would find no "Biên giới".
    boxes = open_page().multiselect
    typed = {box.label for box in boxes if box.proto.filter_mode != FILTER_MODE_NONE}
    assert typed == {"Cơ quan"}


def test_narrowing_the_years_changes_the_period_of_the_sentence(open_page: Open) -> None:
    page = open_page()
    page.slider[0].set_range(2014, 2015).run()
    assert page.query_params["years"] in (["2014", "2015"], "2015")
    assert "Giai đoạn 2014–2015" in words(page)


def test_one_district_shows_its_bodies_works_and_what_to_clarify(open_page: Open) -> None:
    page = open_page(district="119", lang="en")
    headings = [heading.value for heading in page.subheader]
    assert {"Who helps this district", "Works completed", "To be clarified"} <= set(headings)
    assert "Who helps this district" not in [h.value for h in open_page(lang="en").subheader]


def test_a_number_says_the_sector_and_the_agency_it_is_narrowed_to(open_page: Open) -> None:
    shown = words(open_page(sector="economy", agency="MCQ01"))
    assert "Giai đoạn 2013–2016 (Kinh tế; Cơ quan mẫu 01)" in shown.replace("\\", "")


def test_the_silent_pairs_are_named_without_opening_a_table(open_page: Open) -> None:
    assert "Chưa ghi nhận hoạt động:" in words(open_page())


@pytest.mark.parametrize(
    ("lang", "clause", "card"),
    [
        ("vi", "công trình: không áp dụng (số liệu minh họa).", "không áp dụng"),
        ("en", "works: does not apply (", "does not apply"),
    ],
)
def test_works_do_not_apply_to_another_sector_which_is_not_none(
    open_page: Open, lang: str, clause: str, card: str
) -> None:
    text = words(open_page("", sector="economy", lang=lang))
    assert clause in text
    assert f"## {card}\n" in text
