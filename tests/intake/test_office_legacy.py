"""Text typed before Unicode: recognised and named, converted only when every letter is certain."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from data import problems
from data.intake.office.codes import read_boolean, read_code
from data.intake.office.days import read_day
from data.intake.office.legacy import Legacy, convert, read_legacy, survey
from data.intake.office.legacy_letters import from_tcvn3, from_vni
from data.intake.office.units import MoneyUnit, money_unit, read_money
from data.schema import SECTORS, support_types
from geo.gazetteer import communes, districts

# The same words in Unicode, TCVN3 and VNI, as they stand in real files.
SAMPLES = [
    ("Huyện Sốp Cộp", "HuyÖn Sèp Cép", "Huyeän Soáp Coäp"),
    ("Xã Mường Lèo", "X· M\u00adêng LÌo", "Xaõ Möôøng Leøo"),
    ("Xã Đứa Mòn", "X· §øa Mßn", "Xaõ Ñöùa Moøn"),
    ("Xã Phiêng Pằn", "X· Phiªng P»n", "Xaõ Phieâng Paèn"),
    ("Xã Quy Hướng", "X· Quy H\u00adíng", "Xaõ Quy Höôùng"),
    ("Xã Chiềng Khương", "X· ChiÒng Kh\u00ad¬ng", "Xaõ Chieàng Khöông"),
    ("Huyện Bắc Yên", "HuyÖn B¾c Yªn", "Huyeän Baéc Yeân"),
    ("Sở Nội vụ", "Së Néi vô", "Sôû Noäi vuï"),
    ("Nhà văn hóa bản", "Nhµ v¨n hãa b¶n", "Nhaø vaên hoùa baûn"),
    ("đường giao thông", "®\u00adêng giao th«ng", "ñöôøng giao thoâng"),
    ("nước sinh hoạt", "n\u00adíc sinh ho¹t", "nöôùc sinh hoaït"),
    ("triệu đồng", "triÖu ®ång", "trieäu ñoàng"),
    ("tỷ đồng", "tû ®ång", "tyû ñoàng"),
    ("Độc lập - Tự do", "§éc lËp - Tù do", "Ñoäc laäp - Töï do"),
]  # fmt: skip


@pytest.mark.parametrize(("unicode", "tcvn3", "vni"), SAMPLES)
def test_both_old_encodings_are_recognised_named_and_converted(unicode, tcvn3, vni):
    assert (convert(tcvn3).text, convert(tcvn3).encoding) == (unicode, "TCVN3")
    assert (convert(vni).text, convert(vni).encoding) == (unicode, "VNI")
    assert read_legacy(tcvn3).shown == unicode, "what was converted is shown"


@pytest.mark.parametrize("unicode", [sample[0] for sample in SAMPLES])
def test_unicode_is_left_alone(unicode):
    assert read_legacy(unicode) is None


def test_no_name_of_the_record_is_taken_for_an_old_encoding():
    bodies = pd.read_csv(Path(data.__file__).parent / "known_agencies.csv")["agency_name"]
    names = [
        *communes()["commune_name"],
        *communes()["official_name"],
        *districts()["district_name"],
        *support_types()["name_vi"],
        *bodies,
    ]
    assert [name for name in names if convert(name)] == []


@pytest.mark.parametrize(
    "text",
    ["· Mua bò", "«Mua bò»", "500 m²", "½ ha", "3×4 m", "37°C", "café", "Müller", "Coca®", "5µ"],
)
def test_signs_and_foreign_words_are_no_old_encoding(text):
    assert read_legacy(text) is None


@pytest.mark.parametrize(
    ("typed", "maybe"),
    [
        ("mêi hé d©n", "mời hộ dân"),
        ("n\u00edc sinh ho¹t", "nước sinh hoạt"),
        ("X· Yªn Hng", "Xã Yên Hng"),
    ],
)
def test_where_a_letter_may_have_been_dropped_nothing_is_converted(typed, maybe):
    found = read_legacy(typed)
    assert (found.text, found.code) == ("", problems.LEGACY_ENCODING)
    assert (found.details["encoding"], found.details["nearest"]) == ("TCVN3", maybe)


def test_a_file_that_kept_its_soft_hyphens_makes_its_other_texts_certain():
    file = survey(["x", "X· M\u00adêng LÌo", "S¬n La", None or ""])
    assert file == Legacy("TCVN3", keeps_soft_hyphens=True)
    assert read_legacy("S¬n La").code == problems.LEGACY_ENCODING
    assert read_legacy("S¬n La", file).text == "Sơn La"


def test_a_text_that_reads_well_both_ways_is_not_converted():
    assert read_legacy("Sôn La") is None, "nothing says that the file is typed in VNI"
    file = survey(["Huyeän Soáp Coäp"])
    assert file.encoding == "VNI"
    found = read_legacy("Sôn La", file)
    assert (found.code, found.details["nearest"]) == (problems.LEGACY_ENCODING, "Sơn La")


def test_lists_units_and_periods_are_understood_in_old_encodings_too():
    assert read_code("Kinh tÕ", "sector", SECTORS).text == "economy"
    assert read_boolean("Kh«ng").text == "no"
    assert money_unit("§VT: triÖu ®ång") is MoneyUnit.MILLION
    assert read_money("12 triÖu ®ång", None).text == "12"
    assert read_day("n¨m 2014").code == problems.PERIOD_NOT_DAY


def test_one_old_text_among_unicode_makes_no_other_text_doubtful():
    file = survey(["Huyện Sốp Cộp", "Xã Mường Lạn", "X· M\u00adêng L¹n", "Mua bò"])
    assert file == Legacy("TCVN3", keeps_soft_hyphens=True, beside_unicode=True)
    assert read_legacy("Mua bò", file) is None
    assert read_legacy("«Mua bò»", file) is None
    assert read_legacy("S¬n La", file).text == "Sơn La"


def test_signs_stay_signs_in_a_file_that_is_typed_so():
    assert read_legacy("500 m²", Legacy("TCVN3")) is None
    assert read_legacy("37°C", Legacy("VNI")) is None


def test_words_typed_in_a_font_of_capitals_become_capitals():
    assert from_tcvn3("HUYÖN SèP CéP") == "HUYỆN SỐP CỘP"
    assert from_vni("ÑÖÔØNG") == "ĐƯỜNG"


def test_a_file_in_unicode_is_said_to_be_so():
    assert survey(["Mường La", "café", "500 m²"]) == Legacy()


@given(st.text(), st.sampled_from(["", "TCVN3", "VNI"]))
def test_no_text_makes_it_fall_over(text, encoding):
    found = read_legacy(text, Legacy(encoding, keeps_soft_hyphens=True))
    assert found is None or found.code in ("", problems.LEGACY_ENCODING)
