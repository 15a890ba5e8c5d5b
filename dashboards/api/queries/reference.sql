-- The lists that numbers lean on, with whose they are and which edition: no tenant's data.
select list, source, version, entries, recorded_at
from (
  select 'airports' as list, toString(source) as source, toString(version) as version, count() as entries, max(recorded_at) as recorded_at
  from airports final
  group by source, version
  union all
  select
    'emissionFactors' as list,
    any(source) as source,
    concat(factor_set, ' ', toString(year)) as version,
    count() as entries,
    max(recorded_at) as recorded_at
  from emission_factors final
  group by factor_set, year
  union all
  select
    'exchangeRates' as list,
    toString(source) as source,
    toString(max(date)) as version,
    count() as entries,
    max(recorded_at) as recorded_at
  from fx_rates final
  group by source
)
order by list, source, version
