select * replace (
  room_revenue::varchar as room_revenue,
  cancellation_fees::varchar as cancellation_fees,
  no_show_fees::varchar as no_show_fees,
  rental_revenue::varchar as rental_revenue
)
from read_parquet($months)
where vendor_id = $vendorId
order by period
