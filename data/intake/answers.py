"""What only a person can decide about a name in a file: the question, and the answer that stays.

A name that is not certain becomes a `Question` with candidates. Its answer is remembered by the
kind of thing, the name as `text.key` writes it, and the district, so that the next file with the
same name is read without asking; that it was read by an answer is said in the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, get_args

from data.intake.office.text import key

Kind = Literal["commune", "agency", "code", "day_order"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# A name may stand in every row of a file; nobody looks at all of them.
MOST_PLACES = 20

# Kind, key of the name, key of the district ("" where none was written).
Asked = tuple[Kind, str, str]


@dataclass(frozen=True)
class Candidate:
    """What a name may mean: its code, what a person reads, and why (`match_reason.<reason>`)."""

    code: str
    label: str
    reason: str


@dataclass(frozen=True)
class Question:
    """A name that nobody can be sure of, as it stands in the file.

    `district` is where a commune is said to lie; for a code it is the column that it stands in.
    `places` are where it stands ("HoatDong!C12"), the first `MOST_PLACES` of them, for the person
    who answers.
    """

    kind: Kind
    text: str
    district: str = ""
    candidates: tuple[Candidate, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked:
        """What the answer is remembered by; questions with the same are one question."""
        return asked(self.kind, self.text, self.district)

    def also_at(self, place: str) -> Question:
        """The question as it stands in one more cell."""
        if len(self.places) >= MOST_PLACES:
            return self
        return replace(self, places=(*self.places, place))


def asked(kind: Kind, text: str, district: str = "") -> Asked:
    """What an answer about a name is remembered by.

    Example:
        >>> asked("commune", "Xã Liên Hoà", "Vân Hồ") == asked("commune", "xã liên hòa", "VÂN HỒ")
        True
    """
    return kind, key(text), key(district)


@dataclass(frozen=True)
class Answers:
    """Every answer so far: the code that was chosen, by what was asked."""

    chosen: Mapping[Asked, str] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, kind: Kind, text: str, district: str = "") -> str:
        """The code that a person chose for this name; "" when nobody was asked.

        Example:
            >>> known = Answers().with_answer("commune", "Hát Lót", "Mai Sơn", "04105")
            >>> known.get("commune", "HÁT LÓT", "Mai Sơn"), known.get("commune", "Hát Lót")
            ('04105', '')
        """
        return self.chosen.get(asked(kind, text, district), "") if self.chosen else ""

    def with_answer(self, kind: Kind, text: str, district: str, code: str) -> Answers:
        """These answers and one more; an answer given again replaces the first."""
        return Answers(MappingProxyType({**self.chosen, asked(kind, text, district): code}))

    def together(self, later: Answers) -> Answers:
        """These answers and later ones, which win."""
        return Answers(MappingProxyType({**self.chosen, **later.chosen}))

    def to_json(self) -> str:
        """The answers as text that stays the same as long as they do."""
        rows = [
            {"kind": kind, "text": text, "district": district, "code": code}
            for (kind, text, district), code in sorted(self.chosen.items())
        ]
        return json.dumps(rows, ensure_ascii=False, indent=1)

    def with_questions(self, questions: Iterable[Question]) -> str:
        """The answers as `to_json`, and after them the open questions, to be answered by hand:
        one of the `choices` goes into `code`."""
        rows = json.loads(self.to_json())
        for each in questions:
            kind, text, district = each.asked
            choices = {one.code: f"{one.label} ({one.reason})" for one in each.candidates}
            named = {"kind": kind, "text": text, "district": district, "code": None}
            rows.append(named | {"choices": choices, "places": list(each.places)})
        return json.dumps(rows, ensure_ascii=False, indent=1)

    @staticmethod
    def from_json(text: str) -> Answers:
        """The answers of `to_json`; rows that are none are left out, so that old stores open.

        Raises:
            ValueError: the text is no list in JSON.
        """
        rows = json.loads(text)
        if not isinstance(rows, list):
            raise ValueError("answers are a list")
        return Answers(MappingProxyType(dict(_answers_in(rows))))


def _answers_in(rows: list[object]) -> Iterator[tuple[Asked, str]]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        kind, text, district, code = (row.get(k) for k in ("kind", "text", "district", "code"))
        if kind in KINDS and isinstance(text, str) and isinstance(code, str):
            yield (kind, text, district if isinstance(district, str) else ""), code
