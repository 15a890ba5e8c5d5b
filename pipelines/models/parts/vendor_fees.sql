-- part: vendor_fees
-- about: What a vendor kept of what was cancelled or not used, at the last change into the state that still holds.
select
  vendor_id,
  formatDateTime(entered_at, '%Y-%m', zone) as period,
  sumIf(fee, status = 'cancelled') as cancellation_fees,
  sumIf(fee, status = 'no_show') as no_show_fees
from (
  select
    latest.vendor_id as vendor_id,
    latest.zone as zone,
    latest.status as status,
    entering.entered_at as entered_at,
    multiplyDecimal(ifNull(latest.retained, 0), ifNull(latest.vendor_rate, toDecimal128(0, 18)), 22) as kept,
    round_to_minor(kept, latest.vendor_minor_digits) as fee
  from vendor_reservations as latest
  inner join (
    select reservation_id, status, argMax(changed_at, version) as entered_at
    from vendor_steps
    where status in ('cancelled', 'no_show') and (step = 1 or status != status_before)
    group by reservation_id, status
  ) as entering
    on latest.reservation_id = entering.reservation_id and latest.status = entering.status
)
group by vendor_id, period
