-- text
SELECT count(*) AS acts, count(DISTINCT agency_code) AS bodies, sum(value) AS value,
  count(*) - count(value) AS unvalued FROM acts;
-- text
SELECT median(value) AS median FROM (SELECT sum(value) AS value FROM acts GROUP BY agency_code);
-- text
SELECT count(*) AS pairs, count(*) FILTER (is_silent(state)) AS silent,
  count(DISTINCT agency_code) AS assigned_bodies,
  count(DISTINCT agency_code) FILTER (agency_code IN (SELECT agency_code FROM acts)) AS helped_of,
  count(DISTINCT agency_code) FILTER (agency_code NOT IN (SELECT agency_code FROM year_acts))
    AS silent_bodies FROM pairs;
-- text
SELECT count(*) FILTER (is_kept(outcome)) AS kept, count(*) FILTER (is_known(outcome)) AS known,
  kept / nullif(known, 0) AS share, count(*) FILTER (outcome = 'late') AS late,
  count(*) FILTER (outcome = 'unknown') AS unknown,
  count(*) FILTER (outcome = 'no_quantity') AS no_quantity
FROM promises;
-- text
SELECT count(*) FILTER (field = sector) AS own, count(*) AS field_acts,
  own / nullif(field_acts, 0) AS own_share
FROM year_acts JOIN agencies USING (agency_code) WHERE field IS NOT NULL;
-- text
SELECT count(*) AS with_field, count(*) FILTER (own = 0) AS not_own FROM (
  SELECT count(*) FILTER (field = sector) AS own, count(*) AS acts FROM year_acts JOIN agencies USING (agency_code)
  WHERE field IS NOT NULL GROUP BY agency_code);
-- text
SELECT count(*) AS outside, count(DISTINCT (agency_code, commune_code)) AS outside_pairs
FROM year_acts a WHERE NOT EXISTS (
  FROM assignments h WHERE h.agency_code = a.agency_code AND h.commune_code = a.commune_code
    AND a.activity_date BETWEEN h.valid_from AND coalesce(h.valid_to, a.activity_date));
-- agencies_ranked
SELECT agency_code AS key, sum(value) AS value, count(*) - count(value) AS unvalued,
  count(DISTINCT commune_code) AS communes,
  (SELECT count(*) FROM promises p WHERE p.agency_code = a.agency_code AND is_kept(outcome)) AS kept,
  (SELECT count(*) FROM promises p WHERE p.agency_code = a.agency_code AND is_known(outcome)) AS known
FROM acts a GROUP BY ALL;
-- agencies_states
SELECT state AS key, count(*) AS pairs FROM pairs GROUP BY ALL;
-- agencies_forms
WITH help AS (
  SELECT agency_group, count(DISTINCT agency_code) AS bodies, sum(value) AS value,
    count(DISTINCT commune_code) AS communes, sum(cash_million_vnd) AS cash,
    sum(in_kind_million_vnd) AS in_kind, sum(labour_days) AS days
  FROM acts JOIN agencies USING (agency_code) GROUP BY ALL),
 middle AS (
  SELECT agency_group, median(value) AS median FROM (
    SELECT agency_group, sum(value) AS value FROM acts JOIN agencies USING (agency_code)
    GROUP BY agency_group, agency_code) GROUP BY ALL),
 kept AS (
  SELECT agency_group, count(*) FILTER (is_kept(outcome)) AS kept,
    count(*) FILTER (is_known(outcome)) AS known FROM promises JOIN agencies USING (agency_code) GROUP BY ALL)
SELECT CASE agency_group WHEN 'department' THEN 'Department' WHEN 'party_body' THEN 'Party body'
    WHEN 'front_and_mass_organisation' THEN 'Front and mass organisation'
    WHEN 'armed_forces' THEN 'Armed forces' WHEN 'enterprise' THEN 'Enterprise'
    ELSE 'Public service unit' END AS key,
  bodies, value / sum(value) OVER () AS share, median, communes, known, kept,
  kept / nullif(known, 0) AS kept_share, cash, in_kind, days
FROM help LEFT JOIN middle USING (agency_group) LEFT JOIN kept USING (agency_group);
-- agencies_fit
SELECT field AS key, count(*) FILTER (sector = 'information') AS information,
  count(*) FILTER (sector = 'local_government') AS local_government,
  count(*) FILTER (sector = 'economy') AS economy,
  count(*) FILTER (sector = 'infrastructure') AS infrastructure,
  count(*) FILTER (sector = 'welfare') AS welfare, count(*) FILTER (sector = 'new_rural') AS new_rural,
  count(*) FILTER (sector = 'culture_health_education') AS culture_health_education,
  count(*) FILTER (sector = 'security') AS security
FROM year_acts JOIN agencies USING (agency_code) WHERE field IS NOT NULL GROUP BY ALL;
-- agencies_by_year
SELECT agency_code AS key, of_year(2013, y, acts, value) AS "2013 (65 days)", of_year(2014, y, acts, value) AS "2014",
  of_year(2015, y, acts, value) AS "2015", of_year(2016, y, acts, value) AS "2016"
FROM (SELECT agency_code, y, sum(value) AS value, count(*) AS acts FROM acts GROUP BY ALL)
GROUP BY ALL;
-- text
/* If fields played no part: each body's acts by sector, with the field of each of the bodies in turn. */
WITH done AS (FROM year_acts JOIN agencies USING (agency_code) WHERE field IS NOT NULL),
 bodies AS (SELECT DISTINCT agency_code, field FROM done)
SELECT count(*) / (SELECT count(*) FROM bodies) / (SELECT count(*) FROM done) AS chance
FROM done d JOIN bodies b ON d.sector = b.field;
