-- part: vendor_bookings
-- about: What was booked of a vendor in a month, and how long ahead.
select
  vendor_id,
  booked_month as period,
  count() as bookings,
  toNullable(quantileExactInclusive(0.5)(greatest(lead_days, 0))) as lead_time_median,
  sum(toUInt64(greatest(lead_days, 0))) as lead_time_days_sum,
  [
    countIf(lead_days <= 1),
    countIf(lead_days between 2 and 7),
    countIf(lead_days between 8 and 30),
    countIf(lead_days between 31 and 90),
    countIf(lead_days >= 91)
  ] as lead_time_buckets,
  countIf(lead_days < 0) as lead_time_negative,
  countIf(amount is null) as without_amount,
  countIf(amount is not null and vendor_rate is null) as unconverted
from vendor_reservations
group by vendor_id, period
