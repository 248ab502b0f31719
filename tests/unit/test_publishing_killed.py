"""Publishing is killed at random moments while another process reads: nothing torn or lost.

A file goes from draft to version, as on the page: draft and audit log are killed with it.
"""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data import content, drafts
from data import kept as kept_files
from data.manifest import Version
from data.store import Store
from tests.unit import tiny_record
from tests.unit.write_steps import WriteSteps

KILLS = 30
ACTIVITIES = 2_000

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills with SIGKILL")


def publish(root: Path, mark: int, after: float, took) -> None:
    """Keep a draft, publish it with one row changed, and die after a while; in its own process.

    Nobody handles the alarm, so the system ends the process there and then, wherever it is: a
    parent that had to wake up first to kill it would mostly come too late.
    """
    tables = tiny_record.tables(mark, ACTIVITIES)
    begin = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, after)
    hand_in(Store(root), root.parent / "upload", tables)
    took.value = time.perf_counter() - begin


def publish_until_step(root: Path, mark: int, step: int) -> None:
    """Publish, and die just before the given step; runs in a process of its own."""
    WriteSteps(pytest.MonkeyPatch(), step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    hand_in(Store(root), root.parent / "upload", tiny_record.tables(mark))


def hand_in(store: Store, upload: Path, tables) -> None:
    """What the page does with a good file."""
    draft = drafts.keep(store, upload, name="báo cáo.xlsx", by="An")
    kept = drafts.original(store, draft)
    store.publish(tables, by="An", upload=kept, upload_name=draft.name)
    drafts.discard(store, draft.id)


def one_line_a_version(store: Store) -> bool:
    """True when the log has told every version once, in order."""
    told = [entry.event.version for entry in store.audit() if entry.event.version]
    return told == [version.id for version in reversed(store.versions())]


def read_all_the_time(root: Path, stop, report) -> None:
    """Read whole versions until told to stop, and count those that are not what they say."""
    reads = torn = 0
    store = Store(root)
    while not stop.is_set():
        torn += is_torn(store, store.current())
        reads += 1
    report.put((reads, torn))


def is_torn(store: Store, version: Version) -> bool:
    """True when the tables are not those that were published together."""
    tables = {
        name: pq.read_table(store.folder(version) / f"{name}.parquet") for name in version.rows
    }
    return bool(version.replaces_damaged) or content.fingerprint(tables) != version.content_sha256


def mark_served(store: Store) -> int:
    version = store.current()
    acts = pq.read_table(store.folder(version) / "activities.parquet").to_pandas()
    return tiny_record.mark_of(acts)


@pytest.fixture
def processes():
    """Processes forked from one that has only imported: they start at once, without threads."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "data.store", "tests.unit.write_steps"])
    return context


@pytest.fixture(autouse=True)
def upload(tmp_path) -> Path:
    """A folder that is handed in each time."""
    folder = tmp_path / "upload"
    folder.mkdir()
    (folder / "activities.csv").write_bytes(b"as it came")
    return folder


@pytest.fixture
def reader(processes, tmp_path):
    """A process that reads all the time; calling it stops it and gives reads and torn reads."""
    stop, report = processes.Event(), processes.Queue()
    process = processes.Process(
        target=read_all_the_time, args=(tmp_path / "store", stop, report), daemon=True
    )

    def finish() -> tuple[int, int]:
        stop.set()
        return report.get(timeout=30)

    yield process, finish
    stop.set()
    process.join()


def publish_and_die(processes, root: Path, mark: int, after: float) -> float | None:
    """Publish in a process that dies after a while; the seconds it took if it came to the end."""
    took = processes.Value("d", -1.0)
    publisher = processes.Process(target=publish, args=(root, mark, after, took))
    publisher.start()
    publisher.join(60)
    assert publisher.exitcode in (0, -signal.SIGALRM)
    return took.value if publisher.exitcode == 0 else None


def test_thirty_kills_while_another_process_reads(processes, reader, tmp_path):
    root = tmp_path / "store"
    store = Store(root)
    store.publish(tiny_record.tables(0, ACTIVITIES), by="An")
    moments = random.Random(2523)
    process, finish = reader
    process.start()
    longest = publish_and_die(processes, tmp_path / "timed", 0, after=60)

    kills, mark = 0, 0
    while kills < KILLS:
        mark += 1
        took = publish_and_die(processes, root, mark, moments.uniform(0.001, longest))
        if took is None:
            kills += 1
        else:
            longest = min(longest, took)  # it came to its end before its moment
        assert mark_served(store) in (mark - 1, mark)
        store.publish(tiny_record.tables(mark, ACTIVITIES), by="An")  # the retry
        assert mark_served(store) == mark

    reads, torn = finish()
    print(f"{kills} kills in {mark} publishes, {reads} reads, {torn} torn")
    assert torn == 0
    assert reads > KILLS
    assert store.verify() == []
    assert len(store.versions()) == mark + 1
    assert one_line_a_version(store)
    for draft in drafts.drafts(store, "An"):
        kept = drafts.original(store, draft) / "activities.csv"
        assert kept.read_bytes() == b"as it came"
    assert list((root / "building").iterdir()) == []


def test_a_kill_before_any_step_leaves_the_old_version_and_a_retry_works(
    processes, tmp_path, monkeypatch
):
    root = tmp_path / "store"
    store = Store(root)
    store.publish(tiny_record.tables(0), by="An")
    for step in range(1, 500):
        publisher = processes.Process(target=publish_until_step, args=(root, step, step))
        publisher.start()
        publisher.join(30)
        if publisher.exitcode == 0:
            break
        assert publisher.exitcode == -signal.SIGKILL
        # Only the sync of the folder comes after the step that makes the new version current.
        assert mark_served(store) in (step - 1, step)
        store.publish(tiny_record.tables(step), by="An")
        assert mark_served(store) == step
        assert len(store.versions()) == step + 1
        assert one_line_a_version(store)
    assert step > 20  # every write, sync and rename had its turn
    assert store.verify() == []
    monkeypatch.setattr(kept_files, "_LONGEST_ON_ITS_WAY", 0.0)  # as it is an hour later
    kept_files.Kept(root, kept_files.DRAFTS).bound(drafts.MOST_BYTES)
    assert list((root / "drafts").glob("*.new")) == []
