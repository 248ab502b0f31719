-- The rows behind the figures, as the method notes say them, for one choice of filters.
-- Lists (districts, sectors, agencies, kinds, types) are empty where nothing is chosen.

CREATE OR REPLACE TEMP MACRO chosen(codes, code) AS len(codes) = 0 OR list_contains(codes, code);
CREATE OR REPLACE TEMP MACRO worth(cash, kind) AS
  CASE WHEN cash IS NULL AND kind IS NULL THEN NULL ELSE coalesce(cash, 0) + coalesce(kind, 0) END;
CREATE OR REPLACE TEMP MACRO first_day() AS make_date(getvariable('y0')::BIGINT, 1, 1);
CREATE OR REPLACE TEMP MACRO last_day() AS make_date(getvariable('y1')::BIGINT, 12, 31);
CREATE OR REPLACE TEMP MACRO last_from() AS make_date(getvariable('y1')::BIGINT, 1, 1);

-- A chosen year without an act is 0; one whose acts carry no value is not known.
CREATE OR REPLACE TEMP MACRO of_year(n, y, acts, value) AS
  CASE WHEN n NOT BETWEEN getvariable('y0') AND getvariable('y1') THEN NULL
    WHEN coalesce(sum(acts) FILTER (y = n), 0) = 0 THEN 0 ELSE sum(value) FILTER (y = n) END;

CREATE OR REPLACE TEMP TABLE places AS
SELECT * FROM communes c
WHERE chosen(getvariable('communes'), commune_code) AND chosen(getvariable('districts'), district_code)
  AND (len(getvariable('kinds')) = 0 OR EXISTS (
    FROM commune_kinds k WHERE k.commune_code = c.commune_code
      AND list_contains(getvariable('kinds'), k.kind)
      AND k.valid_from <= last_day() AND coalesce(k.valid_to, last_day()) >= first_day()));

CREATE OR REPLACE TEMP MACRO placed(code) AS
  len(getvariable('communes')) + len(getvariable('districts')) + len(getvariable('kinds')) = 0
  OR code IN (SELECT commune_code FROM places);

-- Acts of any sector and year that pass place and agency; `acts` are those of all filters.
CREATE OR REPLACE TEMP TABLE any_acts AS
SELECT *, year(activity_date) AS y, worth(cash_million_vnd, in_kind_million_vnd) AS value
FROM activities
WHERE activity_date IS NOT NULL AND placed(commune_code)
  AND chosen(getvariable('agencies'), agency_code);
CREATE OR REPLACE TEMP TABLE year_acts AS
SELECT * FROM any_acts WHERE y BETWEEN getvariable('y0') AND getvariable('y1');
CREATE OR REPLACE TEMP TABLE acts AS
SELECT * FROM year_acts WHERE chosen(getvariable('sectors'), sector);

CREATE OR REPLACE TEMP TABLE promises AS
WITH planned AS (
  SELECT *, worth(cash_million_vnd, in_kind_million_vnd) AS value,
    year(coalesce(planned_date, activity_date)) AS y,
    coalesce(planned_quantity, 0) > 0 AS says_enough
  FROM activities
  WHERE (planned_date IS NOT NULL OR planned_quantity IS NOT NULL OR planned_value_million_vnd IS NOT NULL)
    AND placed(commune_code) AND chosen(getvariable('agencies'), agency_code)
    AND chosen(getvariable('sectors'), sector))
SELECT *, CASE
    WHEN NOT says_enough THEN 'no_quantity'
    WHEN activity_date IS NULL THEN 'not_delivered'
    WHEN delivered_quantity IS NULL THEN 'unknown'
    WHEN delivered_quantity < planned_quantity THEN 'short'
    WHEN activity_date > planned_date THEN 'late'
    ELSE 'on_time' END AS outcome
FROM planned WHERE y BETWEEN getvariable('y0') AND getvariable('y1');
CREATE OR REPLACE TEMP MACRO is_kept(o) AS o IN ('on_time', 'late');
CREATE OR REPLACE TEMP MACRO is_known(o) AS o IN ('on_time', 'late', 'short', 'not_delivered');

-- A pair: an agency assigned to a commune on a day of the chosen years, judged while assigned.
CREATE OR REPLACE TEMP TABLE pairs AS
WITH held AS (
  SELECT * FROM assignments
  WHERE placed(commune_code) AND chosen(getvariable('agencies'), agency_code)),
 judged AS (
  SELECT agency_code, commune_code,
    bool_or(valid_from <= last_day() AND coalesce(valid_to, last_day()) >= first_day()) AS assigned,
    bool_or(valid_from <= last_day() AND coalesce(valid_to, last_day()) >= last_from()) AS in_last,
    max(coalesce(valid_to, last_day())) AS ends
  FROM held GROUP BY ALL),
 done AS (
  SELECT a.agency_code, a.commune_code, count(*) AS ever,
    count(*) FILTER (a.y BETWEEN getvariable('y0') AND getvariable('y1')) AS in_years,
    count(*) FILTER (a.y BETWEEN getvariable('y0') AND getvariable('y1')
                     AND chosen(getvariable('sectors'), a.sector)) AS in_sector,
    count(*) FILTER (a.y = getvariable('y1')) AS in_last_year
  FROM any_acts a WHERE EXISTS (
    FROM held h WHERE h.agency_code = a.agency_code AND h.commune_code = a.commune_code
      AND a.activity_date BETWEEN h.valid_from AND coalesce(h.valid_to, DATE '9999-12-31'))
  GROUP BY ALL)
SELECT j.*, coalesce(in_sector, 0) AS in_sector, coalesce(in_years, 0) AS in_years,
  coalesce(in_last_year, 0) AS in_last_year, CASE
    WHEN coalesce(ever, 0) = 0 THEN 'never'
    WHEN in_years = 0 THEN 'none_in_years'
    WHEN NOT in_last THEN 'ended'
    WHEN in_last_year = 0 THEN 'none_last_year'
    ELSE 'reported' END AS state
FROM judged j LEFT JOIN done USING (agency_code, commune_code) WHERE assigned;
CREATE OR REPLACE TEMP MACRO is_silent(s) AS s IN ('never', 'none_in_years');

-- Works have no sector: with one chosen there are none. Works, and what was paid for them; under a filter by agency, that agency's part.
CREATE OR REPLACE TEMP TABLE paid AS
SELECT * FROM work_contributions WHERE chosen(getvariable('agencies'), agency_code);
CREATE OR REPLACE TEMP TABLE built AS
WITH money AS (
  SELECT work_id, sum(cost_million_vnd) AS cost, bool_or(cost_million_vnd IS NULL) AS lacks
  FROM paid GROUP BY work_id),
 payers AS (
  SELECT work_id, count(DISTINCT coalesce(agency_code, 'funding ' || funding)) AS payers
  FROM work_contributions GROUP BY work_id)
SELECT w.*, coalesce(year(completion_date), planned_year) AS y, m.cost,
  coalesce(m.lacks, true) AS lacks, coalesce(p.payers, 0) AS payers,
  work_status IN ('completed', 'in_use', 'out_of_use') AS stands
FROM works w LEFT JOIN money m USING (work_id) LEFT JOIN payers p USING (work_id)
WHERE placed(commune_code) AND chosen(getvariable('types'), work_type) AND len(getvariable('sectors')) = 0
  AND (len(getvariable('agencies')) = 0 OR m.work_id IS NOT NULL)
  AND (coalesce(year(completion_date), planned_year) BETWEEN getvariable('y0') AND getvariable('y1')
       OR (y IS NULL AND getvariable('y0') = 2013 AND getvariable('y1') = 2016));
