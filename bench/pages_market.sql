-- The rows of bench/_pages_market.py, a query for each table; {rows}, {people}, {run} and {at} are filled in.
-- Chance comes from a hash of the key, so that both databases hold the same rows.

-- name: people
SELECT i AS id, 'Seller ' || i AS name, 'seller' || i || '@tiercel.example' AS email,
'Team ' || i % 6 AS team, {at} AS received_at FROM range(1, {people} + 1) r(i)

-- name: accounts
WITH a AS (SELECT i, hash(i) % 1000 AS h, hash(i * 7) % 1000 AS g, hash(i * 13) AS k FROM range(1, {rows} + 1) r(i)),
named AS (SELECT *, CASE
WHEN h < 700 THEN list_extract(['Harbor','Granite','Willow','Copper','Summit','Falcon','Beacon','Cedar'], 1 + (k % 8)::INT)
|| ' ' || list_extract(['Freight','Foods','Metals','Software','Health','Optics','Energy','Paper'], 1 + (k // 8 % 8)::INT) || ' ' || i
WHEN h < 800 THEN list_extract(['شرکت','گروه','بازرگانی'], 1 + (k % 3)::INT) || ' ' || list_extract(['کاوه','پارس','البرز','آریا'], 1 + (k // 8 % 4)::INT) || ' ' || i
WHEN h < 900 THEN list_extract(['上海','北京','深圳'], 1 + (k % 3)::INT) || list_extract(['物流','食品','软件','能源'], 1 + (k // 8 % 4)::INT) || '有限公司' || i
ELSE 'شركة ' || list_extract(['النور','الخليج','الشرق'], 1 + (k % 3)::INT) || ' ' || i END AS name FROM a)
SELECT i AS id, name, replace(replace(lower(name), 'ة', 'ه'), 'ي', 'ی') AS name_key, 'firm' || i || '.example' AS domain,
['firm' || i || '.example'] AS domains,
CASE WHEN g < 50 THEN '' ELSE 'Industry ' || (10 + k % 45)::VARCHAR END AS industry,
CASE WHEN g > 970 THEN '' ELSE list_extract(['US','DE','CN','IR','SA','AE','GB','FR','IN','JP','BR','TR'], 1 + (least(k // 3 % 12, k // 50 % 12))::INT) END AS country,
'Region ' || k % 30 AS region, 'City ' || k % 900 AS city,
CASE WHEN g < 100 THEN NULL ELSE (exp(1 + (k % 1000) / 110.0))::BIGINT END AS employees,
CASE WHEN h % 4 = 0 THEN NULL ELSE (100 * exp(10 + (k // 7 % 1000) / 120.0))::BIGINT END AS revenue_minor,
CASE WHEN h % 4 = 0 THEN '' ELSE 'USD' END AS revenue_currency,
1950 + (k % 70)::BIGINT AS founded, 'customer' AS type,
list_transform(range(1 + (k % 4)::INT), lambda x: 'Product ' || (k // (x + 2)::UBIGINT % 300)::VARCHAR) AS technologies,
CASE WHEN g < 120 THEN NULL ELSE 1 + (k % {people})::BIGINT END AS owner_id,
{{'shipped_volume': (k % 100000)::BIGINT, 'fulfilment': list_extract(['own','3pl','mixed'], 1 + (k % 3)::INT),
'is_seasonal': (k % 2 = 0), 'since': (DATE '2020-01-01' + (k % 2000)::INT)::VARCHAR}} AS custom,
{at} AS received_at FROM named

-- name: contacts
WITH c AS (SELECT i, hash(i * 3) AS k FROM range(1, {rows} * 2 + 1) r(i))
SELECT i AS id, CASE WHEN k % 10 < 7 THEN list_extract(['Amy','Bob','Carla','Dan','Eva','Finn'], 1 + (k % 6)::INT) || ' ' || list_extract(['Stone','Reed','Field','Marsh'], 1 + (k // 6 % 4)::INT) || ' ' || i
WHEN k % 10 = 7 THEN list_extract(['مریم','رضا','سارا'], 1 + (k % 3)::INT) || ' ' || list_extract(['کریمی','احمدی'], 1 + (k // 6 % 2)::INT) || ' ' || i
WHEN k % 10 = 8 THEN list_extract(['王','李','张'], 1 + (k % 3)::INT) || list_extract(['伟','芳','娜'], 1 + (k // 6 % 3)::INT) || i ELSE 'محمد الخليل ' || i END AS name,
'p' || i || '@firm' || (1 + (i - 1) // 2) || '.example' AS email, ['p' || i || '@firm' || (1 + (i - 1) // 2) || '.example'] AS emails,
list_extract(['Head of Logistics','CFO','IT Manager','Buyer','مدیر فروش','采购经理'], 1 + (k // 1000 % 6)::INT) AS title,
list_extract(['US','DE','CN','IR'], 1 + (k % 4)::INT) AS country, 1 + (k % {people})::BIGINT AS owner_id, {at} AS received_at FROM c

-- name: links
SELECT i AS contact_id, 1 + (i - 1) // 2 AS account_id, {at} AS made_at, 'import' AS method FROM range(1, {rows} * 2 + 1) r(i) WHERE i % 20 > 0

-- name: deals
WITH d AS (SELECT i, hash(i * 5) AS k FROM range(1, {rows} // 2 + 1) r(i))
SELECT i AS id, 'Deal ' || i AS name, 1 + (k % {rows})::BIGINT AS account_id, list_extract(['won','lost','open'], 1 + (k // 9 % 3)::INT) AS outcome,
list_extract(['Qualified','Proposal','Negotiation','Closed'], 1 + (k % 4)::INT) AS stage, (100 * (1000 + k % 90000))::BIGINT AS amount_minor, 'USD' AS amount_currency,
(DATE '2024-01-01' + (k % 700)::INT) AS created_on, (DATE '2024-06-01' + (k // 3 % 700)::INT) AS closed_on, 1 + (k % {people})::BIGINT AS owner_id, {at} AS received_at FROM d

-- name: parts
SELECT i AS deal_id, 1 + (hash(i * 11) % ({rows} * 2))::BIGINT AS contact_id, 'Decision maker' AS role, {at} AS made_at FROM range(1, {rows} // 2 + 1) r(i)

-- name: scores
WITH s AS (SELECT i, hash(i * 17) % 100000 / 100000.0 AS u FROM range(1, {rows} + 1) r(i) WHERE i % 50 > 0)
SELECT i AS account_id, {run}::BIGINT AS run_id, 50 + 20 * u AS points, u * u AS chance, u * u * 0.7 AS low, least(1, u * u * 1.3) AS high,
(u * u * 8000000)::BIGINT AS value_minor, (u * u * 6000000)::BIGINT AS value_low, (u * u * 9000000)::BIGINT AS value_high, 'USD' AS value_currency FROM s

-- name: targets
WITH t AS (SELECT i, hash(i * 19) AS k FROM range(1, {rows} + 1) r(i) WHERE i % 20 = 0)
SELECT i AS account_id, 1 + (k % 3)::BIGINT AS tier, list_extract(['proposed','accepted','rejected'], 1 + (k // 3 % 3)::INT) AS state,
1 + (k % {people})::BIGINT AS owner_id, {at} AS made_at, 1::BIGINT AS tiers_version FROM t
