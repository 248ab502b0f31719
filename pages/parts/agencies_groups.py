"""Groups of agencies: what a body in the middle gave, in which forms, in which sectors."""

from __future__ import annotations

from pages.charts import alt, dots, look
from pages.parts import cards, grid, language, matrices, names, plot, tables
from pages.parts.agencies_facts import Agencies
from pages.parts.language import t, word

_FORMS = ["cash_million_vnd", "in_kind_million_vnd", "labour_days"]
_BESIDE = [
    *("agencies", "value_share", "median_value_million_vnd", "communes"),
    *("promises_known", "promises_kept", "promises_kept_share"),
]


def draw(found: Agencies) -> None:
    """Draw the groups that delivered something."""
    _spread(found)
    _forms(found)
    _sectors(found)


def _name(code: object) -> str:
    return word(f"agency_group.{code}")


def _spread(found: Agencies) -> None:
    """The body in the middle of each group, inside the range of its middle half."""
    spread = found.spread
    labels = [_name(code) for code in spread.index]
    measure = cards.subtitle(t("agencies.spread"), names.place(found.selection))
    lang, unit = language.current(), word("units.million_vnd")
    plot.draw(
        dots.interval(spread, labels, look.Titles(measure), lang=lang, unit=unit, decimals=0),
        key="agencies_spread",
        alt=alt.ranked(spread["value"], labels, measure, lang=lang, unit=unit),
    )


def _forms(found: Agencies) -> None:
    """Cash, in kind and labour of each group: side by side, never added."""
    money = {"median_value_million_vnd": 0}
    table = found.groups[_BESIDE].round(money).join(found.forms[_FORMS].round())
    texts = {name: tables.texts(name, table[name]) for name in table}
    plain = "0" * len(_BESIDE)
    rows = [
        grid.Row("", _name(code), [column[place] for column in texts.values()], plain + shades)
        for place, (code, shades) in enumerate(
            zip(table.index, grid.column_shades(table[_FORMS]), strict=True)
        )
    ]
    grid.draw(
        rows,
        columns=[tables.head(name) for name in table],
        corner=word("columns.agency_group"),
        title="",
        subtitle=cards.subtitle(t("agencies.forms"), names.place(found.selection)),
        key="agencies_forms",
        even=False,
    )


def _sectors(found: Agencies) -> None:
    matrices.money(
        matrices.Matrix(
            found.group_sectors,
            label_of=_name,
            head_of=lambda code: word(f"sector.{code}"),
            corner=word("columns.agency_group"),
            measure=t("agencies.group_by_sector"),
            place=names.place(found.selection),
            unknown=t("agencies.value_unknown"),
        ),
        key="agencies_groups",
    )
    columns = [
        *_BESIDE,
        "acts_without_value",
        "value_million_vnd",
        *_FORMS,
    ]
    whole = found.groups[columns].join(found.group_sectors)
    tables.twin(whole, name="agencies_groups", title=t("agencies.groups"))
