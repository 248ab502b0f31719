"""The form of one agency: its rows filled in, lists to read, and the codes that it needs alone.

What it hands back is its part (`data.scope`): rows below those that are filled in are new ones.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.exchange.template import Form, write_template
from data.exchange.template_lists import agency_words
from data.scope import AGENCY_TABLES, Scope, within
from data.words import Lang

# Who the agency is and which communes it answers for: shown, and not its own to change.
_TO_READ = ("agencies", "assignments")


def write_agency_form(
    record: Mapping[str, pd.DataFrame], agency_code: str, lang: Lang = "vi"
) -> bytes:
    """The form as an .xlsx file.

    Args:
        record: the tables of a real record (`Store.tables`).
        agency_code: of the agency whose form it is.
        lang: of heads, notes and lists; offices get the Vietnamese one.

    Raises:
        LookupError: the record has no such agency.
    """
    sheets = (*_TO_READ, *AGENCY_TABLES)
    own = within(record, Scope(sheets, agency_code))
    if "agencies" not in own or own["agencies"].empty:
        raise LookupError(agency_code)
    named = [rows["commune_code"] for rows in own.values() if "commune_code" in rows]
    label = str(own["agencies"]["agency_name"].iloc[0])
    form = Form(
        sheets=sheets,
        to_read=_TO_READ,
        communes=frozenset(pd.concat(named).dropna()),
        owner=agency_words(agency_code, label),
    )
    return write_template(own, lang, form)
