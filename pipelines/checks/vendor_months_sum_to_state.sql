-- check: vendor_months
-- severity: warning
-- A month's bookings and arrivals are the reservations that say so. A warning: what it reads may move while it asks.
with
  counted as (
    select vendor_id, month, sum(booked) as bookings, sum(arrived) as arrivals
    from (
      select
        vendor_id,
        arrayJoin([
          (formatDateTime(booked_at, '%Y-%m', vendor_timezone), 1, 0),
          (formatDateTime(start_at, '%Y-%m', vendor_timezone), 0, 1)
        ]) as counts,
        counts.1 as month,
        counts.2 as booked,
        counts.3 as arrived
      from reservation_state
      where is_vendor_known
        and span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
        and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
        and reservation_id not in (select reservation_id from linked_reservations)
    )
    where month in {slices:Array(String)}
    group by vendor_id, month
  ),
  told as (
    select vendor_id, period, bookings, arrivals
    from {rows:Identifier}
    where run_id = {runId:UUID} and slice in {slices:Array(String)}
  )
select
  if(told.period = '', counted.vendor_id, told.vendor_id) as vendor_id,
  if(told.period = '', counted.month, told.period) as period,
  told.bookings as bookings,
  counted.bookings as bookings_counted,
  told.arrivals as arrivals,
  counted.arrivals as arrivals_counted
from told
full join counted on told.vendor_id = counted.vendor_id and told.period = counted.month
where bookings != bookings_counted or arrivals != arrivals_counted
