-- model: vendor_car_months
-- about: What a vendor's calendar month holds of car rentals, beside vendor_months. A rental belongs to its pickup, each of
--   its days and their money to its own date.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, table vendors, clock
-- clock: vendor_car_months.clock.sql
-- grain: vendor_id, period
-- order_by: vendor_id, period
-- feeds: [concat('month:', slice)]
-- max_slices: 60
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
      toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', vendor_timezone)) as today,
      vendor_minor_digits,
      toInt64(
        round(
          multiplyDecimal(
            ifNull(multiplyDecimal(ifNull(amount, 0), ifNull(vendor_rate, toDecimal128(0, 18)), 22), toDecimal256(0, 22)),
            toDecimal256(multiIf(vendor_minor_digits = 0, 1, vendor_minor_digits = 3, 1000, vendor_minor_digits = 4, 10000, 100), 0),
            4
          ),
          0
        )
      ) as minor_units
    from reservation_state
    where is_vendor_known
      and type = 'car'
      and status in ('booked', 'completed')
      and span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
      and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
      and reservation_id not in (select reservation_id from linked_reservations)
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
      vendor_minor_digits,
      intDiv(abs(minor_units), greatest(days, 1)) as share,
      sign(minor_units) * (share + if(day < abs(minor_units) - share * greatest(days, 1), 1, 0)) as day_units
    from rented
  )
select
  period as slice,
  vendor_id,
  period,
  countIf(is_pickup) as rentals,
  sumIf(dated.rental_days, is_past) as rental_days,
  sumIf(
    multiplyDecimal(
      toDecimal128(day_units, 0),
      multiIf(
        vendor_minor_digits = 0, toDecimal128(1, 4),
        vendor_minor_digits = 3, toDecimal128('0.001', 4),
        vendor_minor_digits = 4, toDecimal128('0.0001', 4),
        toDecimal128('0.01', 4)
      ),
      4
    ),
    is_past
  ) as rental_revenue
from dated
where period in {slices:Array(String)}
group by vendor_id, period
