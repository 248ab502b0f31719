"""What was published is there, or the store says what is missing and nothing is put over it."""

import json
import shutil
from contextlib import suppress

import pytest

from data import accidents, audit, backup, durable, first_start, manifest, problems
from data.__main__ import main
from data.audit import Event
from data.store import DamagedStoreError, Store, StoreAccidentError
from tests.unit import tiny_record


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    return Store(tmp_path / "store")


def publish(store: Store, mark: int):
    return store.publish(tiny_record.tables(mark), by="An").version


def three(store: Store):
    return [publish(store, mark) for mark in (1, 2, 3)]


def codes(store: Store) -> set[str]:
    return {each.code for each in store.verify() if each.severity == "error"}


def mark_of(store: Store, version) -> int:
    return tiny_record.mark_of(store.acts(version).rows)


def lose(store: Store, version) -> None:
    store.folder(version).rename(store.root.parent / f"lost-{version.id}")


def go_back(store: Store, version) -> None:
    (store.root / "CURRENT").write_text(f"{version.id}\n", encoding="utf-8")


def test_an_old_pointer_is_an_error_that_names_both_versions_and_the_command(store):
    first, _, third = three(store)
    go_back(store, first)
    (found,) = [each for each in store.verify() if each.code == problems.CURRENT_BEHIND]
    assert (found.value, found.details["newest"]) == (first.id, third.id)
    assert f"repair --to {third.id}" in found.fix("vi")
    assert f"repair --to {third.id}" in found.fix("en")


def test_nothing_is_published_over_an_old_pointer_and_nothing_is_swept(store):
    first, second, third = three(store)
    go_back(store, first)
    for action in (
        lambda: publish(store, 4),
        lambda: store.rollback(first.id, by="An", reason="sai"),
    ):
        with pytest.raises(StoreAccidentError):
            action()
    assert {version.id for version in (first, second, third)} <= {
        path.name for path in (store.root / "versions").iterdir()
    }


def test_an_old_pointer_by_one_version_is_told_from_what_a_kill_leaves_by_the_log(store):
    first, second = publish(store, 1), publish(store, 2)
    go_back(store, first)
    assert problems.CURRENT_BEHIND in codes(store)
    with pytest.raises(StoreAccidentError):
        publish(store, 3)
    assert store.folder(second).is_dir()


def test_pointer_and_log_brought_back_together_do_not_hide_two_newer_versions(store):
    first = publish(store, 1)
    old = {name: (store.root / name).read_bytes() for name in ("CURRENT", audit.NAME, audit.HEAD)}
    publish(store, 2)
    publish(store, 3)
    for name, content in old.items():
        (store.root / name).write_bytes(content)
    assert store.current().id == first.id
    assert problems.CURRENT_BEHIND in codes(store)
    with pytest.raises(StoreAccidentError):
        publish(store, 4)


def test_a_whole_version_that_a_kill_kept_from_becoming_current_is_set_aside_not_deleted(store):
    first = publish(store, 1)
    old = {name: (store.root / name).read_bytes() for name in ("CURRENT", audit.NAME, audit.HEAD)}
    second = publish(store, 2)
    for name, content in old.items():
        (store.root / name).write_bytes(content)
    third = publish(store, 3)
    assert [version.id for version in store.versions()] == [third.id, first.id]
    assert (store.root / "aside" / second.id / manifest.NAME).is_file()


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_version_folder_that_is_gone_is_named_and_publishing_is_refused(store, lost):
    versions = three(store)
    lose(store, versions[lost])
    (found,) = [each for each in store.verify() if each.code == problems.VERSION_LOST]
    assert found.value == versions[lost].id
    assert found.table == f"versions/{versions[lost].id}"
    with pytest.raises(StoreAccidentError) as refused:
        publish(store, 4)
    assert refused.value.problems[0].value == versions[lost].id


def test_a_folder_that_is_put_back_ends_the_accident(store):
    versions = three(store)
    lose(store, versions[1])
    (store.root.parent / f"lost-{versions[1].id}").rename(store.folder(versions[1]))
    assert store.verify() == []
    publish(store, 4)


def test_versions_that_are_all_gone_are_never_covered_by_the_sample(store):
    three(store)
    shutil.rmtree(store.root / "versions")
    assert problems.VERSION_LOST in codes(store)
    for refused in (
        lambda: first_start.ensure_version(Store(store.root)),
        lambda: publish(store, 4),
        store.current,
    ):
        with pytest.raises(DamagedStoreError):
            refused()
    assert not (store.root / "versions").exists()


def test_a_log_alone_is_not_an_empty_store(store):
    three(store)
    shutil.rmtree(store.root / "versions")
    (store.root / "CURRENT").unlink()
    with pytest.raises(DamagedStoreError):
        first_start.ensure_version(Store(store.root))


def test_a_store_where_files_were_only_refused_is_still_empty(store):
    store.note(Event("refused", "An", file="tệp.xlsx", problems=3))
    assert store.may_take_sample()


def test_a_lost_illustrative_version_is_not_built_anew_over_its_log(store):
    first_start.ensure_version(store)
    shutil.rmtree(store.root / "versions")
    with pytest.raises(DamagedStoreError):
        first_start.ensure_version(Store(store.root))


def test_a_number_that_the_log_names_is_never_used_again(store):
    _, _, third = three(store)
    lose(store, third)
    second = store.versions()[0]
    store.repair(second.id, by="An", reason="mất đĩa")
    assert manifest.number(publish(store, 4).id) > manifest.number(third.id)


def test_repair_to_the_newest_version_points_to_it_and_writes_a_line(store):
    first, _, third = three(store)
    go_back(store, first)
    assert store.repair(third.id, by="An", reason="chép đè nhầm").id == third.id
    assert store.current() == third
    last = store.audit()[-1].event
    assert (last.action, last.by, last.version) == ("repaired", "An", third.id)
    assert store.verify() == []


def test_repair_to_an_older_version_brings_its_content_back_as_a_new_one(store):
    first, second, third = three(store)
    go_back(store, second)
    new = store.repair(first.id, by="An", reason="sự cố")
    assert store.current() == new
    assert new.restores == first.id
    assert mark_of(store, new) == 1
    ids = [version.id for version in store.versions()]
    assert ids == [new.id, third.id, second.id, first.id]
    assert store.verify() == []


def test_repair_says_for_good_which_versions_were_lost_and_who_went_on(store):
    _, second, third = three(store)
    lose(store, third)
    store.repair(second.id, by="Bình", reason="mất đĩa")
    assert store.audit()[-1].event.lost == third.id
    (found,) = store.verify()
    assert (found.code, found.severity) == (problems.VERSION_GIVEN_UP, "warning")
    assert "Bình" in found.message("vi")
    assert mark_of(store, publish(store, 5)) == 5
    assert store.current().replaces_damaged is None


def test_repair_of_a_whole_store_changes_nothing(store):
    _, _, third = three(store)
    before = (store.root / audit.NAME).read_bytes()
    assert store.repair(third.id, by="An", reason="thử") == third
    assert (store.root / audit.NAME).read_bytes() == before


def test_repair_to_a_damaged_or_unknown_version_is_refused(store):
    first, second, third = three(store)
    lose(store, third)
    (store.folder(second) / "activities.parquet").write_bytes(b"PAR1")
    with pytest.raises(DamagedStoreError):
        store.repair(second.id, by="An", reason="sự cố")
    with pytest.raises(KeyError):
        store.repair(third.id, by="An", reason="sự cố")
    assert accidents.best(store._versions) == first.id


def rewritten_with_its_hashes(store: Store, version) -> None:
    """A manifest that was changed and holds together: somebody knew how it is written."""
    path = store.folder(version) / manifest.NAME
    said = json.loads(path.read_bytes()) | {"published_by": "Không Ai"}
    del said["sha256"]
    said["sha256"] = manifest.hashlib.sha256(manifest._json(said)).hexdigest()
    path.write_bytes(manifest._json(said))


def test_a_manifest_that_is_written_anew_with_its_hashes_is_found_by_the_log(store):
    _, second, _ = three(store)
    rewritten_with_its_hashes(store, second)
    assert codes(store) == {problems.MANIFEST_OTHER}
    (found,) = store.verify()
    assert found.value == second.id


def test_a_head_that_is_deleted_or_written_anew_is_found(store):
    three(store)
    whole = (store.root / audit.HEAD).read_text()
    for wrong in ("", "2" + whole[1:], f"3 {'0' * 64}\n"):
        (store.root / audit.HEAD).write_text(wrong)
        assert codes(store) & {problems.AUDIT_HEAD_OTHER, problems.AUDIT_CUT_OFF}, wrong
    (store.root / audit.HEAD).unlink()
    assert codes(store) == {problems.AUDIT_HEAD_OTHER}


def test_lines_cut_off_with_the_head_written_anew_are_missed_by_the_later_version(store):
    three(store)
    path = store.root / audit.NAME
    lines = path.read_bytes().splitlines(keepends=True)[:1]
    path.write_bytes(b"".join(lines))
    (store.root / audit.HEAD).write_text(f"1 {json.loads(lines[0])['sha256']}\n")
    assert problems.AUDIT_CUT_OFF in codes(store)


def test_the_command_refuses_with_the_mend_and_the_mend_works(store, tmp_path, capsys):
    from tests.unit.machine_files import as_folder, grids

    first, second = publish(store, 1), publish(store, 2)
    lose(store, second)
    assert main(["verify"]) == 1
    assert second.id in capsys.readouterr().out
    folder = as_folder(tmp_path / "good", grids())
    assert main(["publish", str(folder), "--by", "An", "--reason", "quý I"]) == 1
    said = capsys.readouterr().out
    assert f"python -m data repair --to {first.id}" in said
    assert main(["repair", "--to", first.id, "--by", "An", "--reason", "mất đĩa"]) == 0
    assert main(["verify"]) == 0
    assert main(["publish", str(folder), "--by", "An", "--reason", "quý I"]) == 0
    assert main(["repair", "--to", "v0099-00000000", "--by", "An", "--reason", "x"]) == 1


def test_manifests_are_read_once_a_process_and_again_when_they_change(store, monkeypatch):
    for mark in range(1, 6):
        publish(store, mark)
    store.versions()
    read = []
    monkeypatch.setattr(
        manifest,
        "from_bytes",
        lambda content, real=manifest.from_bytes: read.append(1) or real(content),
    )
    store.versions()
    store.accidents()
    assert read == []
    publish(store, 6)
    store.versions()
    assert len(read) <= 2


def test_the_line_of_a_version_carries_the_hash_of_its_manifest(store):
    version = publish(store, 1)
    (line,) = store.audit()
    assert line.event.manifest_sha256 == durable.sha256_of(store.folder(version) / manifest.NAME)


ACCIDENTS = {
    "an older CURRENT": lambda store, versions: go_back(store, versions[0]),
    "a version folder is gone": lambda store, versions: lose(store, versions[1]),
    "the current version is gone": lambda store, versions: lose(store, versions[2]),
    "all versions are gone": lambda store, versions: shutil.rmtree(store.root / "versions"),
    "the head of the log is gone": lambda store, versions: (store.root / audit.HEAD).unlink(),
    "lines of the log are gone": lambda store, versions: cut_last_line(store),
    "the log is gone": lambda store, versions: (store.root / audit.NAME).unlink(),
}


def cut_last_line(store: Store) -> None:
    path = store.root / audit.NAME
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_after_an_accident_all_doors_say_the_command_and_the_backup_mends_it(
    store, tmp_path, monkeypatch, capsys, accident
):
    from tests.unit.machine_files import as_folder, grids

    versions = three(store)
    backup.write(store, tmp_path / "kho.zip")
    ACCIDENTS[accident](store, versions)
    folders = sorted(path.name for path in store.root.glob("versions/*"))
    folder = as_folder(tmp_path / "good", grids())
    for command in (["verify"], ["publish", str(folder), "--by", "An", "--reason", "quý I"]):
        capsys.readouterr()
        assert main(command) == 1
        assert "python -m data repair --to " in capsys.readouterr().out, command
    with suppress(DamagedStoreError):
        assert first_start.ensure_version(Store(store.root)).status == "provisional"
    assert not Store(store.root).may_take_sample()
    assert sorted(path.name for path in store.root.glob("versions/*")) == folders
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "empty"))
    assert main(["restore", str(tmp_path / "kho.zip")]) == 0
    assert main(["verify"]) == 0
    assert Store().current().id == versions[2].id


@pytest.mark.parametrize("name", [name for name in ACCIDENTS if name != "all versions are gone"])
def test_a_repair_lets_publishing_go_on_and_stands_in_the_log(store, name):
    versions = three(store)
    ACCIDENTS[name](store, versions)
    best = accidents.best(store._versions)
    store.repair(best, by="An", reason="sự cố")
    assert store.audit()[-1].event.action == "repaired"
    assert mark_of(store, publish(store, 4)) == 4


def reads_of_manifests(monkeypatch, action) -> int:
    read = []
    with monkeypatch.context() as patch:
        real = manifest.from_bytes
        patch.setattr(manifest, "from_bytes", lambda content: read.append(1) or real(content))
        action()
    return len(read)


def test_publishing_reads_no_more_manifests_when_there_are_more_versions(store, monkeypatch):
    reads = []
    for mark in range(1, 13):
        another = Store(store.root)  # as in a process of its own, where nothing was read yet
        reads.append(
            reads_of_manifests(monkeypatch, lambda to=another, mark=mark: publish(to, mark))
        )
    assert reads[-1] == reads[2]
    assert reads[-1] <= 3


def test_the_newest_versions_are_read_without_the_others(store, monkeypatch):
    made = [publish(store, mark) for mark in range(1, 9)]
    another = Store(store.root)
    assert reads_of_manifests(monkeypatch, lambda: another.versions(3)) == 3
    assert another.versions(3) == made[:-4:-1]
    assert another.version_count() == 8
    assert another.published_from("0" * 64) == ""


def test_verify_reads_each_manifest_once(store, monkeypatch):
    for mark in range(1, 7):
        publish(store, mark)
    another = Store(store.root)
    assert reads_of_manifests(monkeypatch, another.verify) == 6


def test_taking_back_reads_what_it_takes_back_and_no_other(store, monkeypatch):
    made = [publish(store, mark) for mark in range(1, 9)]
    another = Store(store.root)

    def take_back() -> None:
        another.rollback(made[0].id, by="An", reason="sai")

    assert reads_of_manifests(monkeypatch, take_back) <= 4
