-- map_ranked
SELECT commune_code AS key, sum(value) AS value, rank() OVER (ORDER BY round(sum(value), 6) DESC) AS place
FROM acts WHERE commune_code IN (SELECT commune_code FROM places) GROUP BY ALL HAVING sum(value) IS NOT NULL;
