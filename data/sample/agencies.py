"""Invented bodies: a group and a number, never a name that could be taken for a real one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample.draw import Rng, happens, text
from data.sample.rates import BODIES, FIELD_UNKNOWN_SHARE
from data.schema import SECTORS

# Of each group: the letters of its codes, and what its bodies are called in both languages.
NAMES = {
    "department": ("MCQ", "Cơ quan mẫu", "Sample department"),
    "party_body": ("MBD", "Ban mẫu", "Sample party body"),
    "front_and_mass_organisation": ("MDT", "Đoàn thể mẫu", "Sample mass organisation"),
    "armed_forces": ("MLL", "Đơn vị lực lượng mẫu", "Sample force unit"),
    "enterprise": ("MDN", "Doanh nghiệp mẫu", "Sample enterprise"),
    "public_service_unit": ("MSN", "Đơn vị sự nghiệp mẫu", "Sample service unit"),
}


def agencies(rng: Rng) -> pd.DataFrame:
    """All bodies. The field is drawn without looking at the group; of a few it is not known."""
    rows = [
        (f"{letters}{number:02d}", f"{name} {number:02d}", f"{name_en} {number:02d}", group)
        for group, (letters, name, name_en) in NAMES.items()
        for number in range(1, BODIES[group] + 1)
    ]
    columns = ["agency_code", "agency_name", "agency_name_en", "agency_group"]
    field = rng.integers(0, len(SECTORS), len(rows))
    unknown = happens(rng, FIELD_UNKNOWN_SHARE, len(rows))
    bodies = pd.DataFrame(rows, columns=columns)
    return bodies.assign(field=text(SECTORS, np.where(unknown, -1, field)))
