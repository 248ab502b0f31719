"""Where the figures stand on each page: patterns of text, keys of bars and grids."""

from __future__ import annotations

VALUE = {"value": r"N(?= \||$| ·)", "unvalued": r"N acts?(?: without a|, no value) record"}

OVERVIEW = {
    "text": {
        "acts": r"with N acts?",
        "bodies": r", N (?:agency|agencies) helped",
        "communes": r"helped N (?:of the )?communes?",
        "unassigned": r"\(N without an assignment\)",
        "value": r"acts? worth N",
        "unvalued": r"\(N acts? without a recorded value\)",
        "stands works": r"Works completed \| N works? \| of N on record",
        "times": r"Household-times reached \| N times?",
        "helped assigned_communes": r"Communes helped \| N communes? \| of N assigned",
        "silent pairs": r"Pairs with nothing reported \| N pairs? \| of N assigned",
        "silent_here": r"in the sectors chosen: N of",
        "promised came promised_known came_share": (
            r"N promised; where the value delivered is known, N of N \(N\)"
        ),
    },
    "bars": {
        "overview_ranked_district": VALUE,
        "overview_ranked_commune": VALUE,
        "overview_by_year": VALUE,
        "overview_by_sector": VALUE,
        "overview_signals": {"cases": r"N/", "of_all": r"/N"},
    },
    "grids": {},
}

# The heads of the list of promises not done, and the first row of each: the longest overdue.
HEADS = {
    "not_delivered": "NOT DELIVERED",
    "short": "FALLEN SHORT",
    "unknown": "OUTCOME NOT KNOWN",
    "late": "KEPT IN FULL, LATE",
    "no_quantity": "NO QUANTITY PROMISED",
}
SECTORS = (
    "information",
    "local_government",
    "economy",
    "infrastructure",
    "welfare",
    "new_rural",
    "culture_health_education",
    "security",
)
AGENCIES = {
    "text": {
        "bodies": r", N (?:agency|agencies) helped",
        "acts": r"with N acts?",
        "value": r"acts? worth N",
        "unvalued": r"\(N acts? without a recorded value\)",
        "silent_bodies": r"N (?:agency|agencies) (?:was|were) assigned and ha(?:s|ve) no act",
        "helped_of assigned_bodies": r"Agencies that helped \| N agenc(?:y|ies) \| of N assigned",
        "median": r"median agency: N",
        "share kept known": r"Promises in full \| N \| N of N promises?",
        "late": r"N kept late",
        "unknown": r"N with the outcome not known",
        "no_quantity": r"N without a quantity",
        "own_share own field_acts": r"In the own field \| N \| N of N",
        "silent pairs": r"Pairs with nothing reported \| N pairs? \| of N assigned",
        "not_own with_field": r"N of N agenc(?:y|ies) did nothing in their own field",
        "chance": r"In the own field \| [^|]*\| [^|;]*; if fields played no part: N",
        "outside outside_pairs": r"Help outside an assignment, in any sector: N acts? of N pairs?",
    },
    "bars": {
        "agencies_ranked": VALUE
        | {"communes": r"N communes", "kept": r"N of", "known": r"of N promises"},
        "agencies_states": {"pairs": r"N pairs?"},
    },
    "grids": {
        "agencies_forms": (
            "bodies",
            "share",
            "median",
            "communes",
            "known",
            "kept",
            "kept_share",
            "cash",
            "in_kind",
            "days",
        ),
        "agencies_fit": SECTORS,
        "agencies_by_year": (),
    },
}
INFRASTRUCTURE = {
    "text": {
        "works": r"on record in .*?: N works?;",
        "stands cost": r"works?; N completed, recorded cost N",
        "rest rest_cost": r"; N under way or planned, cost N",
        "agency_share": r"agencies paid N",
        "lacking of_stands": r"an amount is missing in N of N works?",
        "times": r"Household-times served, completed \| N times",
        "median": r"median work: N households?",
        "rest_times": r"households?; under way or planned: N",
        "watched_share watched_known not_said": (
            r"Followed by the community \| N \| of N completed and recorded; N not recorded"
        ),
        "several": r"Several payers \| N works?",
        "planned under_way": r"never begun: N works?; begun and never finished: N works?",
        "overdue": r"N of them are past their planned year",
        "exact village commune unplaced": (
            r"N exact, N by village, N at the commune's centre, N not placed"
        ),
    },
    "bars": {
        "infrastructure_supervision": {"works": r"N works?", "rest": r"planned: N"},
        "infrastructure_funding": {
            "cost": r"N(?: ·| \||$)",
            "works": r"N works?(?! without)",
            "lacking": r"N works? without an amount",
            "rest": r"planned: N",
        },
        "infrastructure_status": {"works": r"N works?"},
    },
    "grids": {
        "infrastructure_years": (),
        "infrastructure_unit_costs": ("works", "", "median", "", "", "", ""),
        "infrastructure_not_done_by_district_code": ("begun", "finished", "days"),
        "infrastructure_not_done_by_agency_code": ("begun", "finished", "days"),
    },
}
MAP = {
    "text": {},
    "bars": {
        "map_ranked": {"value": r"^N", "place": r"^N\.", "part": r"N of", "whole": r"of N promises"}
    },
    "grids": {},
}
AGENCY = {
    "text": {
        "assigned": r"was assigned N communes?",
        "acts communes": r"delivered N acts? in N communes?",
        "value": r"communes? worth N",
        "unvalued": r"\(N acts? without a recorded value\)",
        "helped": r"Assigned communes helped \| N communes?",
        "share kept known": r"Promises in full \| N \| N of N promises?",
        "late": r"N kept late",
        "unknown": r"N with the outcome not known",
        "no_quantity": r"N without a quantity",
        "own_share": r"In its own field \| N",
        "said_share": r"Confirmed in full \| N",
        "without_quantity": r"N of [\d,]+ acts? ha(?:s|ve) no quantity",
        "differ": r"commune's quantity differs from the agency's: N",
        "short": r"N of [\d,]+ promises? that fell short",
        "not_delivered": r"N of [\d,]+ promises? due and not delivered",
        "unknown_signal of_promises": r"N of N promises? delivered without a quantity",
        "cash": r"Forms: cash N",
        "in_kind": r"Forms: .*?, in kind N",
        "days": r"Forms: .*?, labour N days?",
        "part works cost": r"It put N into N works? now completed, recorded cost N",
    },
    "bars": {
        "agency_communes": {"value": r"^N(?= \||$)", "acts": r"N acts?(?! without)"},
        "agency_said": {"acts": r"N acts?"},
        "agency_sectors": {"value": r"^N(?= \||$)", "acts": r"N acts?(?! without)"},
    },
    "grids": {},
}
COMMUNE = {
    "text": {
        "agencies": r"N (?:agency was|agencies were) assigned to help",
        "acts value": r"On record: N acts? worth N",
        "unvalued": r"\(N acts? without a recorded value\)",
        "each": r"Value of help per household \| N million",
        "place of_peers peer_value": r"of help \| [^|]*\| place N of N among similar [^|]*median N",
        "place_each peer_each": r"household \| [^|]*\| place N of [^|]*, median N million",
        "stands works": r"Works completed \| N works? \| of N on record",
        "share kept known": r"promises kept in full \| N \| N of N promises?",
        "late": r"N kept late",
        "unknown": r"N with the outcome not known",
        "no_quantity": r"N without a quantity",
        "without_quantity": r"N of [\d,]+ acts? ha(?:s|ve) no quantity",
        "differ": r"N of [\d,]+ acts? where the commune confirmed another",
        "not_received": r"N of [\d,]+ acts? that the commune says",
        "short": r"N of [\d,]+ promises? that fell short",
        "not_delivered": r"N of [\d,]+ promises? due and not delivered",
        "cash": r"Forms: cash N",
        "in_kind": r"Forms: .*?, in kind N",
        "days": r"Forms: .*?, labour N days?",
        "cost": r"on record, recorded cost N",
        "rest rest_cost": r"N under way or planned, cost N",
        "watched watched_known": r"the community watched N of N",
        "planned under_way": r"never begun: N works?; begun and never finished: N works?",
    },
    "bars": {
        "commune_assigned": {"value": r"^N(?= \||$)", "acts": r"N acts?(?! without)"},
        "commune_by_year": {"value": r"^N(?= ·)", "acts": r"N acts?(?! without)"},
        "commune_by_sector": {"value": r"^N(?= ·)", "acts": r"N acts?(?! without)"},
    },
    "grids": {},
}
COMPARE = {
    "communes": ("Communes assigned", "N"),
    "agencies": ("Agencies assigned", "N"),
    "each": ("Value of help per household", "N million"),
    "acts": ("Delivered acts", "N"),
    "value": ("Value of help", "N"),
    "times": ("Household-times reached", "N"),
    "share kept known": ("Promises kept in full", r"N \(N of N\)"),
    "silent pairs": ("Assigned pairs (agency – commune) with no act on record", "N of N"),
    "last": ("Latest act", r"(\d+ \w+ \d+)"),
    "works": ("Works completed", "N"),
    "cost": ("Cost of completed works", "N"),
}
QUALITY = {
    "text": {
        "complete reported of_pairs": r"Complete \| N \| N of N assigned pairs",
        "filled": r"N of useful cells are filled",
        "clean_share clean of_rows": r"Clean \| N \| N of N rows",
        "fresh_share fresh of_late": r"Fresh \| N \| N of N pairs",
        "days": r"days since the last act: N",
        "empty": r"Useful cells that are empty \(Complete\): N,",
        "doubled": r"Rows that may be written down twice \(Clean\): N,",
    },
    "bars": {},
    "grids": {},
}
INDICATORS = ("poor_households", "clean_water_households", "new_rural_criteria_met")
NEED = {
    "bars": {
        "map_ranked": {
            "corner": r"^(\w+ poor households, \w+ help)",
            "poor": r"poor households N",
            "each": r", help N",
        }
    }
}
