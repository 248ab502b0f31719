-- What the map shows of each commune, for one choice of filters and one measure.
CREATE OR REPLACE TEMP TABLE measured AS
WITH done AS (
  SELECT commune_code, count(*) AS acts, sum(value) AS value, max(activity_date) AS last FROM acts GROUP BY ALL),
 kept AS (
  SELECT commune_code, count(*) FILTER (is_kept(outcome)) AS part, count(*) FILTER (is_known(outcome)) AS whole
  FROM promises GROUP BY ALL),
 held AS (
  SELECT commune_code, max(least(coalesce(valid_to, last_day()), last_day())) AS ends FROM assignments
  WHERE chosen(getvariable('agencies'), agency_code)
    AND valid_from <= last_day() AND coalesce(valid_to, last_day()) >= first_day() GROUP BY ALL),
 standing AS (SELECT commune_code, count(*) FILTER (stands) AS works FROM built GROUP BY ALL),
 each AS (
  SELECT p.commune_code, part, whole, ends IS NOT NULL AS assigned,
    p.commune_code IN (SELECT commune_code FROM year_acts)
      OR (getvariable('measure') = 'works' AND coalesce(works, 0) > 0) AS acted,
    CASE getvariable('measure')
      WHEN 'value_million_vnd' THEN CASE WHEN acts IS NULL THEN 0 ELSE value END
      WHEN 'value_per_household' THEN CASE WHEN acts IS NULL THEN 0 ELSE value / households_2019 END
      WHEN 'acts' THEN coalesce(acts, 0)
      WHEN 'works' THEN coalesce(works, 0)
      WHEN 'promises_kept_share' THEN part / nullif(whole, 0)
      ELSE CASE WHEN last IS NOT NULL THEN greatest(datesub('month', last, coalesce(ends, last_day())), 0) END END AS value
  FROM places p LEFT JOIN done USING (commune_code) LEFT JOIN kept USING (commune_code)
    LEFT JOIN held USING (commune_code) LEFT JOIN standing USING (commune_code))
SELECT *, getvariable('measure') = 'promises_kept_share' AS is_share,
  CASE WHEN NOT acted AND NOT assigned THEN 'not_assigned' WHEN NOT acted THEN 'nothing_reported'
    WHEN value IS NULL THEN 'no_data' WHEN is_share AND whole < 5 THEN 'few'
    WHEN value = 0 THEN 'zero' ELSE 'value' END AS state
FROM each;
