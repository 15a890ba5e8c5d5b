-- model: vendor_car_months
-- about: What a vendor's calendar month holds of car rentals, beside vendor_months. A rental belongs to its pickup, each of
--   its days and their money to its own date.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, clock
-- clock: vendor_car_months.clock.sql
-- grain: vendor_id, period
-- order_by: vendor_id, period
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- checks:
--   reference vendor_id: vendors.vendor_id (blocking)
-- columns:
--   vendor_id LowCardinality(String): the vendor
--   period String: the month, YYYY-MM
--   rentals UInt64: rentals picked up in the month that are booked or completed
--   rental_days UInt64: past days of the month of rentals that have started
--   rental_revenue Decimal(38, 4): the money of those days
with
  rented as (
    select
      vendor_id,
      toDate32(car_pickup.at) as pickup_on,
      car_rental_days as days,
      start_at,
      toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', zone)) as today,
      vendor_minor_digits,
      to_minor_units(amount, vendor_rate, vendor_minor_digits) as minor_units
    from vendor_versions
    where is_latest and type = 'car' and status in ('booked', 'completed')
  ),
  -- Every day on its date; a rental of no days puts its money on the day of pickup.
  dated as (
    select
      vendor_id,
      arrayJoin(range(greatest(days, 1))) as day,
      pickup_on + day as day_on,
      formatDateTime(toDateTime64(day_on, 0, 'UTC'), '%Y-%m') as period,
      day = 0 as is_pickup,
      toUInt64(days > 0) as rental_days,
      start_at <= {logicalNow:DateTime64(3, 'UTC')} and day_on < today as is_past,
      from_minor_units(share_of_day(minor_units, days, day), vendor_minor_digits) as day_revenue
    from rented
  )
select
  period as slice,
  vendor_id,
  period,
  countIf(is_pickup) as rentals,
  sumIf(dated.rental_days, is_past) as rental_days,
  sumIf(day_revenue, is_past) as rental_revenue
from dated
where period in {slices:Array(String)}
group by vendor_id, period
