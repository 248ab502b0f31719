-- text
SELECT count(*) AS acts, count(DISTINCT commune_code) AS communes, sum(value) AS value,
  count(*) - count(value) AS unvalued, sum(cash_million_vnd) AS cash, sum(in_kind_million_vnd) AS in_kind,
  sum(labour_days) AS days, count(*) FILTER (delivered_quantity IS NULL) AS without_quantity,
  count(*) FILTER (delivered_quantity <> confirmed_quantity) AS differ,
  count(*) FILTER (commune_confirmed = 'yes') / nullif(count(commune_confirmed), 0) AS said_share FROM acts;
-- text
SELECT count(*) FILTER (field = sector) / nullif(count(*), 0) AS own_share
FROM year_acts JOIN agencies USING (agency_code) WHERE field IS NOT NULL;
-- text
SELECT count(*) AS assigned, count(*) FILTER (commune_code IN (SELECT commune_code FROM acts)) AS helped FROM pairs;
-- text
SELECT count(*) FILTER (is_kept(outcome)) AS kept, count(*) FILTER (is_known(outcome)) AS known,
  kept / nullif(known, 0) AS share, count(*) FILTER (outcome = 'late') AS late,
  count(*) FILTER (outcome = 'unknown') AS unknown,
  count(*) FILTER (outcome = 'no_quantity') AS no_quantity,
  count(*) FILTER (outcome = 'short') AS short,
  count(*) FILTER (outcome = 'not_delivered') AS not_delivered,
  count(*) FILTER (outcome = 'unknown') AS unknown_signal, 
  CASE WHEN count(*) FILTER (outcome = 'unknown') > 0 THEN count(*) FILTER (says_enough) END AS of_promises
FROM promises;
-- text
SELECT count(*) AS works, sum(cost) AS part,
  (SELECT sum(cost_million_vnd) FROM work_contributions JOIN built USING (work_id) WHERE stands) AS cost
FROM built WHERE stands HAVING len(getvariable('sectors')) = 0;
-- agency_communes
SELECT commune_code AS key, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL;
-- agency_said
SELECT coalesce(commune_confirmed, 'empty') AS key, count(*) AS acts FROM acts GROUP BY ALL;
-- agency_sectors
SELECT sector AS key, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL;
-- text
/* Not done: a promise is overdue from its day to the last chosen day, a late one to its delivery. */
SELECT count(*) FILTER (outcome = 'not_delivered') AS list_not_delivered,
  count(*) FILTER (outcome = 'short') AS list_short, count(*) FILTER (outcome = 'unknown') AS list_unknown,
  count(*) FILTER (outcome = 'late') AS list_late, count(*) FILTER (outcome = 'no_quantity') AS list_no_quantity,
  max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'not_delivered') AS days_not_delivered,
  greatest(max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'short'), 0) AS days_short,
  max(date_diff('day', planned_date, activity_date)) FILTER (outcome = 'late') AS days_late,
  max(date_diff('day', planned_date, last_day())) FILTER (outcome = 'no_quantity' AND activity_date IS NULL) AS days_no_quantity
FROM promises;
