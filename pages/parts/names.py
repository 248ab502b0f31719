"""Names of codes as the pages show them, in the language of the run."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import streamlit as st

from data.selection import Selection
from data.words import Lang, formats, years
from geo import gazetteer
from pages.parts import cached, language, links
from pages.parts.language import t, word

_VIETNAMESE_TYPES = ("Thành phố ", "Huyện ")
PROVINCE = "Sơn La"
_WARDS_AND_TOWNS = {"phường": "ward", "thị trấn": "town"}


@st.cache_resource(show_spinner=False)
def districts_in_order() -> tuple[str, ...]:
    """District codes in Vietnamese alphabetical order of their names without the type."""
    rows = gazetteer.districts()["district_name"]
    return tuple(sorted(rows.index, key=lambda code: formats.alphabetical(_bare(rows[code]))))


def type_and_name(code: str) -> tuple[str, str]:
    """A district's type and its name without it: "Thành phố" and "Sơn La", "District" and …"""
    name = str(gazetteer.districts().at[code, "district_name"])
    kind = "city" if name.startswith("Thành phố") else "district"
    return t(f"names.type_{kind}"), _bare(name)


def _bare(name: str) -> str:
    for kind in _VIETNAMESE_TYPES:
        name = name.removeprefix(kind)
    return name


def district(code: str) -> str:
    """ "Huyện Mộc Châu" in Vietnamese, "Mộc Châu district" in English."""
    return _district(code, language.current())


# Names of places never change, and a page asks for a hundred of them a run.
@lru_cache(maxsize=100)
def _district(code: str, lang: Lang) -> str:
    name = str(gazetteer.districts().at[code, "district_name"])
    if lang == "vi":
        return name
    kind = "city" if name.startswith("Thành phố") else "district"
    return t(f"names.{kind}", name=_bare(name))


def commune(code: str) -> str:
    """The commune's usual name without its district; the code itself where it is unknown.

    Wards and towns have their type: a town may share its name with the commune around it (Hát Lót).
    """
    return _commune(code, language.current())


@lru_cache(maxsize=1000)
def _commune(code: str, lang: Lang) -> str:
    known = gazetteer.communes()
    if code not in known.index:
        return str(code)
    name = str(known.at[code, "commune_name"])
    kind = _WARDS_AND_TOWNS.get(str(known.at[code, "commune_type"]))
    return t(f"names.{kind}", name=name) if kind else name


def commune_in_district(code: str) -> str:
    """Name and district: names collide (Mường Sại and Mường Sai), so lists show both."""
    known = gazetteer.communes()
    if code not in known.index:
        return str(code)
    of = within_a_sentence(district(str(known.at[code, "district_code"])))
    return f"{commune(code)}, {of}"


def place(selection: Selection) -> str:
    """The chosen districts by name, more than two by their number, else the province.

    It stands inside sentences and behind commas: "huyện Mường La", as an office writes it there.
    """
    if len(selection.districts) > 2:
        return t("names.districts", n=len(selection.districts))
    if selection.districts:
        return ", ".join(within_a_sentence(district(code)) for code in selection.districts)
    return t("frame.province")


def places_of(selection: Selection) -> str:
    """The places that a sentence speaks of: the chosen kinds of commune in the chosen districts."""
    if not selection.kinds:
        return place(selection)
    said = [_small(word(f"kind.{code}")) for code in selection.kinds]
    kinds = said[0]
    if len(said) > 1:
        kinds = t("names.or", first=", ".join(said[:-1]), last=said[-1])
    return t("names.of_kinds", kinds=kinds, place=place(selection))


def of_places(selection: Selection) -> str:
    """What stands behind a number of communes: of which places they are."""
    of = "among" if selection.kinds else "of_place"
    return t(f"names.{of}", place=places_of(selection))


def within_a_sentence(name: str) -> str:
    """A district's name with its type in small letters: names in English keep theirs.

    Example:
        >>> within_a_sentence("Huyện Mường La"), within_a_sentence("Mường La district")
        ('huyện Mường La', 'Mường La district')
    """
    return _small(name) if name.startswith(_VIETNAMESE_TYPES) else name


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def kind_of(code: str) -> str:
    """What a code names, as the address reads it: district, then commune, then agency.

    Example:
        >>> kind_of("120"), kind_of("agency:120")
        ('district', 'agency')
    """
    if code in gazetteer.districts().index:
        return "district"
    return "commune" if code in gazetteer.communes().index else "agency"


def agency_reference(code: str) -> str:
    """How a comparison names an agency, as `links.agency_reference` among all places."""
    return links.agency_reference(code, {*gazetteer.districts().index, *gazetteer.communes().index})


def agency_of(reference: str) -> str:
    """The code of the agency that a comparison names.

    Example:
        >>> agency_of("agency:120"), agency_of("MCQ01")
        ('120', 'MCQ01')
    """
    return reference.removeprefix(links.AGENCY)


def short(code: str) -> str:
    """A place's name alone, for names of files; empty for what is no place.

    Example:
        >>> short("119"), short("MCQ01")
        ('Thuận Châu', '')
    """
    if code in gazetteer.districts().index:
        return _bare(str(gazetteer.districts().at[code, "district_name"]))
    known = gazetteer.communes()
    return str(known.at[code, "commune_name"]) if code in known.index else ""


def in_a_file_name(code: str) -> str:
    """A place where a file is named after it: names of communes collide, so these keep their code.

    Example:
        >>> in_a_file_name("119"), in_a_file_name("116"), in_a_file_name("04246")
        ('Thuận Châu', 'Thành phố Sơn La', 'Mường Lạn-04246')
    """
    name = short(code)
    if name and code not in gazetteer.districts().index:
        return f"{name}-{code}"
    # The city has the name of the province.
    return (
        str(gazetteer.districts().at[code, "district_name"]) if name == PROVINCE else name or code
    )


def compared(code: str) -> str:
    """The name of a district, a commune with its district, or an agency."""
    of_kind = {"district": district, "commune": commune_in_district, "agency": agency}
    return of_kind[kind_of(code)](agency_of(code))


def subject(kind: str) -> str:
    """The name of the one commune or agency that a page is about, or of all that it compares;
    empty on other pages."""
    address = links.current()
    if kind == "place":
        return " – ".join(compared(code) for code in address.place)
    if kind == "commune" and address.commune:
        return commune_in_district(address.commune[0])
    if kind == "agency" and address.agency:
        return agency(address.agency[0])
    return ""


# Asked for every option of the agency filter at every run: Streamlit's own cache takes longer to
# make its key than the answer is worth.
@lru_cache(maxsize=6)
def _agencies(version_id: str, lang: Lang) -> dict[str, str]:
    rows = cached.record().agencies
    names = rows["agency_name"]
    if lang == "en":
        names = rows["agency_name_en"].where(rows["agency_name_en"].notna(), names)
    # Pickers choose by the words they show, and tables have a column a body.
    shared = names + " (" + rows["agency_code"] + ")"
    names = names.mask(names.duplicated(keep=False), shared)
    return dict(zip(rows["agency_code"], names, strict=True))


def agency(code: object) -> str:
    """The body's name, with its code where another has the same name; the code itself where the
    record has none."""
    known = _agencies(cached.record().version.id, language.current())
    return known.get(str(code), str(code))


def year(number: object) -> str:
    """A year where it stands beside others: one that is not whole says how many days it has."""
    return years.with_days(int(str(number)), language.current())


def add(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a name beside every code of a place or a body, and codes put into words.

    Args:
        table: any table with some of the columns `commune_code`, `district_code`, `agency_code`.

    Returns:
        The same rows; each name column stands before its code column.
    """
    named = table.copy()
    makers = {"commune_code": commune, "district_code": district, "agency_code": agency}
    for code_column, name_of in makers.items():
        if code_column in named and code_column.replace("_code", "_name") not in named:
            place = int(named.columns.get_loc(code_column))  # type: ignore[arg-type]
            values = [name_of(code) if pd.notna(code) else "" for code in named[code_column]]
            named.insert(place, code_column.replace("_code", "_name"), values)
    return named


def kinds(codes: list[str]) -> str:
    """Kinds of commune as one line."""
    return ", ".join(word(f"kind.{code}") for code in codes)
