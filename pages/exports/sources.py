"""Where the rows of a table stood in a file: a column of short references, where they are known."""

from __future__ import annotations

import pandas as pd

from data.scope import SOURCE_REF


def known(table: pd.DataFrame) -> pd.DataFrame:
    """The table, without the column of references where no row has one.

    The rows of the illustrative record come from no file, and an empty column says nothing.

    Example:
        >>> list(known(pd.DataFrame({"acts": [1], "source_ref": [None]})))
        ['acts']
    """
    if SOURCE_REF in table and table[SOURCE_REF].isna().all():
        return table.drop(columns=SOURCE_REF)
    return table
