"""The address: read and checked before any widget is drawn, and written when one changes.

The address carries codes, never labels. It is the only memory of the filters: widgets are seeded
from it at every run and write to it in `on_change`, so a link, the Back button and a change of
language all show the same thing. What is not in a list is dropped and never shown again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data import schema
from data.metrics import change, commune_states
from data.metrics.commune_states import MEASURES
from data.selection import ALL_YEARS, Selection
from data.words import LANGUAGES
from pages.parts import language

# What the legend of the map can pick out: a class of values, or a state that is no value.
LEGEND = tuple(dict.fromkeys((*"123456789", *commune_states.STATES[1:], *change.STATES[1:])))
COMPARES = ("years", "change", "need")
VIEWS = ("boundaries", "hexagons")
# The parts of the page of records; the first is the one without a word in the address.
PARTS = ("versions", "hand_in", "quality", "source")
# So many stand beside each other on a laptop, and their differences still read.
MOST_COMPARED = 4
# Stands before the code of an agency that is compared and has the code of a place.
AGENCY = "agency:"
UNKNOWN = "unknown"
_SESSION_KEY = "address"
_UNCONFIRMED = "address_unconfirmed"


@dataclass(frozen=True)
class Known:
    """The codes that exist now: what the address may name."""

    districts: Collection[str]
    communes: Collection[str]
    agencies: Collection[str]


@dataclass(frozen=True)
class Address:
    """What the address says, checked. Empty: not said.

    `ignored`: the parameters of which something was dropped, UNKNOWN for a name nobody knows.
    `all_years_named`: the first and the last year are named, as a comparison of them asks.
    """

    lang: str = language.DEFAULT
    district: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    years: tuple[int, int] = ALL_YEARS
    work_type: tuple[str, ...] = ()
    all_years_named: bool = False
    measure: str = MEASURES[0]
    view: str = ""
    compare: str = ""
    commune: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    highlight_district: str = ""
    highlight_agency: str = ""
    part: str = PARTS[0]
    draft: str = ""
    ref: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def selection(self) -> Selection:
        """The filters alone."""
        return Selection(
            self.district, self.sector, self.agency, self.kind, self.years, self.work_type
        )


# What a page is narrowed to, and every other list beside it.
NARROWING: tuple[str, ...] = (
    *("district", "sector", "work_type", "agency", "kind", "commune", "place", "legend"),
)
LISTS: tuple[str, ...] = (*NARROWING, "signs")


def parse(parameters: Mapping[str, list[str]], known: Known) -> Address:
    """Check the parameters of an address against what exists.

    Args:
        parameters: name -> values, as the browser sent them.
        known: the codes that may be named.
    """
    allowed: dict[str, Collection[str]] = {
        "district": known.districts,
        "sector": schema.SECTORS,
        "agency": known.agencies,
        "kind": schema.COMMUNE_KINDS,
        "work_type": schema.WORK_TYPES,
        "commune": known.communes,
        "place": _comparable(parameters.get("place", []), known),
        "legend": LEGEND,
        "signs": schema.COMMUNE_KINDS,
    }
    lists = {name: _checked(parameters.get(name, []), codes) for name, codes in allowed.items()}
    years, years_good = _years(parameters.get("years", []))
    single = {
        "lang": _one(parameters.get("lang", []), LANGUAGES, language.DEFAULT),
        "measure": _one(parameters.get("measure", []), MEASURES, MEASURES[0]),
        "view": _one(parameters.get("view", []), VIEWS, ""),
        "compare": _one(parameters.get("compare", []), COMPARES, ""),
        "highlight_district": _one(parameters.get("highlight_district", []), known.districts, ""),
        "highlight_agency": _one(parameters.get("highlight_agency", []), known.agencies, ""),
        "part": _one(parameters.get("part", []), PARTS, PARTS[0]),
        "draft": _shaped(parameters.get("draft", []), _DRAFT),
        "ref": _shaped(parameters.get("ref", []), _REF),
    }
    if single["highlight_district"][0] and single["highlight_agency"][0]:
        # One stands out at a time.
        single["highlight_agency"] = "", False
    checked = {**lists, **single, "years": (years, years_good)}
    ignored = [name for name, (_, good) in checked.items() if not good]
    if set(parameters) - set(checked):
        ignored.append(UNKNOWN)
    return Address(
        **{name: values for name, (values, _) in lists.items()},  # type: ignore[arg-type]
        **{name: value for name, (value, _) in single.items()},  # type: ignore[arg-type]
        years=years,
        all_years_named=years_good and years == ALL_YEARS and "years" in parameters,
        ignored=tuple(ignored),
    )


def agency_reference(code: str, places: Collection[str]) -> str:
    """How a comparison names an agency: by its code, and marked where a place has the same code.

    Args:
        code: of the agency.
        places: the codes of all districts and communes.

    Example:
        >>> agency_reference("MCQ01", ["120"]), agency_reference("120", ["120"])
        ('MCQ01', 'agency:120')
    """
    return f"{AGENCY}{code}" if code in places else code


def _comparable(values: list[str], known: Known) -> Collection[str]:
    """The codes that may stand beside the first that exists: districts, communes or agencies, four
    at most."""
    places = {*known.districts, *known.communes}
    agencies = {agency_reference(code, places) for code in known.agencies}
    kinds: tuple[Collection[str], ...] = (known.districts, known.communes, agencies)
    for value in values:
        for codes in kinds:
            if value in codes:
                return list(dict.fromkeys(one for one in values if one in codes))[:MOST_COMPARED]
    return ()


def _checked(values: list[str], allowed: Collection[str]) -> tuple[tuple[str, ...], bool]:
    kept = tuple(dict.fromkeys(value for value in values if value in allowed))
    return kept, all(value in allowed for value in values)


def _one(values: list[str], allowed: Collection[str], default: str) -> tuple[str, bool]:
    if len(values) == 1 and values[0] in allowed:
        return values[0], True
    return default, not values


def _shaped(values: list[str], shape: re.Pattern[str]) -> tuple[str, bool]:
    """A value that is in no list, because it names something in the store."""
    if len(values) == 1 and shape.fullmatch(values[0]):
        return values[0], True
    return "", not values


def is_ref(text: str) -> bool:
    """True for a text shaped like a reference to a source cell."""
    return _REF.fullmatch(text) is not None


def _years(values: list[str]) -> tuple[tuple[int, int], bool]:
    good = [int(value) for value in values if value in _YEARS]
    if not values:
        return ALL_YEARS, True
    if len(good) != len(values) or len(good) > 2:
        return ALL_YEARS, False
    return (min(good), max(good)), True


_DRAFT = re.compile("[0-9a-f]{32}")
_REF = re.compile(r"v[0-9]{4,9}:[^\x00-\x1f]{1,120}![0-9]{1,7}")
_YEARS = {str(year) for year in range(schema.FIRST_YEAR, schema.LAST_YEAR + 1)}


@dataclass(frozen=True)
class _Unconfirmed:
    """What was written and no message of the browser's has named yet.

    A message that was under way still carries one of the addresses `before` it. `own_run`: the
    run that wrote it has not read it yet.
    """

    page: str
    written: dict[str, list[str]]
    before: tuple[dict[str, list[str]], ...]
    own_run: bool = True


def read(known: Known) -> Address:
    """Read this run's address; call once, before the first widget."""
    found = parse(_latest(_sent()), known)
    st.session_state[_SESSION_KEY] = found
    return found


def _sent() -> dict[str, list[str]]:
    """The parameters that came with this run."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _latest(sent: dict[str, list[str]]) -> dict[str, list[str]]:
    """What came with this run, or what was written where it left the browser before that.

    Two things done at once are two messages: the first writes a new address, and the second,
    sent before the browser heard of it, would draw the page as it was under the new address.
    """
    wrote = st.session_state.pop(_UNCONFIRMED, None)
    if not isinstance(wrote, _Unconfirmed) or not _is_still_on(wrote.page):
        return sent
    left_before = sent in wrote.before
    if left_before or (wrote.own_run and sent == wrote.written):
        st.session_state[_UNCONFIRMED] = replace(wrote, own_run=False)
    return wrote.written if left_before else sent


def _is_still_on(page: str) -> bool:
    """True for a run of the same page that the Back button did not ask for."""
    context = get_script_run_ctx()
    went_back = context is not None and context.is_history_navigation
    return _page() == page and not went_back


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def current() -> Address:
    """The address of this run."""
    found = st.session_state.get(_SESSION_KEY)
    return found if isinstance(found, Address) else Address()


def parameters(address: Address) -> dict[str, list[str]]:
    """The address as parameters: codes only, and nothing that says what is already so."""
    said: dict[str, list[str]] = {name: list(getattr(address, name)) for name in LISTS}
    if address.years != ALL_YEARS or (address.all_years_named and address.compare == "change"):
        said["years"] = [str(year) for year in address.years]
    for name, usual in (
        ("measure", MEASURES[0]),
        ("view", ""),
        ("compare", ""),
        ("highlight_district", ""),
        ("highlight_agency", ""),
        ("part", PARTS[0]),
        ("draft", ""),
        ("ref", ""),
        ("lang", language.DEFAULT),
    ):
        if getattr(address, name) != usual:
            said[name] = [getattr(address, name)]
    return {name: values for name, values in said.items() if values}


def write(**changes: object) -> None:
    """Change what the address says, in a widget's callback: one step for the Back button."""
    changed = replace(current(), **changes)  # type: ignore[arg-type]
    st.session_state[_SESSION_KEY] = changed
    earlier = st.session_state.get(_UNCONFIRMED)
    # What was written a moment ago may be under way as well, and is older than this.
    before = (*earlier.before, earlier.written) if isinstance(earlier, _Unconfirmed) else ()
    written = parameters(changed)
    others = tuple(one for one in (*before, _sent()) if one != written)
    st.session_state[_UNCONFIRMED] = _Unconfirmed(_page(), written, others)
    st.query_params.from_dict(written)


def elsewhere(subject: str, **changes: object) -> dict[str, list[str]]:
    """Parameters for a link to another page: the filters go along, this page's subject does not."""
    here = current()
    dropped: dict[str, object] = {"commune": (), "place": (), "legend": (), "compare": ""}
    dropped |= {"highlight_district": "", "highlight_agency": ""}
    dropped |= {"part": PARTS[0], "draft": "", "ref": ""}
    if subject == "agency":
        dropped["agency"] = ()
    return parameters(replace(here, **(dropped | changes)))  # type: ignore[arg-type]


def one_of(values: Iterable[str]) -> str:
    """The first of a list of codes, or an empty text."""
    return next(iter(values), "")
