"""What is measured on: records of five thousand, 500 thousand and 5 million acts, and the places.

All are made once and kept under `out/`; a record is made anew when the generator or the schema
changes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from functools import cache
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


@cache
def places() -> Path:
    """The folder of the installed boundaries; empty when they can be had from nowhere.

    They come from `../shared/geo` where that folder is there, else from the net, as at the first
    start of a dashboard. Without them both apps are measured with hexagons.
    """
    folder = OUT / "installed"
    if not (folder / "communes.parquet").exists():
        print("  installing boundaries, once …", flush=True)
        local = REPOSITORY.parent / "shared/geo/communes.rda"
        source = [str(local)] if local.exists() else []
        command = [sys.executable, "-m", "geo", "install", *source]
        environment = os.environ | {"GEO_INSTALLED": str(folder)}
        subprocess.run(command, cwd=REPOSITORY, env=environment, check=False, capture_output=True)
    return folder


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
