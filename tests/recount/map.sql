-- states
SELECT commune_code AS key, state FROM measured;
-- map_ranked
SELECT commune_code AS key, value,
  rank() OVER (ORDER BY CASE WHEN is_share THEN value ELSE -round(value, 6) END) AS place,
  CASE WHEN is_share THEN part END AS part, CASE WHEN is_share THEN whole END AS whole
FROM measured WHERE state IN ('value', 'zero');
