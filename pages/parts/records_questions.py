"""Names that may mean several communes or agencies: a person chooses, and the choice stays."""

from __future__ import annotations

import streamlit as st

from data import drafts
from data.drafts import Draft
from data.intake.answers import Candidate, Question
from pages.parts import cards, records_drafts
from pages.parts.language import plain, t, word

# More than these at once are a form that nobody fills in; the next ones come after.
_AT_ONCE = 12


def draw(draft: Draft, questions: tuple[Question, ...]) -> None:
    """A list of candidates for each name; nothing is chosen before somebody chooses."""
    if not questions:
        return
    st.markdown(f"**{cards.counted('records.questions.title', len(questions))}**")
    with st.form(f"questions_{draft.id}"):
        answered = [
            (each, _ask(draft, number, each)) for number, each in enumerate(questions[:_AT_ONCE])
        ]
        sent = st.form_submit_button(t("records.questions.use"), icon=":material/check:")
    if sent:
        _save(draft, [(each, code) for each, code in answered if code])


def _ask(draft: Draft, number: int, question: Question) -> str:
    labels = {each.code: each for each in question.candidates}
    where = ", ".join(question.places[:3])
    chosen = st.selectbox(
        t(
            f"records.questions.{question.kind}",
            text=plain(question.text),
            district=f" ({plain(question.district)})" if question.district else "",
            where=plain(where),
        ),
        list(labels),
        index=None,
        key=f"question_{draft.id}_{number}_{question.asked}",
        format_func=lambda code: _label(labels[code]),
        placeholder=t("records.questions.choose"),
    )
    return chosen or ""


def _label(candidate: Candidate) -> str:
    return f"{candidate.label} – {word(f'match_reason.{candidate.reason}')}"


def _save(draft: Draft, answered: list[tuple[Question, str]]) -> None:
    answers = draft.answers
    for question, code in answered:
        answers = answers.with_answer(question.kind, question.text, question.district, code)
    try:
        drafts.save(records_drafts.place(), draft, answers=answers)
    except (LookupError, OSError):  # a draft that is gone; a store that is full
        st.error(t("records.mapping.not_kept"), icon=":material/error:")
        return
    st.rerun()
