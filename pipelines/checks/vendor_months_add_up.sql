-- check: vendor_months
-- severity: blocking
-- Parts do not exceed their whole: arrivals by status, bookings by lead time, each dimension of the mix.
select vendor_id, period, bookings, arrivals
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
  and (
    arrivals_completed + arrivals_cancelled + arrivals_no_show > arrivals
    or arraySum(lead_time_buckets) != bookings
    or arraySum(part -> part.bookings, arrayFilter(part -> part.dimension = 'source', mix)) != bookings
    or room_nights_stayed > room_nights_booked
  )
