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
-- text
/* Peers: the same kinds, half to twice the households, the nearest by their ratio first, 12 at most. */
WITH every AS (
  SELECT commune_code, households_2019 AS h, coalesce((
    SELECT string_agg(DISTINCT kind, ',' ORDER BY kind) FROM commune_kinds k
    WHERE k.commune_code = c.commune_code AND k.valid_from <= last_day()
      AND coalesce(k.valid_to, last_day()) >= first_day()), '') AS kinds FROM communes c),
 self AS (FROM every WHERE commune_code IN (SELECT commune_code FROM places)),
 near AS (
  SELECT e.commune_code, e.h, abs(ln(e.h / s.h)) AS apart, e.kinds = s.kinds AS same,
    len(list_intersect(string_split(e.kinds, ','), string_split(s.kinds, ','))) > 0 AS shares
  FROM every e, self s WHERE e.commune_code <> s.commune_code AND e.h BETWEEN s.h / 2 AND s.h * 2),
 peers AS (
  SELECT commune_code, h, false AS own FROM near
  WHERE CASE WHEN (SELECT count(*) FROM near WHERE same) >= 3 THEN same ELSE shares END
  ORDER BY same DESC, apart, commune_code LIMIT 12),
 helped AS (
  SELECT commune_code, count(*) AS acts,
    count(*) FILTER (chosen(getvariable('sectors'), sector)) AS acts_here,
    sum(worth(cash_million_vnd, in_kind_million_vnd)) FILTER (chosen(getvariable('sectors'), sector)) AS given
  FROM activities WHERE activity_date BETWEEN first_day() AND last_day()
    AND chosen(getvariable('agencies'), agency_code) GROUP BY ALL),
 shown AS (
  SELECT own, CASE WHEN acts_here = 0 THEN 0 ELSE given END AS value, value / h AS each
  FROM (FROM peers UNION ALL SELECT commune_code, h, true FROM self) JOIN helped USING (commune_code)),
 mine AS (FROM shown WHERE own)
SELECT count(*) FILTER (round(s.value, 6) > round(m.value, 6)) + 1 AS place, count(s.value) AS of_peers,
  median(s.value) FILTER (NOT s.own) AS peer_value,
  count(*) FILTER (round(s.each, 6) > round(m.each, 6)) + 1 AS place_each,
  median(s.each) FILTER (NOT s.own) AS peer_each
FROM shown s, mine m WHERE m.value IS NOT NULL
HAVING count(s.value) > 1;
