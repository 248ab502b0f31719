"""Commands that take a file: check it, or publish it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data import problems, proposal
from data.audit import BY_COMMAND
from data.commands import change_said
from data.commands.said import (
    DONE,
    REFUSED,
    add_command,
    existing,
    helped,
    not_blank,
    print_problems,
    rows_said,
    say,
    say_version,
)
from data.exchange import report
from data.intake.answers import Answers
from data.problems import printable, problem
from data.proposal import ChangedMeanwhileError, Proposal
from data.schema import TABLES
from data.scope import WAYS, Scope
from data.store import Store
from data.words import LANGUAGES, Lang, translate

if TYPE_CHECKING:
    from data.commands.said import Commands


def add_to(commands: Commands) -> None:
    """Add `publish` and `check`."""
    publish = add_command(commands, "publish", _publish)
    _add_file(publish)
    publish.add_argument("--by", metavar="NAME", type=not_blank, required=True, help=helped("by"))
    publish.add_argument(
        "--status",
        choices=("provisional", "confirmed"),
        default="provisional",
        help=helped("status_of_record"),
    )
    publish.add_argument("--reason", metavar="TEXT", default="", help=helped("reason"))
    _add_file(add_command(commands, "check", _check))


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", type=existing, help=helped("path"))
    parser.add_argument(
        "--only-tables",
        metavar="TABLE",
        nargs="+",
        choices=tuple(TABLES),
        default=(),
        help=helped("only_tables"),
    )
    parser.add_argument("--agency", metavar="CODE", type=not_blank, help=helped("agency"))
    parser.add_argument("--answers", metavar="FILE", type=Path, help=helped("answers"))
    parser.add_argument("--way", choices=WAYS, default="", help=helped("way"))


def _publish(store: Store, args: argparse.Namespace) -> int:
    proposed = _proposed(store, args)
    if proposed is None:
        return REFUSED
    if proposed.errors:
        proposal.refuse(store, proposed, by=args.by, login=BY_COMMAND)
    if proposed.errors or (proposed.to_explain and not args.reason.strip()):
        say(
            "refused" if proposed.errors else "refused_for_reason",
            lambda lang: _told(proposed, lang),
        )
        return REFUSED
    try:
        published = proposal.publish(
            store,
            proposed,
            by=args.by,
            login=BY_COMMAND,
            reason=args.reason,
            status=args.status,
        )
    except ChangedMeanwhileError as error:
        won = error.version
        print_problems(
            [
                problem(
                    problems.CHANGED_MEANWHILE,
                    value=won.id if won else "–",
                    by=won.published_by if won else "–",
                )
            ]
        )
        say("not_done")
        return REFUSED
    say_version("published" if published.changed else "unchanged", published.version)
    return DONE


def _check(store: Store, args: argparse.Namespace) -> int:
    proposed = _proposed(store, args)
    if proposed is None:
        return REFUSED
    key = "bad" if proposed.errors else "good_with_warnings" if proposed.to_explain else "good"
    say(key, lambda lang: _told(proposed, lang))
    return REFUSED if proposed.errors else DONE


def _proposed(store: Store, args: argparse.Namespace) -> Proposal | None:
    """What the file would do, printed: its problems, or the change it would make. None, told, when
    the file of answers cannot be read."""
    covers = Scope(tuple(args.only_tables), args.agency or "", args.way if args.agency else "")
    said = _answers(args.answers)
    if said is None:
        return None
    proposed = proposal.propose(store, args.path, covers, answers=said)
    print_problems(proposed.problems)
    _ask(proposed, args.answers, said)
    _say_left_out(proposed)
    if not proposed.errors and proposed.expected:
        for line in change_said.lines(proposed.change):
            print(line)
    return proposed


def _answers(file: Path | None) -> Answers | None:
    """What was answered in the file so far; None, and why, where it cannot be read."""
    if file is None or not file.exists():
        return Answers()
    try:
        return Answers.from_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = printable(str(error))
        say("answers_unreadable", lambda lang: {"reason": reason})
        return None


def _ask(proposed: Proposal, file: Path | None, said: Answers) -> None:
    """The questions that only a person can answer, in the file of answers where one is named."""
    questions = proposed.checked.questions
    if not questions:
        return
    n = str(len(questions))
    if file is None:
        say("questions_without_file", lambda lang: {"n": n})
        return
    file.write_text(said.with_questions(questions), encoding="utf-8")
    place = printable(str(file), longest=400)
    say("questions_written", lambda lang: {"n": n, "place": place})


def _say_left_out(proposed: Proposal) -> None:
    """Every row of the file that is not counted, with its reason."""
    rows = [each for each in proposed.checked.left_out if each.kind != "blank"]
    for each in rows:
        place = f"{printable(each.sheet)}!{each.row}"
        for lang in LANGUAGES:
            why = each.why(lang)
            text = printable(each.text)
            print(translate(lang, "commands.left_out", place=place, why=why, text=text))
    blank = len(proposed.checked.left_out) - len(rows)
    if blank:
        say("left_out_blank", lambda lang: {"n": blank})


def _told(proposed: Proposal, lang: Lang) -> dict[str, str]:
    rows = {name: len(table) for name, table in proposed.checked.tables.items()}
    return {
        "total": report.total(proposed.problems, lang),
        "falls": str(len(proposed.falls)),
        "rows": rows_said(rows, lang),
    }
