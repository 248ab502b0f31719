"""Installing boundaries: what comes out, what is refused, and that nothing is ever half there."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import filelock
import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo import __main__ as command
from geo import coverage, drawing, fetch, gazetteer, install, installed, layers
from geo.projection import VN2000_SON_LA, VN2000_UTM_48N

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    """Each test has its own places, and none reaches the network."""
    monkeypatch.setenv("GEO_INSTALLED", str(tmp_path / "installed"))
    monkeypatch.setattr(drawing, "STATIC_FOLDER", tmp_path / "static")
    monkeypatch.setattr(fetch, "_download", _no_network)
    monkeypatch.setattr(install, "_background", install._Background())


def _no_network(*_):
    raise ConnectionError("no network in tests")


@pytest.fixture
def rda_was_read(installed_places, tmp_path):
    """What was kept from reading the .rda, so that this test need not read it again."""
    shutil.copytree(installed_places / "read", tmp_path / "installed" / "read")


@pytest.fixture(scope="session")
def communes(installed_places):
    """The communes as installed from the open set."""
    return gpd.read_parquet(installed_places / "communes.parquet")


@pytest.fixture(scope="session")
def reference(shared_geo):
    """What a good install gives."""
    return gpd.read_file(shared_geo / "son_la_communes.geojson").set_index("commune_code")


@pytest.fixture
def squares():
    """Boundaries of our own making: a cell around each commune's centre, with its code."""
    there = gazetteer.communes()
    points = gpd.points_from_xy(there["longitude"], there["latitude"], crs="EPSG:4326")
    metric = gpd.GeoSeries(points, index=there.index).to_crs(VN2000_SON_LA)
    frame = shapely.box(*metric.total_bounds).buffer(5e3)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(metric.tolist()), ordered=True)
    shapes = [shapely.intersection(cell, frame) for cell in shapely.get_parts(cells)]
    return gpd.GeoDataFrame(
        {"ma_xa": there.index, "ten_xa": there["commune_name"].array},
        geometry=shapes,
        crs=VN2000_SON_LA,
    )


def run(*arguments):
    """Run the command in this process; return its exit code."""
    return command.main([str(argument) for argument in arguments])


def shapefile_zip(folder, frame, *, without=()):
    """Write a zipped Shapefile, leaving out files of some endings."""
    folder.mkdir()
    frame.to_file(folder / "xa.shp")
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w") as archive:
        for file in sorted(folder.iterdir()):
            if file.suffix not in without:
                archive.write(file, f"ranh gioi/{file.name}")
    return target


# What the open set gives


def test_the_open_set_joins_204_of_204_and_eleven_by_another_spelling(
    shared_geo, rda_was_read, capsys
):
    assert run("install", shared_geo / "communes.rda") == 0
    said = capsys.readouterr().err
    assert "204 trong 204" in said
    assert "Matched 204 of 204" in said
    assert "11 by another spelling" in said
    assert "along 17 communes" in said


def test_installed_communes_are_those_of_the_gazetteer_in_its_order(communes):
    assert communes.index.tolist() == gazetteer.communes().index.tolist()
    assert communes.crs.to_epsg() == 4326


def test_installed_communes_agree_with_the_reference(communes, reference):
    ours = communes.geometry.to_crs(VN2000_SON_LA).to_numpy()
    theirs = reference.geometry.loc[communes.index].to_crs(VN2000_SON_LA).to_numpy()
    both = shapely.area(shapely.intersection(ours, theirs))
    overlap = both / shapely.area(shapely.union(ours, theirs))
    assert np.median(overlap) >= 0.99
    assert overlap.min() >= 0.95


def test_installed_communes_are_a_valid_coverage_without_holes(communes):
    shapes = communes.geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    province = shapely.coverage_union_all(shapes)
    assert [len(part.interiors) for part in shapely.get_parts(province)] == [0]


def test_installed_communes_sum_to_the_area_of_the_province(communes):
    ellipsoid = Geod(ellps="WGS84")
    km2 = sum(abs(ellipsoid.geometry_area_perimeter(s)[0]) for s in communes.geometry) / 1e6
    assert km2 == pytest.approx(14_135, abs=30)


def test_the_border_runs_along_the_seventeen_communes_only(communes):
    border = communes["laos_border"].dropna()
    known = gazetteer.communes()["laos_border_km_derived"]
    assert set(border.index) == set(known.index[known > 0])
    km = shapely.length(gpd.GeoSeries(border, crs=4326).to_crs(VN2000_SON_LA)).sum() / 1000
    assert 235 <= km <= 274


def test_the_committed_neighbours_are_those_of_the_installed_set(communes):
    shapes = communes.geometry.to_crs(VN2000_SON_LA).to_numpy()
    codes = communes.index
    derived = {frozenset((codes[i], codes[j])) for i, j in coverage.neighbour_pairs(shapes)}
    known = {
        frozenset((code, other))
        for code, around in gazetteer.neighbours().items()
        for other in around
    }
    assert derived == known


def test_the_drawing_of_the_boundaries_is_light_enough_to_send(installed_places, communes):
    file = (
        installed_places.parent
        / "static"
        / installed.read_about(installed_places / "communes.parquet")[0].layer_file
    )
    assert len(gzip.compress(file.read_bytes())) <= 60_000
    drawn = json.loads(file.read_bytes())
    assert drawn["view"] == "boundaries"
    assert drawn["border"].startswith("M")
    assert [commune["code"] for commune in drawn["communes"]] == communes.index.tolist()
    assert 0.1 < drawn["km_per_unit"] < 0.3


def test_label_points_lie_inside_their_commune_and_district(
    installed_places, communes, monkeypatch
):
    monkeypatch.setenv("GEO_INSTALLED", str(installed_places))
    points = gpd.points_from_xy(communes["label_longitude"], communes["label_latitude"])
    assert shapely.contains(communes.geometry.to_numpy(), np.asarray(points)).all()

    layer = layers.boundaries()
    drawn = json.loads((drawing.STATIC_FOLDER / layer.file_name).read_bytes())
    placed = shapely.transform(
        communes.geometry.to_numpy(), lambda xy: np.column_stack(layer.project(*xy.T))
    )
    for district in drawn["districts"]:
        members = communes["district_code"].to_numpy() == district["code"]
        outline = shapely.coverage_union_all(placed[members])
        assert outline.contains(shapely.Point(district["x"], district["y"]))


def test_a_place_is_projected_to_where_its_commune_is_drawn(installed_places, monkeypatch):
    monkeypatch.setenv("GEO_INSTALLED", str(installed_places))
    layer = layers.boundaries()
    there = gazetteer.communes()
    x, y = layer.project(there["longitude"], there["latitude"])
    assert np.hypot(x - layer.centres["x"], y - layer.centres["y"]).median() < 15
    assert x[there.index.get_loc("04240")] < x[there.index.get_loc("04058")]  # Mường Lèo is west
    assert y[there.index.get_loc("03685")] < y[there.index.get_loc("04058")]  # Cà Nàng is north


# Other files


@pytest.mark.parametrize("crs", [VN2000_SON_LA, VN2000_UTM_48N, "EPSG:4326"])
@pytest.mark.parametrize("form", ["gpkg", "zip"])
def test_geopackage_and_zipped_shapefile_install_in_each_crs(tmp_path, squares, form, crs):
    frame = squares.to_crs(crs)
    file = tmp_path / "xa.gpkg"
    if form == "gpkg":
        frame.to_file(file, layer="xa")
    else:
        file = shapefile_zip(tmp_path / "xa", frame)
    assert run("install", file) == 0
    got = gpd.read_parquet(installed.communes_file()).to_crs(VN2000_SON_LA).geometry.to_numpy()
    wanted = squares.geometry.to_numpy()
    overlap = shapely.area(shapely.intersection(got, wanted)) / shapely.area(
        shapely.union(got, wanted)
    )
    assert np.median(overlap) > 0.99


def test_geojson_in_degrees_installs_without_a_border_and_says_so(tmp_path, squares, capsys):
    squares.to_crs("EPSG:4326").to_file(tmp_path / "xa.geojson")
    assert run("install", tmp_path / "xa.geojson") == 0
    assert "the border with Laos is left out" in capsys.readouterr().err
    layer = layers.boundaries()
    drawn = json.loads((drawing.STATIC_FOLDER / layer.file_name).read_bytes())
    assert drawn["border"] is None
    assert "as the file's owner says" in layer.licence
    assert layer.source == "xa.geojson"


def test_the_layer_with_the_communes_is_chosen_among_several(tmp_path, squares):
    file = tmp_path / "xa.gpkg"
    squares.head(3).to_file(file, layer="huyen")
    squares.to_file(file, layer="xa")
    assert run("install", file) == 0


def test_codes_that_lost_their_leading_zero_are_still_codes(tmp_path, squares, capsys):
    squares["ma_xa"] = squares["ma_xa"].astype(int)
    squares.drop(columns="ten_xa").to_file(tmp_path / "xa.gpkg")
    assert run("install", tmp_path / "xa.gpkg") == 0
    assert "204 by code" in capsys.readouterr().err


def test_names_alone_are_enough_and_the_two_hat_lot_are_told_apart_by_place(
    tmp_path, squares, capsys
):
    squares.drop(columns="ma_xa").to_file(tmp_path / "xa.gpkg")
    assert run("install", tmp_path / "xa.gpkg") == 0
    assert "by place" not in capsys.readouterr().err
    got = gpd.read_parquet(installed.communes_file()).to_crs(VN2000_SON_LA)
    for code, shape in zip(squares["ma_xa"], squares.geometry, strict=True):
        assert shape.buffer(500).contains(got.geometry[code].centroid)


def test_names_that_nobody_knows_are_recognised_by_place_and_it_is_said(tmp_path, squares, capsys):
    squares["ten_xa"] = [f"unit {number}" for number in range(204)]
    squares.drop(columns="ma_xa").to_file(tmp_path / "xa.gpkg")
    assert run("install", tmp_path / "xa.gpkg") == 0
    assert "204 by place" in capsys.readouterr().err


# Wrong files


def test_a_shapefile_without_prj_is_refused_with_crs_as_the_mend(tmp_path, squares, capsys):
    file = shapefile_zip(tmp_path / "xa", squares, without=(".prj",))
    assert run("install", file) == 1
    said = capsys.readouterr().err
    assert "--crs 9206" in said
    assert "Shapefile thiếu .prj" in said
    assert layers.boundaries() is None
    assert run("install", file, "--crs", "9206") == 0
    assert layers.boundaries() is not None


def test_a_wrong_crs_is_noticed_because_nothing_lies_where_it_should(tmp_path, squares, capsys):
    file = shapefile_zip(tmp_path / "xa", squares, without=(".prj",))
    assert run("install", file, "--crs", "9205") == 1  # the zone of 103°30'
    assert "coordinate system is probably another" in capsys.readouterr().err
    assert run("install", file, "--crs", "4326") == 1
    assert run("install", file, "--crs", "123456") == 1
    assert "no such coordinate system" in capsys.readouterr().err


def test_a_file_that_lacks_communes_is_refused_with_their_names(tmp_path, squares, capsys):
    squares[squares["ma_xa"] != "04240"].to_file(tmp_path / "xa.gpkg")
    assert run("install", tmp_path / "xa.gpkg") == 1
    said = capsys.readouterr().err
    assert "203 of the 204" in said
    assert "Mường Lèo (04240)" in said


def test_units_merged_later_are_refused(tmp_path, squares, capsys):
    squares["unit"] = np.arange(204) // 3
    merged = squares.dissolve("unit").reset_index()[["ma_xa", "geometry"]]
    merged.to_file(tmp_path / "xa.gpkg")
    assert run("install", tmp_path / "xa.gpkg") == 1
    assert "units merged later (2025) cannot serve" in capsys.readouterr().err


WRONG_FILES = {
    "missing.gpkg": (None, "There is no file"),
    "letter.docx": (b"dear sir", "unknown form"),
    "broken.geojson": (b'{"type": "FeatureCollection", "features": [', "cannot be read"),
    "broken.gpkg": (b"SQLite format 3\x00 and then nothing", "cannot be read"),
    "broken.zip": (b"PK\x03\x04 cut", "cannot be read"),
    "broken.rda": (b"RDX3\nX\n not much", "cannot be read"),
    "empty.geojson": (b'{"type": "FeatureCollection", "features": []}', "polygons"),
    "points.geojson": (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
        b'"geometry":{"type":"Point","coordinates":[104,21]}}]}',
        "no polygons",
    ),
    "hanoi.geojson": (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        b'{"type":"Polygon","coordinates":[[[107,20],[108,20],[108,21],[107,20]]]}}]}',
        "nothing lies in S",
    ),
    "metres.geojson": (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        b'{"type":"Polygon","coordinates":[[[5e5,2e6],[6e5,2e6],[6e5,3e6],[5e5,2e6]]]}}]}',
        "are no degrees",
    ),
}


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_gets_a_message_in_both_languages(tmp_path, capsys, name):
    content, expected = WRONG_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run("install", tmp_path / name) == 1
    said = capsys.readouterr().err
    assert expected in said
    assert "Traceback" not in said
    assert any(letter in said for letter in "ệốầạị")
    assert layers.boundaries() is None


def test_a_zip_with_two_shapefiles_is_refused(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    assert run("install", tmp_path / "two.zip") == 1
    assert "2 found" in capsys.readouterr().err


def test_wrong_usage_ends_with_two():
    for arguments in ([], ["instal"], ["install", "--csr", "9206"]):
        with pytest.raises(SystemExit) as ended:
            command.main(arguments)
        assert ended.value.code == 2


# What was there before stays


@pytest.fixture
def installed_before(tmp_path, squares):
    """Boundaries that were installed; returns what the files hold."""
    squares.to_file(tmp_path / "before.gpkg")
    assert run("install", tmp_path / "before.gpkg") == 0
    return installed.communes_file().read_bytes()


def test_a_refused_file_leaves_what_was_installed(tmp_path, installed_before, squares, capsys):
    squares.head(100).to_file(tmp_path / "half.gpkg")
    assert run("install", tmp_path / "half.gpkg") == 1
    assert "stay in use" in capsys.readouterr().err
    assert installed.communes_file().read_bytes() == installed_before


@pytest.mark.parametrize("step", [1, 2])
def test_a_full_disk_leaves_what_was_installed(
    tmp_path, installed_before, squares, monkeypatch, capsys, step
):
    squares.assign(geometry=squares.scale(1.01, 1.01)).to_file(tmp_path / "next.gpkg")
    written = []

    def full(handle):
        written.append(handle)
        if len(written) >= step:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(drawing.os, "fsync", full)
    assert run("install", tmp_path / "next.gpkg") == 1
    assert "No space left" in capsys.readouterr().err
    assert installed.communes_file().read_bytes() == installed_before
    monkeypatch.undo()


KILLED = """
import os, signal, sys
from pathlib import Path
from geo import drawing
from geo.__main__ import main

drawing.STATIC_FOLDER = Path(sys.argv[1])
left, rename = [int(sys.argv[2])], Path.replace

def replace(self, target):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)

Path.replace = replace
sys.exit(main(["install", sys.argv[3]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_before_each_rename_the_old_stays_and_a_retry_works(
    tmp_path, installed_before, squares
):
    squares.assign(geometry=squares.scale(1.01, 1.01)).to_file(tmp_path / "next.gpkg")

    def killed_at(rename):
        arguments = [str(tmp_path / "static"), str(rename), str(tmp_path / "next.gpkg")]
        script = [sys.executable, "-c", KILLED, *arguments]
        return subprocess.run(script, cwd=ROOT, capture_output=True, check=False).returncode

    for rename in (1, 2):
        assert killed_at(rename) == -signal.SIGKILL
        assert installed.communes_file().read_bytes() == installed_before
        assert layers.boundaries() is not None
    assert killed_at(0) == 0
    assert installed.communes_file().read_bytes() != installed_before
    assert layers.boundaries().source == "next.gpkg"


def test_two_installations_do_not_fight(tmp_path, squares, capsys):
    squares.to_file(tmp_path / "xa.gpkg")
    installed.folder().mkdir()
    with filelock.FileLock(installed.folder() / ".lock"):
        assert run("install", tmp_path / "xa.gpkg") == 1
    assert "Another installation is under way" in capsys.readouterr().err
    assert run("install", tmp_path / "xa.gpkg") == 0


def test_installing_anew_is_seen_without_a_restart(tmp_path, installed_before, squares):
    before = layers.boundaries()
    squares.assign(geometry=squares.scale(1.01, 1.01)).to_file(tmp_path / "next.gpkg")
    assert run("install", tmp_path / "next.gpkg") == 0
    after = layers.boundaries()
    assert after.file_name != before.file_name
    assert (drawing.STATIC_FOLDER / before.file_name).is_file()  # a page still open may ask


def test_a_static_folder_that_was_cleared_is_filled_again(installed_before):
    name = layers.boundaries().file_name
    content = (drawing.STATIC_FOLDER / name).read_bytes()
    shutil.rmtree(drawing.STATIC_FOLDER)
    layers._boundaries_of.cache_clear()
    assert layers.boundaries().file_name == name
    assert (drawing.STATIC_FOLDER / name).read_bytes() == content


# The open set from the network, and status


def test_without_network_the_command_says_what_to_do_and_hexagons_go_on(capsys):
    assert run("install") == 1
    said = capsys.readouterr().err
    assert "raw.githubusercontent.com" in said
    assert "python -m geo install TỆP" in said
    assert layers.boundaries() is None
    assert layers.hexagons().view == "hexagons"


def test_a_file_other_than_the_known_one_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(fetch, "_download", lambda url, out, _: Path(out).write_bytes(b"other"))
    assert run("install") == 1
    assert "hash" in capsys.readouterr().err
    assert not (installed.folder() / "fetched" / "communes.rda").exists()


def test_the_known_file_is_fetched_once_and_installed(
    shared_geo, rda_was_read, monkeypatch, capsys
):
    asked = []

    def serve(url, out, _):
        asked.append(url)
        shutil.copyfile(shared_geo / "communes.rda", out)

    monkeypatch.setattr(fetch, "_download", serve)
    assert run("install") == 0
    assert run("install") == 0
    assert asked == [fetch.URL]
    layer = layers.boundaries()
    assert layer.licence == "MIT"
    assert "censusVN2009" in layer.source


def test_a_line_that_drips_is_cut_at_the_limit(tmp_path, monkeypatch):
    monkeypatch.undo()
    import requests

    class Dripping:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def raise_for_status(self):
            return None

        def iter_content(self, _):
            while True:
                yield b"drip"

    monkeypatch.setattr(requests, "get", lambda *_, **__: Dripping())
    monkeypatch.setattr(fetch, "LIMIT_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        fetch._download(fetch.URL, str(tmp_path / "half"), None)


def test_the_command_runs_as_a_module():
    script = [sys.executable, "-m", "geo", "status"]
    ran = subprocess.run(script, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "Bản đồ: lục giác" in ran.stdout


def test_status_says_how_to_get_boundaries_when_there_are_none(capsys):
    assert run("status") == 0
    said = capsys.readouterr().out
    assert "python -m geo install TỆP" in said
    assert "hexagons" in said


def test_status_says_what_is_installed_from_where_and_how_to_get_hexagons(installed_before, capsys):
    assert run("status") == 0
    said = capsys.readouterr().out
    assert "before.gpkg" in said
    assert "theo người cung cấp tệp" in said
    assert "view=hexagons" in said


def test_status_says_when_the_installed_file_is_damaged(installed_before):
    installed.communes_file().write_bytes(installed_before[: len(installed_before) // 2])
    assert install.status().state == "damaged"
    assert layers.boundaries() is None


def test_a_table_of_someone_else_is_no_installed_boundaries(squares):
    installed.folder().mkdir()
    squares.rename(columns={"ma_xa": "commune_code"}).to_parquet(installed.communes_file())
    assert install.status().state == "damaged"
    assert layers.boundaries() is None


def test_the_background_fetch_is_off_in_tests_and_where_boundaries_are(
    monkeypatch, installed_before
):
    started = []
    monkeypatch.setattr(install._Background, "start", lambda self: started.append(self))
    monkeypatch.delenv("GEO_AUTO_INSTALL", raising=False)
    install.in_background()
    installed.communes_file().unlink()
    monkeypatch.setenv("GEO_AUTO_INSTALL", "0")
    install.in_background()
    assert not started
    monkeypatch.delenv("GEO_AUTO_INSTALL")
    install.in_background()
    assert len(started) == 1


def test_the_background_fetch_starts_once_and_reports(monkeypatch):
    started = []

    class Running:
        code = None

        def poll(self):
            return self.code

    def popen(arguments, **_):
        started.append(arguments)
        return Running()

    monkeypatch.setattr(install.subprocess, "Popen", popen)
    monkeypatch.delenv("GEO_AUTO_INSTALL", raising=False)
    assert install.status().state == "none"
    install.in_background()
    install.in_background()
    assert started == [[sys.executable, "-m", "geo", "install"]]
    assert install.status().state == "installing"
    Running.code = 1
    assert install.status().state == "failed"


def test_the_running_app_loads_no_geometry_library_to_show_hexagons():
    script = (
        "import sys\n"
        "from geo import gazetteer, install, layers\n"
        "gazetteer.candidates('muong la'); layers.hexagon_drawing.make(); install.status()\n"
        "heavy = {'geopandas', 'shapely', 'pyproj', 'scipy', 'rdata', 'pooch', 'requests'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
