"""The map page offers the map for paper, and the sheet says what the page shows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data.words import Lang
from pages.charts import print_map
from pages.parts import paper_map

Open = Callable[..., AppTest]


class Drawn:
    """Takes the place of the drawing: keeps what it was asked for, and makes nothing."""

    def __call__(
        self, values, ranges, layer, words, *, signs, kinds, highlight, focus, picked, chosen, view
    ) -> bytes:
        self.values, self.layer, self.words, self.signs = values, layer, words, signs
        self.kinds, self.highlight, self.view = kinds, highlight, view
        self.focus, self.picked, self.chosen = focus, picked, chosen
        return b"sheet"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """What the button of the page draws; pressed as soon as the page has made it."""
    kept, making = Drawn(), paper_map._maker

    def pressed(*told) -> Callable[[], bytes]:
        kept.described = told[2]
        make = making(*told)
        assert make() == b"sheet"
        return make

    monkeypatch.setattr(print_map, "draw", kept)
    monkeypatch.setattr(paper_map, "_maker", pressed)
    return kept


@pytest.mark.parametrize(
    ("lang", "label"), [("vi", "Bản đồ để in (PDF, A4)"), ("en", "Map for paper (PDF, A4)")]
)
def test_the_map_for_paper_stands_under_the_map(open_page: Open, lang: Lang, label: str) -> None:
    page = open_page("map", lang=lang)
    assert label in [button.proto.label for button in page.get("download_button")]


def test_the_sheet_has_the_measure_the_place_the_mark_and_the_version(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", district="127", measure="acts")
    words = drawn.words
    assert "huyện Sốp Cộp" in words.subtitle
    assert words.mark == "Minh họa / Illustrative"
    assert "phiên bản" in words.foot[0]
    assert "bộ sinh số liệu minh họa" in words.foot[0]
    assert (~drawn.values["faded"]).sum() == 8
    assert drawn.layer["view"] == "hexagons"


def test_filters_that_the_subtitle_does_not_name_stand_under_the_map(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", sector="economy")
    assert any("kinh tế" in line.lower() for line in drawn.words.foot)


def test_the_sheet_shows_the_district_the_choice_and_what_the_legend_picked_out(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", district="127", legend="1", commune="04246")
    assert (drawn.focus, drawn.picked, drawn.chosen) == (("127",), ("1",), ("04246",))
    assert any(line.startswith("Chú giải") or "nhóm 1" in line for line in drawn.words.foot)


def test_the_sheet_of_a_change_has_its_years_its_legend_and_its_arrows(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", compare="change", measure="acts", years=["2014", "2015"])
    assert "2014 → 2015" in drawn.words.subtitle
    assert "2014 → 2015" in drawn.words.head
    assert drawn.words.title.startswith("Tăng ở ")
    assert drawn.view.compare == "change"
    assert drawn.view.legend["only_earlier"] == "Chỉ năm 2014 so sánh được"
    assert drawn.view.legend["5"].startswith("↑↑ ")
    assert set(drawn.values["state"]) <= {"value", *drawn.view.legend}
    assert drawn.described.file_name("pdf").startswith(
        "minh-hoa_map-Son-La_change-acts_2014-2015_v"
    )


def test_the_sheet_of_need_has_nine_classes_and_says_where_thirds_end(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", compare="need")
    assert [look for look in drawn.view.legend if look.isdecimal()] == list("123456789")
    assert drawn.words.note.startswith("Hộ nghèo: ít là đến ")
    assert "hộ nghèo" in drawn.words.head.lower()


def test_the_sheet_of_the_years_has_a_map_for_each_with_its_head(
    open_page: Open, drawn: Drawn
) -> None:
    open_page("map", lang="vi", compare="years", measure="works")
    heads = [head for head, _ in drawn.view.panels]
    assert [head.split(":")[0] for head in heads] == ["2013 (65 ngày)", "2014", "2015", "2016"]
    for head, values in drawn.view.panels:
        valued = (values["state"] == "value") & ~values["faded"]
        assert f": {valued.sum()} xã" in head
    assert "2013*" in drawn.words.note
    # Too few is a state of shares alone.
    assert "few" not in drawn.view.legend


def test_nobody_loads_matplotlib_before_the_first_sheet() -> None:
    code = "import sys; import pages.parts.paper_map; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
