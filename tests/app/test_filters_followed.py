"""What a page says follows every filter, or says which it does not follow: a record of five rows.

Two assigned pairs in Sốp Cộp, one in Thuận Châu: the first acts in the economy and in welfare, the
second in welfare alone, and the body of the third acts only in the other district.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.metrics import assignments
from data.schema import SECTORS
from data.selection import Selection
from geo import gazetteer
from pages.parts import cached, followed, names
from tests.app.reading import component, words
from tests.unit.metric_tables import assigned, cube, table

Open = Callable[..., AppTest]

FIRST, SECOND, THIRD = "MCQ01", "MCQ02", "MDN03"
SOP_COP, THUAN_CHAU = "127", "119"


def commune_of(district: str, place: int) -> str:
    rows = gazetteer.communes()["district_code"]
    return str(rows.index[rows == district][place])


BORDER = commune_of(SOP_COP, 0)
OTHER = commune_of(SOP_COP, 1)
FAR = commune_of(THUAN_CHAU, 0)
CUBE = cube(
    {"agency_code": FIRST, "commune_code": BORDER, "acts": 2, "value_million_vnd": 94.0}
    | {"acts_without_value": 1, "last_date": "2015-05-05"},
    {"agency_code": FIRST, "commune_code": BORDER, "sector": "welfare", "acts": 1}
    | {"acts_without_value": 1, "last_date": "2015-06-06"},
    {"agency_code": SECOND, "commune_code": OTHER, "sector": "welfare", "acts": 1}
    | {"value_million_vnd": 0.0, "last_date": "2015-07-07"},
    {"agency_code": THIRD, "commune_code": BORDER, "acts": 1, "last_date": "2015-08-08"}
    | {"acts_without_value": 1},
)
PAIRS = assigned((FIRST, BORDER), (SECOND, OTHER), (THIRD, FAR))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    whole = cached.record()
    kind = {"commune_code": BORDER, "kind": "border", "valid_from": "2013-10-28"}
    lesser = replace(
        whole,
        version=replace(whole.version, id="v0009-small"),
        contributions=CUBE,
        assignments=PAIRS,
        commune_kinds=table("commune_kinds", kind),
    )
    st.cache_resource.clear()
    monkeypatch.setattr(cached, "_record", lambda version_id, _version: lesser)
    yield
    st.cache_resource.clear()


def plain_words(page: AppTest) -> str:
    return words(page).replace("\\", "").replace("**", "")


def test_without_a_filter_by_sector_a_pair_with_any_act_has_reported(
    open_page: Open, small: None
) -> None:
    shown = plain_words(open_page())
    assert "Còn 1/3 cặp phân công (cơ quan – xã) chưa ghi nhận hoạt động." in shown
    assert "5 hoạt động, trị giá 94,0 triệu đồng (3 hoạt động không ghi giá trị)" in shown


def test_a_filter_by_sector_tells_the_pairs_idle_in_it_from_those_idle_in_all(
    open_page: Open, small: None
) -> None:
    page = open_page(sector="economy")
    said = "Còn 2/3 cặp phân công (cơ quan – xã) chưa ghi nhận hoạt động trong lĩnh vực"
    assert f"{said} đang chọn; tính mọi lĩnh vực thì còn 1." in plain_words(page)
    assert "trên 3 cặp được phân công, tính mọi lĩnh vực; 2 cặp không có" in plain_words(page)


def test_a_filter_by_kind_names_its_communes_and_not_the_province(
    open_page: Open, small: None
) -> None:
    shown = plain_words(open_page(kind="border"))
    assert "đã giúp 1 xã trong các xã biên giới của tỉnh Sơn La" in shown
    assert "số của từng năm không cộng lại" in shown
    assert "số của từng năm không cộng lại" not in plain_words(open_page())


def test_the_sentence_carries_the_mark_when_it_is_copied(open_page: Open, small: None) -> None:
    for path, query in (
        ("", {}),
        ("agencies", {}),
        ("infrastructure", {}),
    ):
        page = open_page(path, **query)
        sentence = next(one.value for one in page.markdown if "Giai đoạn 2013–2016, " in one.value)
        assert "(số liệu minh họa)" in sentence, path


@pytest.mark.parametrize("subject", ["commune", "agency"])
def test_the_sentence_on_one_commune_or_agency_carries_the_mark(
    open_page: Open, subject: str
) -> None:
    cube = cached.record().contributions
    code = str(cube.loc[cube["acts"] > 0, f"{subject}_code"].iloc[0])
    page = open_page(subject, **{subject: code})
    assert any("(số liệu minh họa)." in one.value for one in page.markdown)


def test_a_body_silent_here_that_acts_elsewhere_is_told_apart(open_page: Open, small: None) -> None:
    shown = plain_words(open_page("agencies", district=THUAN_CHAU))
    assert "1 cơ quan được phân công nhưng chưa ghi nhận hoạt động ở đây" in shown
    assert "Trong đó 1 cơ quan có hoạt động ở nơi khác." in shown
    assert "ở nơi khác" not in plain_words(open_page("agencies", district=SOP_COP))


def test_without_a_choice_of_places_there_is_no_elsewhere() -> None:
    assert followed.elsewhere([THIRD], CUBE, Selection()) == 0
    assert followed.elsewhere([THIRD], CUBE, Selection(districts=(THUAN_CHAU,))) == 1
    later = Selection(districts=(THUAN_CHAU,), years=(2016, 2016))
    assert followed.elsewhere([THIRD], CUBE, later) == 0


def test_a_pair_with_acts_in_another_sector_is_idle_in_the_chosen_one() -> None:
    pairs = assignments.pairs(PAIRS, CUBE, Selection(sectors=("economy",)))
    assert followed.idle(pairs) == 2
    assert followed.idle(assignments.pairs(PAIRS, CUBE, Selection())) == 1


def test_new_rural_help_shows_its_acts_and_a_sector_without_any_says_so(
    open_page: Open, small: None
) -> None:
    rows = component(open_page(), "overview_by_sector")["bars"]
    shown = {code: (share, text, note) for code, _, share, text, note in rows}
    assert shown["economy"] == (1.0, "94,0 triệu đồng", "2 hoạt động không ghi giá trị")
    assert shown["welfare"][1:] == ("0 triệu đồng", "1 hoạt động không ghi giá trị")
    assert shown["new_rural"] == (None, "chưa ghi nhận hoạt động", "")


def test_a_commune_outside_the_chosen_places_says_so(open_page: Open) -> None:
    name = names.commune(FAR)
    said = plain_words(open_page("commune", commune=FAR, district=SOP_COP))
    assert f"{name} không thuộc huyện Sốp Cộp, là phạm vi đang lọc" in said
    inside = plain_words(open_page("commune", commune=BORDER, district=SOP_COP))
    assert "là phạm vi đang lọc" not in inside


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_a_commune_the_page_asks_for_one_and_counts_nothing(
    open_page: Open, lang: str
) -> None:
    page = open_page("commune", lang=lang)
    body = [one.value for one in page.markdown if "Quyết định" not in one.value]
    body = [one for one in body if "Decision" not in one and "-badge[" not in one]
    assert not [one for one in body if any(letter.isdigit() for letter in one)]
    assert not any(letter.isdigit() for letter in page.selectbox[0].placeholder)
    assert not page.get("bidi_component") or not [
        one for one in page.get("bidi_component") if "suggested" in one.proto.id
    ]


def test_a_commune_idle_in_the_chosen_sector_says_what_others_have(open_page: Open) -> None:
    cube_rows = cached.record().contributions
    acts = cube_rows[cube_rows["acts"] > 0].groupby("commune_code")["sector"].unique()
    code, sectors = next(
        (code, set(each)) for code, each in acts.items() if len(each) < len(SECTORS)
    )
    idle = next(one for one in SECTORS if one not in sectors)
    shown = plain_words(open_page("commune", commune=code, sector=idle))
    assert "Chưa ghi nhận hoạt động trong lĩnh vực đang chọn; các lĩnh vực khác có" in shown


def test_the_names_of_districts_are_small_inside_a_sentence() -> None:
    assert names.within_a_sentence("Huyện Mường La") == "huyện Mường La"
    assert names.within_a_sentence("Thành phố Sơn La") == "thành phố Sơn La"
    assert names.within_a_sentence("Mường La district") == "Mường La district"
