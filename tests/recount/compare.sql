-- text
SELECT count(*) AS acts, sum(value) AS value, sum(households_reached) AS times, max(activity_date) AS last,
  CASE WHEN len(getvariable('agencies')) = 0 THEN sum(value) / (SELECT sum(households_2019) FROM places) END AS each
FROM acts;
-- text
SELECT count(*) AS pairs, count(*) FILTER (is_silent(state)) AS silent,
  CASE WHEN len(getvariable('communes')) = 0 THEN count(DISTINCT commune_code) END AS communes,
  CASE WHEN len(getvariable('agencies')) = 0 THEN count(DISTINCT agency_code) END AS agencies FROM pairs;
-- text
SELECT count(*) FILTER (is_kept(outcome)) AS kept, count(*) FILTER (is_known(outcome)) AS known,
  kept / nullif(known, 0) AS share FROM promises;
-- text
SELECT count(*) AS works, sum(cost) AS cost FROM built WHERE stands HAVING len(getvariable('sectors')) = 0;
