"""A backup holds the whole store, is checked whole, and comes back on an empty machine."""

import json
import shutil
import zipfile

import pytest

from data import backup, problems
from data.__main__ import main
from data.audit import Event
from data.store import Store
from tests.unit import tiny_record


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "store"))
    store = Store(tmp_path / "store")
    for mark in (1, 2):
        store.publish(tiny_record.tables(mark), by="An")
    store.keep_mapping("mẫu cũ", {"sheet": "A"}, by="An", file="báo cáo.xlsx")
    store.note(Event("denied", "la@example.vn"))
    return store


def files_of(store: Store) -> dict[str, bytes]:
    return {
        path.relative_to(store.root).as_posix(): path.read_bytes()
        for path in sorted(store.root.rglob("*"))
        if path.is_file() and path.name != "publish.lock"
    }


def test_a_backup_comes_back_on_an_empty_machine_byte_for_byte_and_verifies(store, tmp_path):
    made = backup.write(store, tmp_path / "kho.zip")
    assert made.files == len(files_of(store))
    elsewhere = Store(tmp_path / "machine" / "store")
    assert backup.restore(elsewhere, tmp_path / "kho.zip") == made
    assert files_of(elsewhere) == files_of(store)
    assert elsewhere.verify() == []
    assert elsewhere.current().id == store.current().id
    elsewhere.publish(tiny_record.tables(3), by="An")
    assert elsewhere.verify() == []


def test_a_backup_opens_with_any_program_and_lists_its_files(store, tmp_path):
    backup.write(store, tmp_path / "kho.zip")
    with zipfile.ZipFile(tmp_path / "kho.zip") as archive:
        assert archive.testzip() is None
        listed = json.loads(archive.read(backup.LIST))["files"]
        assert set(listed) == set(files_of(store))


def test_what_a_killed_publish_left_is_no_part_of_a_backup(store, tmp_path):
    (store.root / "building" / "v0003-00000000").mkdir(parents=True)
    (store.root / "building" / "v0003-00000000" / "agencies.parquet").write_bytes(b"PAR1")
    backup.write(store, tmp_path / "kho.zip")
    with zipfile.ZipFile(tmp_path / "kho.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("building")]


def test_an_old_backup_is_never_written_over(store, tmp_path):
    (tmp_path / "kho.zip").write_bytes(b"old")
    with pytest.raises(backup.BackupThereError):
        backup.write(store, tmp_path / "kho.zip")
    assert (tmp_path / "kho.zip").read_bytes() == b"old"


def test_a_backup_is_not_put_over_a_store_that_holds_anything(store, tmp_path):
    backup.write(store, tmp_path / "kho.zip")
    before = files_of(store)
    with pytest.raises(backup.StoreNotEmptyError):
        backup.restore(store, tmp_path / "kho.zip")
    assert files_of(store) == before


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_byte_that_flipped_anywhere_in_a_backup_stops_the_restore(store, tmp_path, share):
    path = tmp_path / "kho.zip"
    backup.write(store, path)
    content = bytearray(path.read_bytes())
    content[int(len(content) * share)] ^= 1
    path.write_bytes(content)
    empty = Store(tmp_path / "empty")
    with pytest.raises(backup.BackupUnreadableError):
        backup.restore(empty, path)
    assert files_of(empty) == {}


def rewritten(source, target, change) -> None:
    """A backup with other entries than it was written with."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        entries = {name: old.read(name) for name in old.namelist()}
        for name, content in change(entries).items():
            new.writestr(name, content)


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: {name: entries[name] for name in entries if name != "CURRENT"},
        lambda entries: entries | {"more.txt": b"x"},
        lambda entries: entries | {backup.LIST: b"[]"},
        lambda entries: entries | {"CURRENT": b"v0001-00000000\n"},
        lambda entries: {"hello.txt": b"x"},
    ],
)
def test_a_backup_with_other_entries_than_its_list_is_refused(store, tmp_path, change):
    backup.write(store, tmp_path / "kho.zip")
    rewritten(tmp_path / "kho.zip", tmp_path / "other.zip", change)
    with pytest.raises(backup.BackupUnreadableError):
        backup.restore(Store(tmp_path / "empty"), tmp_path / "other.zip")


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "..\\outside.txt"])
def test_no_entry_of_a_backup_is_written_outside_the_store(store, tmp_path, name):
    backup.write(store, tmp_path / "kho.zip")

    def forged(entries):
        said = json.loads(entries.pop(backup.LIST))
        content = b"x"
        sha256 = backup.hashlib.sha256(content).hexdigest()
        said["files"][name] = {"bytes": 1, "sha256": sha256}
        return entries | {name: content, backup.LIST: json.dumps(said).encode()}

    rewritten(tmp_path / "kho.zip", tmp_path / "other.zip", forged)
    with pytest.raises(backup.BackupUnreadableError):
        backup.restore(Store(tmp_path / "deep" / "empty"), tmp_path / "other.zip")
    assert not list(tmp_path.rglob("outside.txt"))


def test_the_commands_back_up_a_store_and_bring_it_back(store, tmp_path, monkeypatch, capsys):
    archive = str(tmp_path / "kho.zip")
    assert main(["backup", archive]) == 0
    assert main(["backup", archive]) == 1
    assert main(["restore", archive]) == 1
    assert problems.STORE_NOT_EMPTY in capsys.readouterr().out
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "machine"))
    assert main(["restore", archive]) == 0
    assert main(["verify"]) == 0


def test_a_damaged_store_is_backed_up_as_it_is_and_says_so(store, tmp_path, capsys):
    lost = store.current()
    shutil.rmtree(store.folder(lost))
    assert main(["backup", str(tmp_path / "kho.zip")]) == 1
    assert (tmp_path / "kho.zip").is_file()
    assert lost.id in capsys.readouterr().out
