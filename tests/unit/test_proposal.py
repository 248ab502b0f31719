"""A file is checked against what it would replace, shown, and published if nobody came first."""

import threading
from dataclasses import replace

import pytest

from data import problems, proposal
from data.first_start import ensure_version
from data.intake.answers import Answers
from data.problems import problem
from data.proposal import ChangedMeanwhileError
from data.scope import SOURCE_REF, Scope
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, as_workbook, grids, with_cell


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def good(tmp_path):
    return as_folder(tmp_path / "good", grids())


def changed_to(tmp_path, name: str, value: str, table: str = "works", column: str = "work_name"):
    tables = grids()
    tables[table][1][tables[table][0].index(column)] = value
    return as_folder(tmp_path / name, tables)


def publish(store: Store, path, scope: Scope = Scope(), **said: object):  # noqa: B008
    proposed = proposal.propose(store, path, scope)
    return proposal.publish(store, proposed, **({"by": "An", "reason": "thử"} | said))


def test_a_first_file_adds_everything_and_falls_from_nothing(store, good):
    proposed = proposal.propose(store, good)
    assert proposed.errors == []
    assert proposed.expected == ""
    assert {name: len(change.added) for name, change in proposed.change.tables.items()} == {
        name: len(rows) - 1 for name, rows in grids().items()
    }
    assert proposed.falls == ()


def with_assignment(tmp_path, agency_code: str, commune_code: str):
    """One more assignment, of which the acts say nothing."""
    tables = grids()
    head, first, *_ = tables["assignments"]
    said = {"assignment_id": "PC9", "agency_code": agency_code, "commune_code": commune_code}
    row = [said.get(name, cell) for name, cell in zip(head, first, strict=True)]
    tables["assignments"] = [*tables["assignments"], row]
    return as_folder(tmp_path / "assigned", tables)


@pytest.mark.parametrize(
    ("agency_code", "code", "assigned"),
    [("CQ02", problems.NEVER_REPORTED, "1"), ("CQ01", problems.NOTHING_REPORTED_OF, "2")],
)
def test_a_first_file_is_held_against_the_assignments(store, tmp_path, agency_code, code, assigned):
    proposed = proposal.propose(store, with_assignment(tmp_path, agency_code, "04024"))
    (asked,) = [each for each in proposed.warnings if each.code == code]
    assert (asked.value, asked.details["communes"]) == (agency_code, "04024")
    assert asked.details["assigned"] == assigned
    assert code in proposed.to_explain


def test_a_first_file_with_an_act_for_every_assignment_is_not_asked_about(store, good):
    codes = {problems.NEVER_REPORTED, problems.NOTHING_REPORTED_OF}
    assert not codes.intersection(proposal.propose(store, good).to_explain)


def test_a_later_file_is_held_against_the_version_before_alone(store, good, tmp_path):
    publish(store, good)
    proposed = proposal.propose(store, with_assignment(tmp_path, "CQ02", "04024"))
    assert problems.NEVER_REPORTED not in proposed.to_explain


def test_what_would_change_is_known_before_anything_is_stored(store, good, tmp_path):
    first = publish(store, good).version
    proposed = proposal.propose(store, changed_to(tmp_path, "second", "Đường mới"))
    assert store.versions() == [first]
    assert proposed.expected == first.id
    changed = proposed.change.tables["works"].changed
    assert changed[["column", "after"]].to_numpy().tolist() == [["work_name", "Đường mới"]]


def test_a_file_with_errors_proposes_nothing(store, good, tmp_path):
    publish(store, good)
    bad = as_folder(tmp_path / "bad", with_cell("activities", 2, "commune_code", "4246"))
    proposed = proposal.propose(store, bad)
    assert proposed.errors
    assert (proposed.tables, proposed.change.is_nothing) == ({}, True)
    with pytest.raises(ValueError, match="errors"):
        proposal.publish(store, proposed, by="An", reason="dù vậy")


def test_what_falls_must_be_explained_and_the_reason_is_kept(store, good, tmp_path):
    publish(store, good)
    tables = grids()
    tables["activities"] = tables["activities"][:2]
    proposed = proposal.propose(store, as_folder(tmp_path / "half", tables))
    assert "activities.rows" in proposed.to_explain
    with pytest.raises(ValueError, match="reason"):
        proposal.publish(store, proposed, by="An")
    with pytest.raises(ValueError, match="reason"):
        proposal.publish(store, proposed, by="An", reasons={"activities.rows": "  "})
    reasons = {code: f"vì {code}" for code in proposed.to_explain}
    version = proposal.publish(store, proposed, by="An", reasons=reasons).version
    assert dict(version.reasons) == reasons
    assert dict(Store(store.root).current().reasons) == reasons


def test_warnings_are_kept_with_their_reason(store, tmp_path):
    tables = grids()
    tables["works"] = [[*row, "x"] for row in tables["works"]]
    folder = as_folder(tmp_path / "extra", tables)
    version = publish(store, folder, reason="cột ghi chú").version
    assert dict(version.reasons) == {problems.EXTRA_COLUMN: "cột ghi chú"}
    kept = store.handed_in(version).warnings
    assert [each.code for each in kept] == [problems.EXTRA_COLUMN]
    assert set(store.handed_in(version).layouts) == set(grids())


def test_the_same_file_again_asks_nothing_and_changes_nothing(store, good):
    first = publish(store, good).version
    again = proposal.propose(store, good)
    assert again.is_current
    assert again.to_explain == ()
    assert proposal.publish(store, again, by="Bình").version == first


def test_one_table_replaces_itself_and_its_references_find_the_rest(store, good, tmp_path):
    publish(store, good)
    part = {"works": grids()["works"]}
    part["works"][1][part["works"][0].index("work_name")] = "Đường mới"
    version = publish(store, as_folder(tmp_path / "part", part), Scope(("works",))).version
    assert version.scope == Scope(("works",))
    assert version.rows == {name: len(rows) - 1 for name, rows in grids().items()}
    assert store.record(version).works["work_name"].tolist() == ["Đường mới"]


def test_a_reference_to_nothing_in_the_rest_is_refused(store, good, tmp_path):
    publish(store, good)
    part = {"activities": grids()["activities"]}
    part["activities"][1][part["activities"][0].index("work_id")] = "CT9"
    proposed = proposal.propose(store, as_folder(tmp_path / "part", part), Scope(("activities",)))
    assert problems.MISSING_REFERENCE in {each.code for each in proposed.errors}


def test_an_agency_hands_in_its_own_acts_alone(store, good, tmp_path):
    publish(store, good)
    acts = grids()["activities"]
    own = as_folder(tmp_path / "own", {"activities": [*acts, *_other_agencys(acts)]})
    proposed = proposal.propose(store, own, Scope((), "CQ01"))
    assert proposed.scope == Scope(("activities",), "CQ01", "replace")
    assert [(each.code, each.row) for each in proposed.errors] == [(problems.OUT_OF_SCOPE, 5)]
    own = as_folder(tmp_path / "own", {"activities": acts})
    assert proposal.propose(store, own, Scope((), "CQ01")).change.is_nothing


def _other_agencys(acts: list[list[str]]) -> list[list[str]]:
    row = list(acts[1])
    row[acts[0].index("activity_id")], row[acts[0].index("agency_code")] = "HD9", "CQ02"
    return [row]


# ---------------------------------------------------------------- add, correct, replace my part


def acts_of_cq01(tmp_path, *rows: dict[str, str], keep: int = 0):
    """A file of acts: the first `keep` of the record, and new ones like the first."""
    acts = grids()["activities"]
    made = [
        [row.get(name, cell) for name, cell in zip(acts[0], acts[1], strict=True)] for row in rows
    ]
    return as_folder(tmp_path / "own", {"activities": [*acts[: 1 + keep], *made]})


def proposed_by_cq01(store, path, way=""):
    return proposal.propose(store, path, Scope((), "CQ01", way))


def counted(proposed) -> tuple[int, int, int]:
    acts = proposed.change.tables["activities"]
    return len(acts.added), acts.changed_rows, len(acts.removed)


def test_rows_without_a_known_id_are_added_and_nothing_is_taken_away(store, good, tmp_path):
    publish(store, good)
    proposed = proposed_by_cq01(store, acts_of_cq01(tmp_path, {"activity_id": "HD77"}))
    assert (proposed.errors, proposed.scope.way) == ([], "add")
    assert counted(proposed) == (1, 0, 0)


def test_rows_with_known_ids_correct_those_and_leave_the_others(store, good, tmp_path):
    publish(store, good)
    path = acts_of_cq01(tmp_path, {"description": "Sửa lại mô tả"})
    proposed = proposed_by_cq01(store, path)
    assert (proposed.errors, proposed.scope.way) == ([], "correct")
    assert counted(proposed) == (0, 1, 0)


def test_whoever_says_replace_takes_away_what_the_file_has_not(store, good, tmp_path):
    publish(store, good)
    path = acts_of_cq01(tmp_path, {"activity_id": "HD77"})
    added, changed, removed = counted(proposed_by_cq01(store, path, "replace"))
    assert (added, changed) == (1, 0)
    assert removed == len(grids()["activities"]) - 1


def test_adding_what_is_there_with_other_words_is_refused_with_the_way_to_correct(
    store, good, tmp_path
):
    publish(store, good)
    path = acts_of_cq01(tmp_path, {"description": "Sửa lại mô tả"}, {"activity_id": "HD77"})
    (found,) = proposed_by_cq01(store, path).errors
    assert (found.code, found.row, found.column) == (problems.THERE_ALREADY, 2, "activity_id")
    assert "sửa các dòng có mã này" in found.fix("vi")


def test_correcting_what_is_not_there_is_refused_with_the_way_to_add(store, good, tmp_path):
    publish(store, good)
    path = acts_of_cq01(tmp_path, {"activity_id": "HD77"})
    (found,) = proposed_by_cq01(store, path, "correct").errors
    assert (found.code, found.value) == (problems.NOT_THERE_TO_CORRECT, "HD77")
    assert "thêm các dòng này" in found.fix("vi")


def test_an_empty_form_says_nothing_and_never_empties_a_part(store, good, tmp_path):
    publish(store, good)
    empty = acts_of_cq01(tmp_path)
    proposed = proposed_by_cq01(store, empty)
    assert [each.code for each in proposed.problems] == [problems.NOTHING_HANDED_IN]
    assert proposed.is_current
    (refused,) = proposed_by_cq01(store, empty, "replace").errors
    assert (refused.code, refused.table) == (problems.HEAD_ONLY, "activities")


def test_a_list_that_somebody_changed_in_the_form_is_told_and_not_taken(store, good, tmp_path):
    publish(store, good)
    agencies = grids()["agencies"]
    agencies[1][agencies[0].index("agency_name")] = "Tên khác"
    tables = {"agencies": agencies, "activities": grids()["activities"]}
    proposed = proposed_by_cq01(store, as_folder(tmp_path / "own", tables))
    (told,) = [each for each in proposed.problems if each.code == problems.LIST_NOT_TAKEN]
    assert (told.table, told.severity, told.row) == ("agencies", "warning", 2)
    assert proposed.change.is_nothing


def test_the_way_stays_with_the_version_and_with_what_is_not_yet_published(store, good, tmp_path):
    publish(store, good)
    path = acts_of_cq01(tmp_path, {"activity_id": "HD77"})
    version = publish(store, path, Scope((), "CQ01", "add")).version
    assert store.current().scope == version.scope == Scope(("activities",), "CQ01", "add")


def test_a_row_outside_is_named_by_its_cell_in_a_workbook(store, good, tmp_path):
    publish(store, good)
    acts = grids()["activities"]
    book = as_workbook(tmp_path / "own.xlsx", {"activities": [*acts, *_other_agencys(acts)]})
    (found,) = proposal.propose(store, book, Scope(("activities",), "CQ01")).errors
    assert (found.sheet, found.cell) == ("activities", "B5")


def test_an_agency_that_is_not_there_is_said(store, good, tmp_path):
    publish(store, good)
    own = as_folder(tmp_path / "own", {"activities": grids()["activities"]})
    found = proposal.propose(store, own, Scope(("activities",), "CQ99")).errors
    assert problems.UNKNOWN_AGENCY_OF_SCOPE in {each.code for each in found}


def test_a_part_is_never_mixed_with_the_illustrative_record(store, tmp_path):
    ensure_version(store)
    part = as_folder(tmp_path / "part", {"works": grids()["works"]})
    found = proposal.propose(store, part, Scope(("works",))).errors
    assert problems.NOTHING_TO_ADD_TO in {each.code for each in found}


def test_a_real_record_is_not_compared_with_the_illustrative_one(store, good):
    ensure_version(store)
    proposed = proposal.propose(store, good)
    assert proposed.falls == ()
    assert all(len(change.removed) == 0 for change in proposed.change.tables.values())
    assert proposal.publish(store, proposed, by="An", reason="thật").changed


def test_who_comes_second_is_told_who_was_first_and_may_look_again(store, good, tmp_path):
    publish(store, good)
    mine = proposal.propose(store, changed_to(tmp_path, "mine", "Của tôi"))
    theirs = proposal.propose(store, changed_to(tmp_path, "theirs", "Của họ"))
    won = proposal.publish(store, theirs, by="Bình").version
    with pytest.raises(ChangedMeanwhileError) as error:
        proposal.publish(store, mine, by="An")
    assert error.value.version == won == store.current()
    again = proposal.propose(store, mine.upload)
    cell = again.change.tables["works"].changed.iloc[0]
    assert (cell["before"], cell["after"]) == ("Của họ", "Của tôi")
    assert proposal.publish(store, again, by="An").version == store.current()


def test_of_many_who_publish_at_once_exactly_one_wins(store, good, tmp_path):
    publish(store, good)
    folders = [changed_to(tmp_path, f"by{number}", f"Tên {number}") for number in range(6)]
    proposed = [proposal.propose(Store(store.root), folder) for folder in folders]
    won, lost, failed = [], [], []

    def try_to(each: proposal.Proposal) -> None:
        try:
            won.append(proposal.publish(Store(store.root), each, by="An").version)
        except ChangedMeanwhileError as error:
            lost.append(error.version)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=try_to, args=(each,)) for each in proposed]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert won == [store.current()]
    assert lost == won * 5
    assert store.verify() == []


def test_a_part_needs_the_version_it_was_put_together_with(store):
    with pytest.raises(ValueError, match="part"):
        store.publish(tiny_record.tables(), by="An", scope=Scope(("works",)))


def test_the_file_is_called_as_its_owner_calls_it(store, tmp_path):
    path = tmp_path / "workbook.xlsx"
    path.write_bytes(b"%PDF-1.7")
    proposed = proposal.propose(store, path, name="../báo cáo.xlsx")
    assert {each.table for each in proposed.errors} == {"báo cáo.xlsx"}
    kept = proposal.refuse(store, proposed, by="An")
    assert kept.name == "báo cáo.xlsx"


def test_a_file_that_only_asks_is_not_one_that_is_refused(store, good, tmp_path):
    bad = as_folder(tmp_path / "bad", with_cell("activities", 2, "commune_code", "4246"))
    refused = proposal.propose(store, bad)
    asks = (
        problem(problems.CHOOSE_COMMUNE, value="Hát Lót", nearest="04105, 04108"),
        problem(problems.CHOOSE_CODE, value="Đường", nearest="HA01, HA02"),
    )
    assert not proposal.propose(store, good).is_asking
    assert not refused.is_asking
    assert replace(refused, problems=asks).is_asking
    assert not replace(refused, problems=(*refused.problems, *asks)).is_asking


def test_answers_are_remembered_and_a_later_one_wins(store):
    assert store.answers() == Answers()
    first = Answers().with_answer("commune", "Hát Lót", "Mai Sơn", "04105")
    store.remember(first)
    store.remember(Answers().with_answer("agency", "Sở NN", "", "CQ01"))
    store.remember(Answers().with_answer("commune", "hát lót", "mai sơn", "04108"))
    known = Store(store.root).answers()
    assert known.get("commune", "Hát Lót", "Mai Sơn") == "04108"
    assert known.get("agency", "Sở NN") == "CQ01"


def test_mappings_are_kept_by_name(store):
    assert store.mappings() == {}
    store.keep_mapping(" Mẫu 02/BC ", {"head_row": 5, "columns": {"activity_date": 3}})
    store.keep_mapping("Mẫu 03", {"head_row": 1})
    store.keep_mapping("Mẫu 03", {"head_row": 2})
    assert Store(store.root).mappings() == {
        "Mẫu 02/BC": {"head_row": 5, "columns": {"activity_date": 3}},
        "Mẫu 03": {"head_row": 2},
    }
    with pytest.raises(ValueError, match="name"):
        store.keep_mapping(" ", {})


def test_a_form_that_is_kept_leaves_a_line_with_who_its_name_and_from_which_file(store):
    store.keep_mapping(" Mẫu 02/BC ", {"head_row": 5}, by="an@sonla.example", file="quý 3.xlsx")
    line = store.audit()[-1].event
    assert (line.action, line.by) == ("form_kept", "an@sonla.example")
    assert (line.reason, line.file) == ("Mẫu 02/BC", "quý 3.xlsx")
    assert store.verify() == []


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{", b"\xff", b'"x"', b'{"a": 1}'])
def test_what_is_remembered_and_damaged_is_as_if_nothing_was(store, rubbish):
    store.keep_mapping("Mẫu", {})
    for name in ("answers.json", "mappings.json"):
        (store.root / name).write_bytes(rubbish)
    assert store.answers() == Answers()
    assert isinstance(store.mappings(), dict)
    store.remember(Answers().with_answer("commune", "Hát Lót", "Mai Sơn", "04105"))
    assert store.answers().get("commune", "Hát Lót", "Mai Sơn") == "04105"


def test_new_rows_say_where_they_stood_and_old_ones_keep_it(store, good, tmp_path):
    publish(store, good)
    part = as_workbook(tmp_path / "part.xlsx", {"works": grids()["works"]})
    version = publish(store, part, Scope(("works",))).version
    # Nothing changed: the first source stays.
    assert store.record(version).works[SOURCE_REF].str.startswith("v0001:").all()
