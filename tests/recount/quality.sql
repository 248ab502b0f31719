-- text
/* A pair is asked about the last 12 months if it was assigned in them. */
SELECT count(*) AS of_pairs, count(*) FILTER (NOT is_silent(state)) AS reported,
  reported / of_pairs AS complete, count(*) FILTER (in_last) AS of_late,
  count(*) FILTER (in_last AND in_last_year > 0) AS fresh, fresh / of_late AS fresh_share,
  (SELECT date_diff('day', max(activity_date), last_day()) FROM activities
   WHERE activity_date <= last_day()) AS days
FROM pairs;
-- text
WITH cells AS (
  SELECT (support_type IS NOT NULL)::INT + (description IS NOT NULL)::INT
      + CASE WHEN activity_date IS NULL THEN 0 ELSE (delivered_quantity IS NOT NULL)::INT
          + (households_reached IS NOT NULL)::INT + (commune_confirmed IS NOT NULL)::INT
          + (coalesce(cash_million_vnd, in_kind_million_vnd, labour_days) IS NOT NULL)::INT END
      + CASE WHEN coalesce(planned_date::VARCHAR, planned_quantity::VARCHAR) IS NULL THEN 0
          ELSE (planned_date IS NOT NULL)::INT + (planned_quantity IS NOT NULL)::INT
          + (planned_value_million_vnd IS NOT NULL)::INT END AS filled,
    2 + CASE WHEN activity_date IS NULL THEN 0 ELSE 4 END
      + CASE WHEN coalesce(planned_date::VARCHAR, planned_quantity::VARCHAR) IS NULL THEN 0 ELSE 3 END AS useful
  FROM activities
  UNION ALL
  SELECT (work_name IS NOT NULL)::INT + (quantity IS NOT NULL)::INT + (unit IS NOT NULL)::INT
      + (households_served IS NOT NULL)::INT + (longitude IS NOT NULL AND latitude IS NOT NULL)::INT
      + CASE WHEN work_status IN ('planned', 'under_way') THEN 0
          ELSE (completion_date IS NOT NULL)::INT + (community_supervised IS NOT NULL)::INT END,
    5 + CASE WHEN work_status IN ('planned', 'under_way') THEN 0 ELSE 2 END
  FROM works
  UNION ALL SELECT (cost_million_vnd IS NOT NULL)::INT, 1 FROM work_contributions
  UNION ALL SELECT (field IS NOT NULL)::INT, 1 FROM agencies)
SELECT sum(filled) / sum(useful) AS filled, sum(useful) - sum(filled) AS empty FROM cells;
-- text
WITH like_acts AS (
  SELECT count(*) OVER (PARTITION BY agency_code, commune_code, sector, support_type, activity_date,
      delivered_quantity, cash_million_vnd, in_kind_million_vnd) AS twins,
    coalesce(delivered_quantity, cash_million_vnd, in_kind_million_vnd) IS NOT NULL
      AND activity_date IS NOT NULL AS says_something FROM activities),
 costs AS (
  SELECT work_id, sum(cost_million_vnd) AS cost FROM work_contributions GROUP BY ALL),
 done AS (
  SELECT *, coalesce(year(completion_date), planned_year) AS y,
    strip_accents(lower(trim(work_name))) AS folded FROM works LEFT JOIN costs USING (work_id)),
 pairs_of_works AS (
  SELECT a.work_id AS one, b.work_id AS other FROM done a JOIN done b
    ON a.commune_code = b.commune_code AND a.work_type = b.work_type AND a.work_id < b.work_id
  WHERE coalesce(abs(a.y - b.y) <= 1, true) AND (
    (a.folded = b.folded AND a.folded <> '')
    OR (a.location_precision = 'exact' AND b.location_precision = 'exact'
        AND sqrt(pow(a.latitude - b.latitude, 2)
          + pow((a.longitude - b.longitude) * cos(radians(a.latitude)), 2)) * 111320 <= 150)
    OR (a.unit = b.unit AND abs(date_diff('day', a.completion_date, b.completion_date)) <= 60
        AND abs(a.quantity - b.quantity) <= 0.05 * a.quantity AND abs(a.cost - b.cost) <= 0.05 * a.cost))),
 doubled AS (
  SELECT (SELECT count(*) FROM like_acts WHERE twins > 1 AND says_something)
    + (SELECT count(*) FROM (SELECT one FROM pairs_of_works UNION SELECT other FROM pairs_of_works)) AS n)
SELECT n AS doubled, total AS of_rows, total - n AS clean, clean / total AS clean_share FROM doubled, (
  SELECT (SELECT count(*) FROM activities) + (SELECT count(*) FROM works)
    + (SELECT count(*) FROM work_contributions) + (SELECT count(*) FROM agencies)
    + (SELECT count(*) FROM assignments) + (SELECT count(*) FROM indicators)
    + (SELECT count(*) FROM commune_kinds) AS total);
