"""The store hands out what was published, counted as the design says."""

import itertools
import threading

import pandas as pd
import pytest

from data import first_start
from data.metrics.promises import COLUMNS, outcomes, promised_value
from data.queries import CUBE_TYPES
from data.schema import ACTIVITIES, ASSIGNMENTS, TABLES, WORKS, empty
from data.scope import SOURCE_REF
from data.store import DamagedStoreError, Store
from tests.unit import tiny_record

DAY = "2015-03-01"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def act(number: int, **said: object) -> dict[str, object]:
    known = {"agency_code": "CQ01", "commune_code": "04246", "sector": "economy"}
    return {"activity_id": f"HD{number:02d}", **known, **said}


def cube_of(store: Store, *acts: dict[str, object]) -> pd.DataFrame:
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, *acts)}
    version = store.publish(tables, by="An").version
    return store.record(version).contributions


def only_row(cube: pd.DataFrame) -> pd.Series:
    assert len(cube) == 1
    return cube.iloc[0]


def test_what_was_published_is_read_back_with_the_types_of_the_schema(store):
    tables = tiny_record.with_works()
    record = store.record(store.publish(tables, by="An").version)
    for name in ("agencies", "assignments", "works"):
        rows = getattr(record, name).drop(columns=SOURCE_REF)
        pd.testing.assert_frame_equal(rows, tables[name])


def test_absent_tables_are_named_and_are_empty_frames_with_their_columns(store):
    record = store.record(store.publish(tiny_record.tables(), by="An").version)
    assert record.absent == {"works", "work_contributions", "indicators", "commune_kinds"}
    pd.testing.assert_frame_equal(record.works.drop(columns=SOURCE_REF), empty(WORKS))


def test_a_table_with_a_head_only_counts_as_absent(store):
    tables = tiny_record.tables() | {"works": empty(WORKS)}
    assert "works" in store.record(store.publish(tables, by="An").version).absent


def test_a_promise_is_never_counted_as_a_delivery(store):
    promise = act(1, planned_date=DAY, planned_quantity=2, planned_value_million_vnd=9)
    row = only_row(cube_of(store, promise | {"cash_million_vnd": 5}))
    assert (row.acts, row.promises, row.promises_not_delivered) == (0, 1, 1)
    assert row.promised_value_million_vnd == 9
    assert pd.isna(row.value_million_vnd)
    assert row.delivered_of_promised_million_vnd == 0
    assert pd.isna(row.last_date)


def test_promised_and_delivered_value_stand_beside_each_other_for_the_same_acts_only(store):
    promise = {"planned_date": DAY, "planned_quantity": 2, "delivered_quantity": 2}
    both = act(1, planned_value_million_vnd=10, activity_date=DAY, cash_million_vnd=8) | promise
    no_value_recorded = act(2, planned_value_million_vnd=50, activity_date=DAY) | promise
    no_value_promised = act(3, activity_date=DAY, cash_million_vnd=90) | promise
    row = only_row(cube_of(store, both, no_value_recorded, no_value_promised))
    assert row.promised_value_million_vnd == 60
    assert row.promised_value_known_million_vnd == 10
    assert row.delivered_of_promised_million_vnd == 8
    assert row.value_million_vnd == 98


def test_a_promise_counts_in_its_own_year_and_its_delivery_in_the_other(store):
    late = act(
        1,
        planned_date="2014-12-01",
        planned_quantity=2,
        planned_value_million_vnd=9,
        activity_date="2015-02-01",
        delivered_quantity=2,
        cash_million_vnd=7,
    )
    cube = cube_of(store, late).set_index("year")
    assert cube["acts"].to_dict() == {2014: 0, 2015: 1}
    assert cube["promises_kept_late"].to_dict() == {2014: 1, 2015: 0}
    assert cube.loc[2014, "delivered_of_promised_million_vnd"] == 7
    assert pd.isna(cube.loc[2014, "value_million_vnd"])


def test_a_promise_without_a_date_counts_in_the_year_of_its_delivery(store):
    row = only_row(cube_of(store, act(1, planned_quantity=1, activity_date=DAY)))
    assert (row.year, row.promises) == (2015, 1)


def test_more_than_was_promised_makes_up_for_no_other_promise(store):
    promise = {"planned_date": DAY, "planned_quantity": 2, "planned_value_million_vnd": 10}
    more = act(1, activity_date=DAY, cash_million_vnd=25) | promise
    row = only_row(cube_of(store, more, act(2) | promise))
    assert row.promised_value_known_million_vnd == 20
    assert row.delivered_of_promised_million_vnd == 10


@pytest.mark.parametrize("quantity", [0, None])
def test_a_promise_without_a_quantity_is_counted_apart_and_never_kept(store, quantity):
    said = {"planned_date": DAY, "planned_quantity": quantity, "planned_value_million_vnd": 9}
    row = only_row(cube_of(store, act(1, activity_date=DAY, delivered_quantity=3) | said))
    assert (row.promises, row.promises_no_quantity) == (0, 1)
    assert (row.promises_kept_on_time, row.promises_kept_late) == (0, 0)
    assert pd.isna(row.promised_value_million_vnd)


def test_the_cube_counts_each_outcome_as_the_definition_has_it_row_by_row(store):
    days, quantities = (None, "2015-02-28", DAY, "2015-03-02"), (None, 0, 1, 2)
    promises = [
        act(number, planned_date=day, planned_quantity=planned)
        | {"activity_date": happened, "delivered_quantity": came}
        for number, (day, planned, happened, came) in enumerate(
            itertools.product(days, quantities, (None, DAY), quantities)
        )
    ]
    cube = cube_of(store, *promises)
    rows = tiny_record.frame(ACTIVITIES, *promises)
    counted = outcomes(rows[rows["planned_date"].notna() | rows["activity_date"].notna()])
    assert {code: cube[name].sum() for code, name in COLUMNS.items()} == {
        code: (counted == code).sum() for code in COLUMNS
    }


def test_value_is_cash_and_in_kind_together_and_missing_is_not_zero(store):
    row = only_row(
        cube_of(
            store,
            act(1, activity_date=DAY, cash_million_vnd=0.1),
            act(2, activity_date=DAY, in_kind_million_vnd=0.2, households_reached=4),
            act(3, activity_date=DAY),
        )
    )
    assert (row.acts, row.acts_without_value) == (3, 1)
    assert (row.cash_million_vnd, row.in_kind_million_vnd, row.value_million_vnd) == (0.1, 0.2, 0.3)
    assert row.households_reached == 4
    assert pd.isna(row.labour_days)


def test_confirmation_is_counted_and_not_asked_is_not_a_no(store):
    answers = ("yes", "yes", "partly", "no", None)
    acts = [
        act(number, activity_date=DAY, commune_confirmed=answer)
        for number, answer in enumerate(answers)
    ]
    row = only_row(cube_of(store, *acts))
    assert row[[f"confirmed_{each}" for each in ("yes", "partly", "no", "not_asked")]].tolist() == [
        2,
        1,
        1,
        1,
    ]


def test_figures_differ_only_where_both_are_given(store):
    row = only_row(
        cube_of(
            store,
            act(1, activity_date=DAY, delivered_quantity=5, confirmed_quantity=4),
            act(2, activity_date=DAY, delivered_quantity=5, confirmed_quantity=5),
            act(3, activity_date=DAY, delivered_quantity=5),
            act(4, activity_date=DAY, confirmed_quantity=5),
        )
    )
    assert row.acts_figures_differ == 1
    assert row.acts_without_quantity == 1


def test_meetings_are_counted_apart_and_the_last_date_is_kept(store):
    row = only_row(
        cube_of(
            store,
            act(1, activity_date="2015-01-31", support_type="TT01"),
            act(2, activity_date="2015-06-30", support_type="HA01"),
            act(3, activity_date="2015-02-28"),
        )
    )
    assert row.meeting_acts == 1
    assert row.last_date == pd.Timestamp("2015-06-30")


def test_the_cube_of_a_real_sized_record_agrees_with_its_activities(store, tmp_path):
    version = first_start.ensure_version(store)
    cube = store.record(version).contributions
    acts = pd.read_parquet(store.folder(version) / "activities.parquet")
    delivered = acts[acts["activity_date"].notna()]
    assert cube.dtypes.astype(str).to_dict() == CUBE_TYPES
    assert not cube.duplicated(["agency_code", "commune_code", "sector", "year"]).any()
    assert cube["acts"].sum() == len(delivered)
    assert cube["promises"].sum() == (acts["planned_quantity"] > 0).sum()
    assert cube["promised_value_million_vnd"].sum() == pytest.approx(promised_value(acts))
    for column in ("cash_million_vnd", "labour_days", "households_reached"):
        assert cube[column].sum() == pytest.approx(delivered[column].sum())


def test_the_promises_of_a_choice_are_those_that_the_cube_counts_for_it(store):
    days = (None, "2014-12-31", DAY, "2016-01-01")
    promises = [
        act(number, planned_date=day, planned_quantity=planned, activity_date=happened)
        | {"commune_code": commune}
        for number, (day, planned, happened, commune) in enumerate(
            itertools.product(days, (None, 0, 2), (None, DAY), ("04246", "03646"))
        )
    ]
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, *promises)}
    version = store.publish(tables, by="An").version
    cube = store.record(version).contributions
    cube = cube[(cube["commune_code"] == "04246") & cube["year"].between(2015, 2016)]
    rows = store.promises(version, commune_codes=["04246"], years=(2015, 2016))
    counted = outcomes(rows, pd.Timestamp("2016-12-31")).value_counts()
    for code, name in COLUMNS.items():
        assert counted.get(code, 0) == cube[name].sum()
    assert store.promises(version, agency_codes=["CQ02"]).empty


def test_acts_of_days_without_an_assignment_of_the_pair_are_counted_apart(store):
    pair = {"agency_code": "CQ01", "commune_code": "04246"}
    periods = (("2013-10-28", "2014-06-30"), ("2015-01-01", None))
    assignments = [
        {"assignment_id": f"PC{place}", "valid_from": begins, "valid_to": ends} | pair
        for place, (begins, ends) in enumerate(periods)
    ]
    days = ("2014-06-30", "2014-07-01", "2014-12-31", "2015-01-01", "2016-12-31")
    acts = [act(number, activity_date=day) for number, day in enumerate(days)]
    acts.append(act(9, activity_date=DAY, commune_code="03646"))
    tables = tiny_record.tables() | {
        "activities": tiny_record.frame(ACTIVITIES, *acts),
        "assignments": tiny_record.frame(ASSIGNMENTS, *assignments),
    }
    cube = store.record(store.publish(tables, by="An").version).contributions
    cube = cube.set_index(["commune_code", "year"])
    assert cube.loc["04246", "acts"].to_dict() == {2014: 3, 2015: 1, 2016: 1}
    assert cube.loc["04246", "acts_outside"].to_dict() == {2014: 2, 2015: 0, 2016: 0}
    assert cube.at[("04246", 2014), "last_assigned_date"] == pd.Timestamp("2014-06-30")
    assert cube.at[("04246", 2014), "last_date"] == pd.Timestamp("2014-12-31")
    assert cube.at[("03646", 2015), "acts_outside"] == 1
    assert pd.isna(cube.at[("03646", 2015), "last_assigned_date"])


def test_acts_come_newest_first_with_promises_among_them(store):
    acts = [
        act(1, activity_date="2014-05-01"),
        act(2, planned_date="2016-01-01", planned_quantity=1),
        act(3, activity_date="2015-05-01", agency_code="CQ02"),
        act(4, activity_date="2012-05-01"),
    ]
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, *acts)}
    version = store.publish(tables, by="An").version
    found = store.acts(version)
    assert found.rows["activity_id"].tolist() == ["HD02", "HD03", "HD01"]
    assert found.total == 3
    types = found.rows.drop(columns=SOURCE_REF).dtypes
    pd.testing.assert_series_equal(types, empty(ACTIVITIES).dtypes)


def test_acts_are_narrowed_by_every_filter_and_counted_beyond_the_limit(store):
    acts = [act(number, activity_date=f"201{3 + number % 4}-05-01") for number in range(20)]
    acts.append(act(90, activity_date=DAY, agency_code="CQ02", sector="security"))
    acts.append(act(91, activity_date=DAY, commune_code="03646"))
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, *acts)}
    version = store.publish(tables, by="An").version
    assert store.acts(version, agency_codes=["CQ02"]).total == 1
    assert store.acts(version, commune_codes=["03646", "99999"]).total == 1
    assert store.acts(version, sectors=["economy"], years=(2014, 2014)).total == 5
    some = store.acts(version, limit=4)
    assert (len(some.rows), some.total) == (4, 22)


def test_acts_and_promises_are_told_apart_and_are_the_rows_that_the_cube_counts(store):
    acts = [
        act(1, activity_date="2015-05-01"),
        act(2, planned_date="2014-12-01", planned_quantity=2, activity_date="2015-02-01"),
        act(3, planned_date="2015-12-01", planned_quantity=2),
        act(4, planned_quantity=1, activity_date="2014-02-01"),
        act(5, planned_date="2015-03-01"),
    ]
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, *acts)}
    version = store.publish(tables, by="An").version
    cube = store.record(version).contributions
    for years in ((2013, 2016), (2014, 2014), (2015, 2015)):
        within = cube[cube["year"].between(*years)]
        delivered = store.acts(version, years=years, rows="delivered")
        promised = store.acts(version, years=years, rows="promised")
        assert delivered.total == within["acts"].sum()
        assert promised.total == within[["promises", "promises_no_quantity"]].to_numpy().sum()
    assert sorted(delivered.rows["activity_id"]) == ["HD01", "HD02"]
    assert sorted(promised.rows["activity_id"]) == ["HD03", "HD05"]


def test_a_year_is_matched_by_delivery_or_by_promise(store):
    late = act(1, planned_date="2014-12-01", planned_quantity=2, activity_date="2015-02-01")
    tables = tiny_record.tables() | {"activities": tiny_record.frame(ACTIVITIES, late)}
    version = store.publish(tables, by="An").version
    totals = [store.acts(version, years=(year, year)).total for year in (2013, 2014, 2015, 2016)]
    assert totals == [0, 1, 1, 0]


def test_many_sessions_read_at_once(store):
    version = store.publish(tiny_record.tables(activities=500), by="An").version
    totals, failures = [], []

    def read():
        try:
            totals.append(store.acts(version, limit=5).total)
            store.record(version)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert totals == [500] * 12


def test_a_folder_whose_name_looks_like_a_pattern_is_a_folder(tmp_path):
    store = Store(tmp_path / "year=2015 [old] *")
    version = store.publish(tiny_record.tables(), by="An").version
    assert store.acts(version).total == 3
    assert "year" not in store.acts(version).rows


@pytest.mark.parametrize("text", ["=1+1", "a\x00b", "🌾", "'", '"', "a\nb", "e\u0323\u0302", "\\"])
def test_text_stays_text(store, text):
    acts = tiny_record.frame(ACTIVITIES, act(1, activity_date=DAY, description=text))
    version = store.publish(tiny_record.tables() | {"activities": acts}, by="An").version
    assert store.acts(version).rows["description"].tolist() == [text]


def test_the_order_of_rows_does_not_matter(store):
    tables = tiny_record.with_works()
    first = store.publish(tables, by="An")
    turned = {name: rows.iloc[::-1].reset_index(drop=True) for name, rows in tables.items()}
    assert not store.publish(turned, by="Bình").changed
    assert store.current() == first.version


@pytest.mark.parametrize("name", ["agencies", "assignments", "activities"])
def test_one_changed_cell_is_a_new_version(store, name):
    tables = tiny_record.tables()
    store.publish(tables, by="An")
    column = {"agencies": "agency_name_en", "assignments": "decision", "activities": "unit"}[name]
    tables[name].loc[0, column] = "x"
    assert store.publish(tables, by="An").changed


def test_empty_text_and_missing_text_are_the_same_content(store):
    tables = tiny_record.tables()
    store.publish(tables, by="An")
    tables["activities"]["unit"] = ""
    assert not store.publish(tables, by="An").changed


def test_another_status_is_a_change(store):
    store.publish(tiny_record.tables(), by="An")
    confirmed = store.publish(tiny_record.tables(), by="An", status="confirmed")
    assert confirmed.changed
    assert store.current().status == "confirmed"


def test_nobody_publishes_as_illustrative(store):
    with pytest.raises(ValueError, match="illustrative"):
        store.publish(tiny_record.tables(), by="An", status="illustrative")


def test_the_rows_of_the_sample_stay_illustrative_when_they_are_handed_in(store):
    sample = store.publish_sample(tiny_record.tables(), by="data.sample").version
    again = store.publish(tiny_record.tables(), by="An", status="confirmed")
    assert (again.changed, again.version) == (False, sample)


def test_the_sample_never_covers_a_real_record(store):
    store.publish(tiny_record.tables(), by="An")
    with pytest.raises(ValueError, match="real"):
        store.publish_sample(tiny_record.tables(1), by="data.sample")


@pytest.mark.parametrize("missing", ["agencies", "assignments", "activities"])
def test_a_required_table_must_be_there(store, missing):
    tables = tiny_record.tables()
    del tables[missing]
    with pytest.raises(ValueError, match=missing):
        store.publish(tables, by="An")


def test_somebody_must_answer_for_a_version(store):
    with pytest.raises(ValueError, match="answer"):
        store.publish(tiny_record.tables(), by="  ")


def test_the_environment_names_the_store(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_STORE", str(tmp_path / "there"))
    assert Store().root == tmp_path / "there"


def test_a_first_start_builds_the_illustrative_version_once(store):
    first = first_start.ensure_version(store)
    assert first.status == "illustrative"
    assert set(first.rows) == set(TABLES)
    assert first_start.ensure_version(Store(store.root)).id == first.id


def test_servers_that_start_together_build_one_version(store):
    built = []
    threads = [
        threading.Thread(target=lambda: built.append(first_start.ensure_version(Store(store.root))))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 3
    assert len(store.versions()) == 1


def damage(store: Store) -> None:
    path = store.folder(store.versions()[0]) / "activities.parquet"
    path.write_bytes(b"PAR1")


def test_a_damaged_illustrative_version_is_built_anew(store):
    first = first_start.ensure_version(store)
    damage(store)
    second = first_start.ensure_version(Store(store.root))
    assert second.id != first.id
    assert second.content_sha256 == first.content_sha256


def test_a_damaged_real_record_is_never_covered_by_the_sample(store):
    store.publish(tiny_record.tables(), by="An")
    damage(store)
    with pytest.raises(DamagedStoreError):
        first_start.ensure_version(Store(store.root))
