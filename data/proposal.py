"""A file, checked against what it would replace, with the change it would make: ready to publish.

The command line and the page take the same way: `propose`, show, `publish`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from data import problems, refused, scope
from data.change import Change, Fall, difference
from data.handed_in import HandedIn
from data.intake.answers import Answers
from data.intake.check import Checked, check
from data.intake.layout import located
from data.intake.plausibility import not_reported
from data.kept import shown_name
from data.manifest import Status, Version
from data.problems import Problem, problem
from data.record import Published
from data.schema import AGENCIES, TABLES
from data.scope import AGENCY_TABLES, EVERYTHING, Scope
from data.store import ChangedMeanwhileError, Store

__all__ = ["ChangedMeanwhileError", "Proposal", "propose", "publish", "refuse"]


# What a person is asked about a file before it can be refused: how it is read, who is meant.
_ASKED = (
    problems.FORM_UNKNOWN,
    problems.FORM_VALUE_TO_SAY,
    problems.CHOOSE_COMMUNE,
    problems.COMMUNE_OF_2025,
    problems.CHOOSE_AGENCY,
    problems.CHOOSE_CODE,
    problems.DAY_ORDER_TO_SAY,
)

# Tables of which a row alone says whose it is.
_PLAIN = ("agencies", "assignments", "activities")


@dataclass(frozen=True)
class Proposal:
    """What a file would make of the current version.

    `problems` are all of them, those of the scope too. `tables` is the whole record as it would
    be and `change` the difference to the version `expected` ("" for none): both are empty while
    there are errors. `scope` names the tables that the file was found to cover. `is_current`
    when the version says the same already, the illustrative one too: nothing is published then.
    """

    upload: Path
    name: str
    scope: Scope
    checked: Checked
    problems: tuple[Problem, ...]
    expected: str
    tables: Mapping[str, pd.DataFrame]
    change: Change
    is_current: bool = False

    @property
    def errors(self) -> list[Problem]:
        """What blocks."""
        return [each for each in self.problems if each.severity == "error"]

    @property
    def is_asking(self) -> bool:
        """True when all that blocks is a question that a person can answer without another file."""
        return bool(self.errors) and all(each.code in _ASKED for each in self.errors)

    @property
    def warnings(self) -> list[Problem]:
        """What needs a reason to go on."""
        return [each for each in self.problems if each.severity == "warning"]

    @property
    def falls(self) -> tuple[Fall, ...]:
        """What falls so much that it needs a reason to go on."""
        return self.change.falls

    @property
    def to_explain(self) -> tuple[str, ...]:
        """Codes of warnings and falls, each of which needs a reason: keys of `reasons`.

        None when nothing changes: what is current already was explained when it came.
        """
        if self.is_current:
            return ()
        codes = [each.code for each in self.warnings] + [each.code for each in self.falls]
        return tuple(dict.fromkeys(codes))


def propose(
    store: Store,
    upload: Path,
    covers: Scope = EVERYTHING,
    *,
    name: str = "",
    answers: Answers | None = None,
    mapping: Mapping[str, Any] | None = None,
) -> Proposal:
    """Check a file against the current version and work out what it would change.

    The illustrative record is nothing to compare with or to add to: a real record starts whole.

    Args:
        upload: the file or folder that was handed in.
        covers: what it says it replaces. An agency hands in the tables of its own of which the
            file has rows: what a form filled in by itself is no submission.
        name: how the person calls the file, when `upload` is a copy under another name.
        answers: what the person chose for uncertain names, beside what the store remembers.
        mapping: how this file is read, if it is in a form of its own; else a saved form that
            fits is used. A file in such a form covers its table, unless `covers` says otherwise.

    Raises:
        OSError: the store cannot be read.
    """
    current = store.current_or_none()
    old = store.tables(current) if current and current.status != "illustrative" else {}
    known = store.answers().together(answers or Answers())
    checked_beside = partial(check, upload, answers=known, mapping=mapping, forms=store.mappings())
    if covers.agency_code:
        read = checked_beside(current, beside=old)
        covers = _part(covers, old, read.rows)
        stays = scope.beside(old, covers, read.rows)
        checked = checked_beside(current, beside=stays, taken=AGENCY_TABLES)
    else:
        checked = checked_beside(current, beside=scope.beside(old, covers))
    if covers.is_all and checked.form is not None:
        # An office's own form holds one table; it can only stand beside the others.
        covers = Scope((checked.form.table,))
        checked = checked_beside(current, beside=scope.beside(old, covers))
    found = [
        _called(each, upload.name, shown_name(name or upload.name)) for each in checked.problems
    ]
    found += located(list(_of_scope(current, old, checked, covers)), checked.layouts)
    if not old:
        found += not_reported(checked.tables)
    good = not any(each.severity == "error" for each in found)
    tables = scope.together(old, checked.tables, covers) if good else {}
    change = difference(old, tables, covers) if good else difference({}, {})
    if covers.way == "add":
        found += located(list(_changed_by_adding(change)), checked.layouts)
        good = not any(each.severity == "error" for each in found)
    return Proposal(
        upload=upload,
        name=shown_name(name or upload.name),
        scope=covers,
        checked=checked,
        problems=tuple(found),
        expected=current.id if current else "",
        tables=tables if good else {},
        change=change if good else difference({}, {}),
        is_current=good and current is not None and store.says(current, tables),
    )


def publish(
    store: Store,
    proposal: Proposal,
    *,
    by: str,
    login: str = "",
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
    status: Status = "provisional",
) -> Published:
    """Publish what was proposed, if nobody published since.

    Args:
        by: who answers for it.
        login: whose login it was, as `Store.publish` takes it.
        reason: why, in a sentence; it also explains what `reasons` does not.
        reasons: what was typed for warnings and falls, by code (`Proposal.to_explain`).

    Raises:
        ValueError: there are errors, something is not explained, or as for `Store.publish`.
        ChangedMeanwhileError, filelock.Timeout, OSError: as for `Store.publish`.
    """
    if proposal.errors:
        raise ValueError("a file with errors is never published")
    explained = {code: (reasons or {}).get(code, "").strip() for code in proposal.to_explain}
    explained = {code: text or reason.strip() for code, text in explained.items()}
    if not all(explained.values()):
        raise ValueError("warnings and falls need a reason")
    return store.publish(
        proposal.tables,
        by=by,
        login=login,
        reason=reason,
        status=status,
        upload=proposal.upload,
        upload_name=proposal.name,
        handed_in=HandedIn(proposal.checked.layouts, tuple(proposal.warnings)),
        scope=proposal.scope,
        reasons=explained,
        expected=proposal.expected,
    )


def refuse(store: Store, proposal: Proposal, *, by: str, login: str = "") -> refused.Refused:
    """Keep a file that was refused, with its report, and write the line of the audit log.

    Raises:
        filelock.Timeout, OSError: as for `Store.publish`.
    """
    return refused.keep(
        store, proposal.upload, proposal.problems, name=proposal.name, by=by, login=login
    )


def _part(covers: Scope, old: scope.Frames, rows: scope.Frames) -> Scope:
    """An agency's tables of which the file has rows, and what becomes of the rows it has."""
    own = covers.tables or AGENCY_TABLES
    covers = replace(covers, tables=tuple(name for name in own if len(rows.get(name, ()))))
    return replace(covers, way=covers.way or scope.usual_way(old, rows, covers))


def _changed_by_adding(change: Change) -> Iterator[Problem]:
    """Rows that are to be added and would change a row of the same id instead."""
    for name, each in change.tables.items():
        rows = each.changed.drop_duplicates(subset=list(TABLES[name].key))
        yield from scope.about_rows(problems.THERE_ALREADY, name, rows)


def _lists_changed(old: scope.Frames, lists: scope.Frames) -> Iterator[Problem]:
    """Rows of lists that are not an agency's to hand in, and differ from those of the record."""
    for name, each in difference(old, lists).tables.items():
        for rows in (each.added, each.changed.drop_duplicates(subset=list(TABLES[name].key))):
            if name in lists:
                yield from scope.about_rows(problems.LIST_NOT_TAKEN, name, rows, severity="warning")


def _of_scope(
    current: Version | None,
    old: Mapping[str, pd.DataFrame],
    checked: Checked,
    covers: Scope,
) -> list[Problem]:
    if covers.is_all:
        return []
    if not old:
        return [problem(problems.NOTHING_TO_ADD_TO, value=current.id if current else "–")]
    found = []
    agencies = old.get(AGENCIES.name, checked.tables.get(AGENCIES.name))
    if covers.agency_code and (
        agencies is None or covers.agency_code not in set(agencies["agency_code"])
    ):
        found.append(problem(problems.UNKNOWN_AGENCY_OF_SCOPE, value=covers.agency_code))
    found += _lists_changed(old, checked.not_taken)
    if covers.agency_code and not covers.tables and not checked.errors:
        found.append(problem(problems.NOTHING_HANDED_IN, severity="information"))
    if checked.tables:
        return found + scope.refusals(old, checked.tables, covers)
    # Of a file with errors not every row is known, so only what is plainly another's is said.
    told = {
        name: rows
        for name, rows in checked.rows.items()
        if name in _PLAIN or name not in covers.covered
    }
    named = {
        name: rows[rows["agency_code"].notna()] if "agency_code" in rows else rows
        for name, rows in told.items()
    }
    return found + list(scope.outside(old, named, covers))


def _called(each: Problem, kept_as: str, name: str) -> Problem:
    """The problem, with the file called as its owner calls it."""
    return replace(each, table=name) if each.table == kept_as != name else each
