"""A refused file is kept with its report; the same again is the same entry."""

import os

import pytest

from data import kept, problems, proposal, refused
from data.problem_json import as_data
from data.problems import problem
from data.store import Store
from tests.unit import tiny_record
from tests.unit.machine_files import as_folder, as_workbook, with_cell

FOUND = [
    problem(
        problems.IMPOSSIBLE_DATE, table="activities", row=17, column="activity_date", value="x"
    ),
    problem(problems.EXTRA_COLUMN, severity="warning", table="works", column="y", nearest="unit"),
]


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def upload(tmp_path):
    path = tmp_path / "tmp1.xlsx"
    path.write_bytes(b"any bytes")
    return path


def test_bytes_and_report_are_kept_and_read_back(store, upload):
    kept = refused.keep(store, upload, FOUND, name="../báo cáo.xlsx", by="An")
    upload.unlink()
    (found,) = refused.refusals(Store(store.root))
    assert found == kept
    assert (found.name, found.by, found.problem_count) == ("báo cáo.xlsx", "An", 2)
    assert found.problems == tuple(FOUND)
    assert refused.original(store, found).read_bytes() == b"any bytes"


def test_the_report_is_plain_data_in_both_languages():
    said = as_data(FOUND[0])
    assert said["code"] == problems.IMPOSSIBLE_DATE
    assert (said["table"], said["row"], said["column"]) == ("activities", 17, "activity_date")
    assert all(said[f"{part}_{lang}"] for part in ("message", "fix") for lang in ("vi", "en"))


def test_the_same_bytes_from_the_same_person_are_one_entry(store, upload, tmp_path):
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"other bytes")
    for path, by in ((upload, "An"), (upload, "An"), (upload, "Bình"), (other, "An")):
        refused.keep(store, path, FOUND, name=path.name, by=by)
    times = {(each.by, each.name): each.times for each in refused.refusals(store)}
    assert times == {("An", "tmp1.xlsx"): 2, ("Bình", "tmp1.xlsx"): 1, ("An", "other.xlsx"): 1}


def test_the_newest_report_stands_for_a_file_that_was_refused_again(store, upload):
    first = refused.keep(store, upload, FOUND, name="a.xlsx", by="An")
    again = refused.keep(store, upload, FOUND[:1], name="b.xlsx", by="An")
    (found,) = refused.refusals(store)
    assert found == again
    assert (found.first_at, found.problem_count) == (first.first_at, 1)


def test_every_refusal_has_its_line_in_the_log(store, upload):
    for _ in range(2):
        refused.keep(store, upload, FOUND, name="a.xlsx", by="An")
    events = [entry.event for entry in store.audit()]
    assert [(event.action, event.by, event.file) for event in events] == [
        ("refused", "An", "a.xlsx")
    ] * 2
    assert {event.problems for event in events} == {2}
    assert events[0].file_sha256 == refused.refusals(store)[0].sha256


def test_a_refusal_leaves_what_is_served_byte_for_byte(store, tmp_path):
    store.publish(tiny_record.with_works(), by="An")
    before = served(store)
    bad = as_workbook(
        tmp_path / "bad.xlsx", with_cell("activities", 2, "activity_date", "31/02/2016")
    )
    proposed = proposal.propose(store, bad)
    assert proposed.errors
    proposal.refuse(store, proposed, by="An")
    with pytest.raises(ValueError, match="errors"):
        proposal.publish(store, proposed, by="An")
    assert served(store) == before
    assert store.verify() == []


def served(store: Store) -> dict[str, bytes]:
    files = [store.root / "CURRENT", *(store.root / "versions").rglob("*")]
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def test_a_refused_folder_is_kept_whole(store, tmp_path):
    bad = as_folder(tmp_path / "bad", with_cell("activities", 2, "commune_code", "4246"))
    kept = proposal.refuse(store, proposal.propose(store, bad), by="An")
    copy = refused.original(store, kept)
    assert (copy / "activities.csv").read_bytes() == (bad / "activities.csv").read_bytes()


def test_room_is_bounded_and_the_oldest_go_first(store, tmp_path, monkeypatch):
    monkeypatch.setattr(refused, "MOST_BYTES", 8_000)
    for number in range(5):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(bytes([number]) * 2_000)
        refused.keep(store, path, FOUND, name=path.name, by="An")
    left = {each.name for each in refused.refusals(store)}
    assert "4.xlsx" in left
    assert "0.xlsx" not in left
    assert len(store.audit()) == 5


def test_a_file_in_which_everything_is_wrong_is_counted_and_not_kept_in_full(store, upload):
    found = [problem(problems.NEGATIVE, table="works", row=row) for row in range(6_000)]
    kept = refused.keep(store, upload, found, name="a.xlsx", by="An")
    assert (kept.problem_count, len(kept.problems)) == (6_000, refused.MOST_PROBLEMS)


@pytest.mark.parametrize(
    "problems_said", ["null", "3", "[3]", '["x"]', "[{}]", '[{"code": "x", "who": 1}, null]']
)
def test_a_report_that_is_damaged_is_none_and_stops_nothing(store, upload, problems_said):
    kept = refused.keep(store, upload, [], name="a.xlsx", by="An")
    path = store.root / "refused" / kept.id / "about.json"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace('"problems": []', f'"problems": {problems_said}'), "utf-8")
    assert refused.refusals(store) == []
    assert refused.keep(store, upload, FOUND, name="a.xlsx", by="An").problem_count == 2


def test_verify_finds_a_damaged_refusal(store, upload):
    kept = refused.keep(store, upload, FOUND, name="a.xlsx", by="An")
    refused.original(store, kept).write_bytes(b"x")
    assert [each.code for each in store.verify()] == [problems.KEPT_DAMAGED]


def test_the_newest_refusals_are_read_without_the_reports_of_the_others(
    store, upload, tmp_path, monkeypatch
):
    for number in range(8):
        (tmp_path / "x.xlsx").write_bytes(b"x%d" % number)
        refused.keep(store, tmp_path / "x.xlsx", [], name=f"{number}.xlsx", by="An")
    (tmp_path / "x.xlsx").write_bytes(b"x2")
    refused.keep(store, tmp_path / "x.xlsx", [], name="2.xlsx", by="An")
    # A store that came back from a backup has the times of that day.
    for path in (store.root / "refused").iterdir():
        os.utime(path, (0, 0))
    read = []
    real = kept.Kept.about
    monkeypatch.setattr(kept.Kept, "about", lambda *it: read.append(1) or real(*it))
    assert [each.name for each in refused.refusals(store, 3)] == ["2.xlsx", "7.xlsx", "6.xlsx"]
    assert len(read) == 3
    assert refused.count(store) == 8
