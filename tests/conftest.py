"""What tests of several kinds share: the boundaries beside this checkout, when they are there."""

import os
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

SHARED_GEO = Path(__file__).resolve().parents[2] / "shared" / "geo"
SHARED_RDA = SHARED_GEO / "communes.rda"
NOT_THERE = "the copies for tests (../shared/geo) are not beside this checkout"

# Tests drawn from properties judge what is computed, never how long a busy machine takes for it.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_report_header():
    """Say at the head of a run whether boundaries are tested or only hexagons."""
    there = "from ../shared/geo" if SHARED_RDA.is_file() else f"skipped: {NOT_THERE}"
    return f"boundaries: {there}"


@pytest.fixture(scope="session")
def shared_geo():
    """The folder of boundary files for tests; without it the test is skipped."""
    if not SHARED_RDA.is_file():
        pytest.skip(NOT_THERE)
    return SHARED_GEO


@pytest.fixture(scope="session")
def installed_places(shared_geo, tmp_path_factory):
    """A folder with the open set installed, for `GEO_INSTALLED`; the .rda is read once a run.

    The processes of one run share it: whoever comes first makes it, the others wait.
    """
    from geo import drawing, install  # geopandas: only for tests that want boundaries

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "places"
    made = folder / "made"
    with FileLock(f"{folder}.lock"):
        if not made.exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("GEO_INSTALLED", str(folder / "installed"))
                patch.setattr(drawing, "STATIC_FOLDER", folder / "static")
                install.install(SHARED_RDA, None, lambda said: None)
            made.touch()
    return folder / "installed"
