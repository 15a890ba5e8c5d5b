-- part: vendor_arrivals
-- about: What starts at a vendor in a month, by its latest state.
select
  vendor_id,
  start_month as period,
  count() as arrivals,
  countIf(status = 'completed' or is_presumed) as arrivals_completed,
  countIf(status = 'cancelled') as arrivals_cancelled,
  countIf(status = 'no_show') as arrivals_no_show,
  countIf(is_presumed) as presumed_completed,
  countIf((status = 'completed' or is_presumed) and nights >= 1) as completed_stays,
  sumIf(toUInt64(nights), (status = 'completed' or is_presumed) and nights >= 1) as completed_stay_nights
from vendor_reservations
group by vendor_id, period
