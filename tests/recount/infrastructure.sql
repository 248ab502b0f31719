-- text
SELECT count(*) AS works, count(*) FILTER (b.stands) AS stands, 
  CASE WHEN count(*) FILTER (b.stands AND lacks) > 0 THEN count(*) FILTER (b.stands) END AS of_stands,
  sum(cost) FILTER (b.stands) AS cost, count(*) FILTER (NOT b.stands) AS rest,
  sum(cost) FILTER (NOT b.stands) AS rest_cost, count(*) FILTER (b.stands AND lacks) AS lacking,
  sum(households_served) FILTER (b.stands) AS times, sum(households_served) FILTER (NOT b.stands) AS rest_times,
  median(households_served) FILTER (b.stands) AS median,
  count(*) FILTER (b.stands AND community_supervised IS NOT NULL) AS watched_known,
  count(*) FILTER (b.stands AND community_supervised IS NULL) AS not_said,
  count(*) FILTER (b.stands AND community_supervised = 'yes') / nullif(watched_known, 0) AS watched_share,
  count(*) FILTER (payers > 1) AS several,
  count(*) FILTER (work_status = 'planned') AS planned, count(*) FILTER (work_status = 'under_way') AS under_way,
  count(*) FILTER (NOT b.stands AND planned_year < getvariable('y1')) AS overdue,
  count(*) FILTER (location_precision = 'exact') AS exact, count(*) FILTER (location_precision = 'village') AS village,
  count(*) FILTER (location_precision = 'commune') AS commune, count(*) FILTER (location_precision IS NULL) AS unplaced
FROM built b;
-- text
SELECT sum(cost_million_vnd) FILTER (funding = 'agency') / sum(cost_million_vnd) AS agency_share
FROM paid JOIN built USING (work_id) WHERE stands
HAVING len(getvariable('agencies')) = 0;
-- infrastructure_supervision
SELECT coalesce(community_supervised, 'not_said') AS key, count(*) FILTER (stands) AS works,
  count(*) FILTER (NOT stands) AS rest FROM built GROUP BY ALL;
-- infrastructure_funding
SELECT funding AS key, sum(cost_million_vnd) FILTER (stands) AS cost,
  count(DISTINCT work_id) FILTER (stands) AS works,
  count(DISTINCT work_id) FILTER (stands AND cost_million_vnd IS NULL) AS lacking,
  sum(cost_million_vnd) FILTER (NOT stands) AS rest
FROM paid JOIN built USING (work_id) GROUP BY ALL;
-- infrastructure_status
SELECT work_status AS key, count(*) AS works FROM built GROUP BY ALL;
-- infrastructure_years
SELECT work_type AS key, count(*) FILTER (stands AND y = 2013) AS "2013 (65 days)",
  count(*) FILTER (stands AND y = 2014) AS "2014", count(*) FILTER (stands AND y = 2015) AS "2015",
  count(*) FILTER (stands AND y = 2016) AS "2016" FROM (
  FROM built UNION ALL BY NAME SELECT * REPLACE ('All types' AS work_type) FROM built
  WHERE (SELECT count(DISTINCT work_type) FROM built) > 1) GROUP BY ALL;
-- infrastructure_not_done_by_district_code
/* A work is due on the last day of its planned year. */
SELECT CASE WHEN district_name LIKE 'Huyện %' THEN substr(district_name, 7) || ' district'
    ELSE regexp_replace(district_name, '^(Thành phố|Thị xã) ', '') || ' city' END AS key,
  count(*) FILTER (work_status = 'planned') AS begun, count(*) FILTER (work_status = 'under_way') AS finished,
  max(greatest(date_diff('day', make_date(planned_year, 12, 31), last_day()), 0)) AS days
FROM built JOIN communes USING (commune_code) WHERE NOT stands GROUP BY ALL;
-- infrastructure_not_done_by_agency_code
SELECT agency_name_en AS key, count(*) FILTER (work_status = 'planned') AS begun,
  count(*) FILTER (work_status = 'under_way') AS finished,
  max(greatest(date_diff('day', make_date(planned_year, 12, 31), last_day()), 0)) AS days
FROM built JOIN (SELECT DISTINCT work_id, agency_code FROM paid WHERE agency_code IS NOT NULL) USING (work_id)
  JOIN agencies USING (agency_code) WHERE NOT stands GROUP BY ALL;
-- infrastructure_unit_costs
/* Cost of every payer over quantity, where each contribution has an amount. The assumed ranges of
   roads and of culture houses span more than ten times, so these are kept by their build. */
WITH whole AS (
  SELECT work_id, sum(cost_million_vnd) AS paid_by_all FROM work_contributions
  GROUP BY work_id HAVING count(*) = count(cost_million_vnd)),
 each AS (
  SELECT work_type, unit, paid_by_all / quantity AS unit_cost,
    CASE WHEN work_type IN ('road', 'culture_house') THEN build_kind END AS build
  FROM built JOIN whole USING (work_id) WHERE stands AND quantity > 0 AND unit IS NOT NULL)
SELECT CASE work_type WHEN 'construction' THEN 'Offices, other construction' WHEN 'road' THEN 'Road'
    WHEN 'irrigation' THEN 'Irrigation' WHEN 'domestic_water' THEN 'Domestic water'
    WHEN 'culture_house' THEN 'Culture house' WHEN 'health_station' THEN 'Health station'
    WHEN 'school' THEN 'School' ELSE 'Electricity' END
  || CASE build WHEN 'concrete' THEN ' – Concrete' WHEN 'earth' THEN ' – Earth road'
    WHEN 'bridge_culvert' THEN ' – Bridge or culvert' WHEN 'commune_house' THEN ' – Commune culture house'
    WHEN 'village_house' THEN ' – Village culture house' ELSE '' END
  || ', ' || CASE WHEN unit = 'km' THEN 'km' WHEN work_type = 'construction' THEN 'building'
    WHEN work_type = 'domestic_water' THEN 'scheme' WHEN work_type = 'culture_house' THEN 'house'
    WHEN work_type = 'health_station' THEN 'station' WHEN work_type = 'school' THEN 'room' ELSE 'work' END AS key,
  count(*) AS works, median(unit_cost) AS median
FROM each GROUP BY work_type, build, unit;
