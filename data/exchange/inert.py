"""Text that a spreadsheet would run as a formula, made inert in CSV and brought back."""

from __future__ import annotations

import pandas as pd

# What Excel, LibreOffice and Google Sheets take for the start of a formula, and the full-width
# forms that some of them narrow first.
STARTS = "=+\\-@\t\r＝＋－＠"

_WOULD_RUN = f"'*[{STARTS}]"
_MADE_INERT = f"'+[{STARTS}]"


def prefixed(texts: pd.Series) -> pd.Series:
    """Put an apostrophe before text that would run. Missing stays missing.

    Example:
        >>> prefixed(pd.Series(["=1+1", "'=1", "a=b"])).tolist()
        ["'=1+1", "''=1", 'a=b']
    """
    return _where(texts, _WOULD_RUN, "'" + texts)


def unprefixed(texts: pd.Series) -> pd.Series:
    """Undo `prefixed`: what was prefixed reads back unchanged.

    Example:
        >>> unprefixed(pd.Series(["'=1+1", "''=1", "'tis"])).tolist()
        ['=1+1', "'=1", "'tis"]
    """
    return _where(texts, _MADE_INERT, texts.str.slice(1))


def _where(texts: pd.Series, pattern: str, changed: pd.Series) -> pd.Series:
    return texts.mask(texts.str.match(pattern, na=False), changed)
