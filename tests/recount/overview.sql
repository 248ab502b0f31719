-- text
SELECT count(*) AS acts, count(DISTINCT agency_code) AS bodies, count(DISTINCT commune_code) AS communes,
  sum(value) AS value, count(*) - count(value) AS unvalued, sum(households_reached) AS times,
  (SELECT count(DISTINCT commune_code) FROM acts
   WHERE commune_code NOT IN (SELECT commune_code FROM pairs)) AS unassigned
FROM acts;
-- text
SELECT count(DISTINCT commune_code) AS assigned_communes,
  count(DISTINCT commune_code) FILTER (commune_code IN (SELECT commune_code FROM acts)) AS helped,
  count(*) AS pairs, count(*) FILTER (is_silent(state)) AS silent,
  CASE WHEN len(getvariable('sectors')) > 0 THEN count(*) FILTER (in_sector = 0) END AS silent_here
FROM pairs;
-- text
SELECT sum(planned_value_million_vnd) AS promised,
  sum(planned_value_million_vnd) FILTER (outcome = 'not_delivered' OR value IS NOT NULL) AS promised_known,
  sum(CASE WHEN outcome = 'not_delivered' THEN 0 ELSE least(value, planned_value_million_vnd) END)
    FILTER (outcome = 'not_delivered' OR value IS NOT NULL) AS came,
  came / promised_known AS came_share FROM promises WHERE says_enough AND planned_value_million_vnd IS NOT NULL;
-- text
/* Works have no sector, so the page says that they do not apply. */
SELECT count(*) AS works, count(*) FILTER (b.stands) AS stands FROM built b
HAVING len(getvariable('sectors')) = 0;
-- overview_ranked_district
SELECT district_code AS key, sum(value) AS value, count(*) - count(value) AS unvalued
FROM acts JOIN communes USING (commune_code) GROUP BY ALL;
-- overview_ranked_commune
SELECT commune_code AS key, sum(value) AS value, count(*) - count(value) AS unvalued FROM acts GROUP BY ALL;
-- overview_by_year
SELECT y AS key, sum(value) AS value, count(*) - count(value) AS unvalued FROM acts GROUP BY ALL;
-- overview_by_sector
SELECT sector AS key, sum(value) AS value, count(*) - count(value) AS unvalued FROM acts GROUP BY ALL;
-- overview_signals
SELECT signal AS key, count(*) AS cases, any_value(of_all) AS of_all FROM (
  SELECT 'promises_' || outcome AS signal, CASE outcome
    WHEN 'unknown' THEN (SELECT count(*) FROM promises WHERE says_enough)
    ELSE (SELECT count(*) FROM promises WHERE is_known(outcome)) END AS of_all
  FROM promises WHERE outcome IN ('short', 'unknown', 'not_delivered')) GROUP BY ALL
UNION ALL SELECT 'meetings_only', count(*) FILTER (gathers), count(*) FROM (
  /* public information, election information, the cultural-life movement, culture and sport exchange */
  SELECT bool_and(coalesce(support_type IN ('TT01', 'TT02', 'TT03', 'VH02'), false)) AS gathers
  FROM year_acts GROUP BY agency_code, commune_code) HAVING count(*) FILTER (gathers) > 0
UNION ALL SELECT 'never_reported', count(*), (SELECT count(*) FROM pairs)
  FROM pairs WHERE state = 'never' HAVING count(*) > 0
UNION ALL SELECT 'none_last_year', count(*), (SELECT count(*) FROM pairs WHERE in_last)
  FROM pairs WHERE in_last AND state IN ('none_in_years', 'none_last_year') HAVING count(*) > 0
UNION ALL SELECT 'acts_without_quantity', count(*), (SELECT count(*) FROM acts)
  FROM acts WHERE delivered_quantity IS NULL HAVING count(*) > 0
UNION ALL SELECT 'figures_differ', count(*), (SELECT count(*) FROM acts)
  FROM acts WHERE delivered_quantity <> confirmed_quantity HAVING count(*) > 0
UNION ALL SELECT 'not_confirmed', count(*), (SELECT count(*) FROM acts)
  FROM acts WHERE commune_confirmed = 'no' HAVING count(*) > 0;
-- text
/* The list stands on the page of one district. Not done: a promise is overdue from its day to the last chosen day, a late one to its delivery. */
SELECT count(*) FILTER (outcome = 'not_delivered') AS list_not_delivered,
  count(*) FILTER (outcome = 'short') AS list_short, count(*) FILTER (outcome = 'unknown') AS list_unknown,
  count(*) FILTER (outcome = 'late') AS list_late, count(*) FILTER (outcome = 'no_quantity') AS list_no_quantity,
  max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'not_delivered') AS days_not_delivered,
  greatest(max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'short'), 0) AS days_short,
  max(date_diff('day', planned_date, activity_date)) FILTER (outcome = 'late') AS days_late,
  max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'no_quantity' AND activity_date IS NULL) AS days_no_quantity
FROM promises HAVING len(getvariable('districts')) = 1;
