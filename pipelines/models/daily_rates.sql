-- model: daily_rates
-- about: What one unit of a currency is worth in euro on each day: the day's reference rate, else the latest of the 7 days
--   before. A day without one has no row.
-- owner: finance
-- slice: all
-- inputs: table fx_rates
-- fresh_within: 60 s
-- grain: currency, date
-- order_by: currency, date
-- feeds: arrayMap(i -> concat('day:', toString(addDays(date, i))), [-1, 0, 1])
-- checks:
--   not_empty currency
--   range rate: 0 to
-- columns:
--   currency LowCardinality(String): ISO 4217
--   date Date32: the day
--   rate Decimal(38, 12): euro for one unit
--   rated_on Date32: the day of the reference rate used
select
  'all' as slice,
  currency,
  date,
  argMin(rate, age_days) as rate,
  max(rated_on) as rated_on
from (
  select
    currency,
    fx_rates.date as rated_on,
    rate,
    arrayJoin(range(8)) as age_days,
    addDays(fx_rates.date, age_days) as date
  from fx_rates final
  where base = 'EUR' and currency != 'EUR'
)
group by currency, date
