"""Which agency a cell means, in the short forms of offices; what is not certain is asked."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from data import problems
from data.intake.answers import Answers
from data.intake.office.bodies import Bodies
from data.intake.office.body_names import body_key, writings

with (Path(data.__file__).parent / "known_agencies.csv").open(encoding="utf-8") as file:
    NAMES = [row["agency_name"] for row in csv.DictReader(file)]
CODES = {name: f"CQ{number:03}" for number, name in enumerate(NAMES)}
AGENCIES = {code: name for name, code in CODES.items()}


@pytest.fixture(scope="module")
def bodies():
    return Bodies(AGENCIES)


@pytest.mark.parametrize(
    ("written", "is_alike"),
    # 12 of 16 letters in both are 0.75, the threshold; 14 of 19 are 0.74.
    [("klmnopxx", True), ("klmnopqxxx", False)],
)
def test_a_body_is_proposed_from_the_threshold_of_likeness_on_and_not_below(written, is_alike):
    name = {"klmnopxx": "klmnopqr", "klmnopqxxx": "klmnopqrs"}[written]
    asked = Bodies({"CQ01": name}).read(written)
    assert bool(asked.question) == is_alike


def test_no_two_bodies_that_existed_have_one_key():
    keys = {}
    for name in NAMES:
        for writing in writings(name):
            keys.setdefault(body_key(writing), set()).add(name)
    assert [names for names in keys.values() if len(names) > 1] == []


def test_every_body_is_read_by_its_code_its_name_and_its_line_of_the_drop_down(bodies):
    for code, name in AGENCIES.items():
        for written in (code, code.lower(), name, name.upper(), f"{code} · {name}"):
            assert bodies.read(written).reading.text == code


def test_every_renamed_body_is_one_that_existed():
    with (Path(data.__file__).parent / "renamed_agencies.csv").open(encoding="utf-8") as file:
        renamed = [row["agency_name"] for row in csv.DictReader(file)]
    assert [name for name in renamed if name not in CODES] == []


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở NN và PTNT tỉnh Sơn La", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Nông nghiệp & PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở GD&ĐT tỉnh", "Sở Giáo dục và Đào tạo"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("BCH BĐBP tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
        ("Bộ đội Biên phòng tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
        ("Bộ CHQS tỉnh Sơn La", "Bộ Chỉ huy Quân sự tỉnh"),
        ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Uỷ ban MTTQVN tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("Tỉnh đoàn", "Tỉnh đoàn Sơn La"),
        ("Hội LHPN tỉnh", "Hội Liên hiệp Phụ nữ tỉnh"),
        ("NHCSXH tỉnh", "Ngân hàng Chính sách xã hội - Chi nhánh tỉnh Sơn La"),
        ("Agribank Sơn La", "Ngân hàng Nông nghiệp và PTNT (Agribank) - Chi nhánh tỉnh Sơn La"),
        ("Công ty cổ phần Chè Mộc Châu", "Công ty CP Chè Mộc Châu"),
        ("Së Néi vô", "Sở Nội vụ"),
        ("Sôû Noäi vuï", "Sở Nội vụ"),
    ],
)
def test_a_body_is_read_in_its_usual_forms_and_that_is_shown(bodies, written, name):
    found = bodies.read(written)
    assert found.reading.text == CODES[name]
    assert name in found.reading.shown


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (
            "Sở Nông nghiệp và Môi trường",
            ["Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường"],
        ),
        ("Chi cục Chăn nuôi và Thú y", ["Chi cục Thú y tỉnh"]),
        ("So Noi vu", ["Sở Nội vụ"]),
        ("Viettel", ["Viettel Sơn La - Chi nhánh Tập đoàn Viễn thông Quân đội"]),
        ("Biên phòng tỉnh", ["Bộ Chỉ huy Bộ đội Biên phòng tỉnh"]),
    ],
)  # fmt: skip
def test_a_renamed_body_or_a_likeness_is_asked_about(bodies, written, names):
    found = bodies.read(written)
    assert (found.reading.text, found.reading.code) == ("", problems.CHOOSE_AGENCY)
    assert [each.label for each in found.question.candidates][: len(names)] == names


def test_a_sign_for_and_and_the_place_of_a_tone_are_plain_to_see(bodies):
    found = bodies.read("Sở Văn hoá, Thể thao & Du lịch").reading
    assert (found.text, found.shown) == (CODES["Sở Văn hóa, Thể thao và Du lịch"], "")


def test_a_code_beside_the_name_of_another_is_asked_about(bodies):
    found = bodies.read(f"{CODES['Sở Tài chính']} · Sở Nội vụ")
    assert [each.label for each in found.question.candidates] == ["Sở Tài chính", "Sở Nội vụ"]


def test_codes_that_differ_by_case_alone_are_two_bodies():
    two = Bodies({"sxd": "Sở Xây dựng", "SXD": "Sở Tư pháp"})
    assert [two.read(code).reading.text for code in ("sxd", "SXD")] == ["sxd", "SXD"]
    asked = two.read("Sxd")
    assert asked.reading.code == problems.CHOOSE_AGENCY
    assert {each.code for each in asked.question.candidates} == {"sxd", "SXD"}


def test_a_code_whose_zero_was_eaten_and_a_name_with_a_remark_are_asked_about():
    known = Bodies({"01": "Sở Xây dựng", "02": "Sở Tư pháp"})
    for text in (1.0, "1", "Sở Xây dựng (chủ trì)"):
        asked = known.read(text)
        assert asked.reading.code == problems.CHOOSE_AGENCY
        assert [each.code for each in asked.question.candidates] == ["01"]


def test_two_agencies_of_one_name_are_asked_about():
    found = Bodies({"A": "Sở Y tế", "B": "Sở Y tế tỉnh Sơn La"}).read("SYT · Sở Y tế tỉnh")
    assert [each.code for each in found.question.candidates] == ["A", "B"]


def test_a_body_that_is_not_in_the_list_is_unknown_even_if_it_existed():
    few = Bodies({"A": "Cơ quan mẫu 01"})
    assert few.read("Sở Y tế").reading.code == problems.UNKNOWN_AGENCY
    assert few.read("Cơ quan mẫu 01").reading.text == "A"


def test_a_body_of_a_district_is_not_that_of_the_province(bodies):
    assert bodies.read("Công an huyện Mai Sơn").reading.text == ""
    assert bodies.read("UBND huyện Mai Sơn").reading.text == ""


def test_several_bodies_in_one_cell_are_named_and_one_with_commas_is_one(bodies):
    several = bodies.read("Sở Y tế, Sở Giáo dục và Đào tạo").reading
    assert several.code == problems.SEVERAL_NAMES
    assert several.details["names"] == "Sở Y tế; Sở Giáo dục và Đào tạo"
    assert bodies.read("Sở Văn hóa, Thể thao và Du lịch").reading.is_good
    assert bodies.read("các sở trên").reading.code == problems.POINTS_ELSEWHERE


def test_what_was_answered_before_is_taken_and_said():
    answers = Answers().with_answer("agency", "Sở Nông nghiệp và Môi trường", "", "CQ005")
    found = Bodies(AGENCIES, answers=answers).read("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    assert (found.reading.text, found.answered) == ("CQ005", True)
    gone = Bodies({"A": "Cơ quan mẫu 01"}, answers=answers)
    assert not gone.read("Sở Nông nghiệp và Môi trường").answered


def test_an_english_name_is_a_name():
    assert (
        Bodies({"A": "Sở Y tế"}, {"A": "Department of Health"})
        .read("department of health")
        .reading.text
        == "A"
    )


@given(st.one_of(st.text(), st.floats(), st.booleans(), st.dates(), st.none()))
def test_no_cell_makes_it_fall_over(value):
    found = Bodies({"A": "Sở Y tế", "B": ""}).read(value)
    assert found.reading.text in ("", "A", "B")
