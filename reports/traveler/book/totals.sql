-- Sums over a closed year, by name.
with own as (
  select list_filter(years, each -> each.year = $year)[1] as row, len(trips) as trips
  from read_parquet($files)
)
select 'travelers' as name, count(*)::varchar as total from own
union all
select
  unnest(['reservations', 'trips', 'flights', 'nights', 'rentalDays']) as name,
  unnest([
    coalesce(sum(row.reservations), 0),
    coalesce(sum(trips), 0),
    coalesce(sum(row.flights), 0),
    coalesce(sum(row.nights), 0),
    coalesce(sum(row.rental_days), 0)
  ])::varchar as total
from own
order by name
