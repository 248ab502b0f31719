"""What a file says of itself: what it shows, with which filters, from which version."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.words import Lang, formats, translate

TEXT = Path(__file__).parents[1] / "text"
ILLUSTRATIVE = "illustrative"
MARK = "Minh họa / Illustrative"
_MARKS = {"vi": "minh-hoa", "en": "illustrative"}
LONGEST_PART = 80  # of a file's name, which disks hold to 255


@dataclass(frozen=True)
class About:
    """The facts that travel with a table when it leaves the page.

    `title` and `place` are for people; `name` is the short one for file names ("agencies");
    `filters` are (filter, choice) in words, empty when nothing is narrowed; `source` is who gave
    the record; `status` is a code of the record's statuses; `address` is the page with its
    filters, as text; `scope` is the page, its place by name and the codes that narrow it, for
    file names ("agencies-thuan-chau-119").
    """

    title: str
    name: str
    lang: Lang
    place: str
    period: str
    filters: Sequence[tuple[str, str]]
    source: str
    status: str
    version: str
    made_on: date
    address: str = ""
    scope: str = ""

    @property
    def mark(self) -> str:
        """What stands in every head: "Minh họa / Illustrative", or the status in words."""
        if self.status == ILLUSTRATIVE:
            return MARK
        return translate(self.lang, f"status.{self.status}")

    def subtitle(self) -> str:
        """Place, period, mark and version on one line."""
        version = self.words("version")
        return " · ".join([self.place, self.period, self.mark, f"{version} {self.version}"])

    def words(self, key: str, **values: object) -> str:
        """The page's words for exports."""
        return translate(self.lang, f"exports.{key}", folder=TEXT, **values)

    def facts(self) -> list[tuple[str, str]]:
        """Everything a reader of the file should know, as (what, words)."""
        chosen = list(self.filters) or [(self.words("filters"), self.words("no_filter"))]
        facts = [
            (self.words("title"), self.title),
            (self.words("status"), self.mark),
            (self.words("place"), self.place),
            (self.words("period"), self.period),
            *chosen,
            (self.words("source"), self.source),
            (self.words("version"), self.version),
            (self.words("made_on"), formats.date(self.made_on, self.lang)),
            (self.words("units"), self.words("units_note")),
            (self.words("missing"), self.words("missing_note")),
        ]
        if self.address:
            facts.append((self.words("address"), self.address))
        return facts

    def file_name(self, extension: str) -> str:
        """`minh-hoa_agencies-thuan-chau-119_works_2014-2015_<version>.xlsx`: what the file is, in
        plain letters that every disk and mail takes. Two selections never share a name."""
        first = _MARKS[self.lang] if self.status == ILLUSTRATIVE else self.status
        parts = (first, self.scope, self.name, self.period, self.version)
        return "_".join(_short(_plain(part)) for part in parts if part) + f".{extension}"


def _short(text: str) -> str:
    """Long lists of codes end in a hash of the whole, so that they still differ."""
    if len(text) <= LONGEST_PART:
        return text
    return f"{text[: LONGEST_PART - 7]}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def _plain(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D").replace("–", "-")
    letters = unicodedata.normalize("NFKD", plain)
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "-", ascii_only).strip("-") or "x"
