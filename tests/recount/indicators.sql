-- indicators
/* District and province: sums over sums, of the communes with a figure in every year of the line. */
WITH known AS (
  SELECT i.*, c.district_code, coalesce(definition, '') AS line,
    CASE WHEN indicator = 'new_rural_criteria_met' THEN numerator ELSE numerator / denominator END AS own
  FROM indicators i JOIN communes c USING (commune_code)
  WHERE numerator IS NOT NULL AND denominator > 0),
 lines AS (SELECT indicator, line, count(DISTINCT year) AS years FROM indicators
   CROSS JOIN LATERAL (SELECT coalesce(definition, '') AS line) GROUP BY ALL),
 whole AS (
  SELECT indicator, line, commune_code FROM known JOIN lines USING (indicator, line)
  GROUP BY indicator, line, commune_code, years HAVING count(DISTINCT year) = years),
 fixed AS (SELECT k.* FROM known k JOIN whole USING (indicator, line, commune_code)),
 means AS (
  SELECT indicator, year, place,
    CASE WHEN indicator = 'new_rural_criteria_met' THEN avg(own) ELSE sum(numerator) / sum(denominator) END AS value
  FROM (
    SELECT *, 'Province' AS place FROM fixed
    UNION ALL SELECT *, 'District' FROM fixed
    WHERE district_code IN (SELECT district_code FROM places)) GROUP BY indicator, year, place
  UNION ALL SELECT indicator, year, 'Commune', own FROM known
  WHERE commune_code IN (SELECT commune_code FROM places))
SELECT indicator || '/' || place || '/' || year AS key, value FROM means;
