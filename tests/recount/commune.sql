-- text
SELECT count(*) AS acts, sum(value) AS value, count(*) - count(value) AS unvalued,
  CASE WHEN count(*) = 0 THEN 0 ELSE sum(value) / (SELECT any_value(households_2019) FROM places) END AS each,
  sum(cash_million_vnd) AS cash, sum(in_kind_million_vnd) AS in_kind, sum(labour_days) AS days,
  count(*) FILTER (delivered_quantity IS NULL) AS without_quantity,
  count(*) FILTER (delivered_quantity <> confirmed_quantity) AS differ,
  count(*) FILTER (commune_confirmed = 'no') AS not_received FROM acts;
-- text
SELECT count(*) AS agencies FROM pairs;
-- text
SELECT count(*) FILTER (is_kept(outcome)) AS kept, count(*) FILTER (is_known(outcome)) AS known,
  kept / nullif(known, 0) AS share, count(*) FILTER (outcome = 'late') AS late,
  count(*) FILTER (outcome = 'unknown') AS unknown,
  count(*) FILTER (outcome = 'no_quantity') AS no_quantity,
  count(*) FILTER (outcome = 'short') AS short,
  count(*) FILTER (outcome = 'not_delivered') AS not_delivered
FROM promises;
-- text
SELECT count(*) AS works, count(*) FILTER (b.stands) AS stands, sum(cost) FILTER (b.stands) AS cost,
  count(*) FILTER (NOT b.stands) AS rest, sum(cost) FILTER (NOT b.stands) AS rest_cost,
  count(*) FILTER (b.stands AND community_supervised = 'yes') AS watched,
  count(*) FILTER (b.stands AND community_supervised IS NOT NULL) AS watched_known,
  count(*) FILTER (work_status = 'planned') AS planned, count(*) FILTER (work_status = 'under_way') AS under_way
FROM built b HAVING len(getvariable('sectors')) = 0;
-- commune_assigned
SELECT agency_code AS key, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL;
-- commune_by_year
SELECT y AS key, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL;
-- commune_by_sector
SELECT sector AS key, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL;
