"""Stores to measure on: the illustrative record with five thousand, 500 thousand, 5 million acts.

Each is generated once, kept under `out/`, and made anew when the generator or the schema changes.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
OUT = Path(__file__).parent / "out"
SIZES = (5_000, 500_000, 5_000_000)
SMALL = SIZES[0]


def store(activities: int) -> Path:
    """The folder of a store with so many activities; generated when it is not there."""
    root = OUT / f"store-{activities}-{_made_by()}"
    if not (root / "CURRENT").exists():
        print(f"  generating {activities:,} activities, once …", flush=True)
        # In a process of its own: five million rows take gigabytes that would stay with us.
        subprocess.run(
            [sys.executable, "-m", __spec__.name, str(activities), str(root)], check=True
        )
    return root


def _made_by() -> str:
    sources = [REPOSITORY / "data/schema.py", *(REPOSITORY / "data/sample").glob("*.[pc]*")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources)))
    return digest.hexdigest()[:8]


def _generate(activities: int, root: Path) -> None:
    from data import sample
    from data.store import Store

    Store(root).publish_sample(sample.generate(activities=activities), by="tests.bench")


if __name__ == "__main__":
    _generate(int(sys.argv[1]), Path(sys.argv[2]))
