-- Sums over a closed month, by name; revenue and fees by currency.
select 'vendors' as name, count(*)::varchar as total from read_parquet($vendors)
union all
select unnest(['bookings', 'arrivals', 'cancellations', 'updates', 'segments', 'rentals']) as name,
  unnest([sum(bookings), sum(arrivals), sum(cancellations), sum(updates), sum(segments), sum(rentals)])::varchar as total
from read_parquet($months)
where period = $period
union all
select 'revenue ' || currency as name, sum(room_revenue + rental_revenue + cancellation_fees + no_show_fees)::varchar as total
from read_parquet($months)
where period = $period
group by currency
order by name
