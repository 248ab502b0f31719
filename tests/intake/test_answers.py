"""What people chose is remembered by the name, however it is written the next time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.answers import KINDS, MOST_PLACES, Answers, Question

names = st.text(max_size=20)


def test_questions_about_one_name_are_one_question():
    one = Question("commune", "Xã LIÊN HOÀ", "Vân Hồ")
    assert one.asked == Question("commune", "xã Liên Hòa", "VÂN HỒ").asked
    assert one.asked != Question("agency", "Xã LIÊN HOÀ", "Vân Hồ").asked


def test_a_question_says_where_it_stands_and_not_a_hundred_thousand_times():
    question = Question("commune", "Hát Lót")
    for row in range(4, 100):
        question = question.also_at(f"HoatDong!D{row}")
    assert question.places[0] == "HoatDong!D4"
    assert len(question.places) == MOST_PLACES


def test_a_later_answer_wins():
    first = Answers().with_answer("agency", "MTTQ", "", "A")
    later = Answers().with_answer("agency", "mttq", "", "B")
    assert first.together(later).get("agency", "MTTQ") == "B"
    assert first.get("agency", "MTTQ") == "A"


@given(st.lists(st.tuples(st.sampled_from(KINDS), names, names, st.text(max_size=8))))
def test_answers_go_round_through_a_file(given_answers):
    answers = Answers()
    for kind, text, district, code in given_answers:
        answers = answers.with_answer(kind, text, district, code)
    assert Answers.from_json(answers.to_json()) == answers


def test_rows_that_are_no_answers_are_left_out_and_a_file_that_is_none_is_refused():
    assert Answers.from_json('[1, {"kind": "river"}, {"kind": "agency", "text": 3}]') == Answers()
    with pytest.raises(ValueError, match="list"):
        Answers.from_json("{}")
