-- map_ranked
/* The first chosen year or the last before it with a figure; thirds of the communes of the filters. */
WITH known AS (
  SELECT * FROM indicators WHERE indicator = 'poor_households' AND numerator IS NOT NULL AND denominator > 0),
 need AS (
  SELECT commune_code, numerator / denominator AS poor FROM known
  WHERE year = (SELECT max(year) FROM known WHERE year <= getvariable('y0'))),
 both_known AS (
  SELECT commune_code, poor, value AS each FROM measured JOIN need USING (commune_code)
  WHERE state IN ('value', 'zero')),
 ordered AS (
  SELECT list_sort((SELECT list(poor) FROM need JOIN places USING (commune_code))) AS poors,
    list_sort((SELECT list(each) FROM both_known)) AS eachs),
 cut AS (
  SELECT b.*, (poor >= poors[len(poors) // 3 + 1])::INT + (poor >= poors[2 * len(poors) // 3 + 1])::INT AS p,
    (each >= eachs[len(eachs) // 3 + 1])::INT + (each >= eachs[2 * len(eachs) // 3 + 1])::INT AS h
  FROM both_known b, ordered)
SELECT commune_code AS key, poor, each,
  ['Few', 'Some', 'Many'][p + 1] || ' poor households, ' || ['little', 'some', 'much'][h + 1] || ' help' AS corner
FROM cut;
