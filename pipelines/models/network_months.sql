-- model: network_months
-- about: What the whole network books in a month, by type and one dimension at a time; counts that add up over months and
--   types. Months, days and lead times are those of the vendor's zone, UTC where nobody added the vendor.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, table airports
-- grain: period, type, dimension, key
-- order_by: dimension, period, type, key
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- columns:
--   period String: the month, YYYY-MM
--   type LowCardinality(String): hotel, flight or car
--   dimension LowCardinality(String): destination (city, country), leadTime (days), vendor and travelerCountry count bookings by booking month; startWeekday (1 is Monday) counts booked and completed reservations by start month; updatesBySource and updatesByVendor count updates by the month of change
--   key String: empty where it is not known
--   reservations UInt64: reservations, or updates
with
  own as (
    select *
    from reservation_versions
    where span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
      and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
      and (is_latest or kind = 'updated')
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  goals as (
    select reservation_id as goal_id, if(city = '' or country = '', concat(city, country), concat(city, ', ', country)) as goal
    from reservation_destinations
    where is_latest
  ),
  facts as (
    select
      own.type as type,
      toDate32(formatDateTime(own.booked_at, '%F', own.vendor_timezone)) as booked_on,
      toDate32(formatDateTime(own.start_at, '%F', own.vendor_timezone)) as start_on,
      formatDateTime(own.changed_at, '%Y-%m', own.vendor_timezone) as changed_month,
      greatest(0, dateDiff('day', booked_on, start_on)) as lead_days,
      arrayConcat(
        if(
          own.is_latest,
          [
            (formatDateTime(toDateTime64(booked_on, 0, 'UTC'), '%Y-%m'), 'destination', goals.goal),
            (formatDateTime(toDateTime64(booked_on, 0, 'UTC'), '%Y-%m'), 'vendor', toString(own.vendor_id)),
            (formatDateTime(toDateTime64(booked_on, 0, 'UTC'), '%Y-%m'), 'travelerCountry', toString(own.traveler_country)),
            (
              formatDateTime(toDateTime64(booked_on, 0, 'UTC'), '%Y-%m'),
              'leadTime',
              multiIf(lead_days <= 1, '0-1', lead_days <= 7, '2-7', lead_days <= 30, '8-30', lead_days <= 90, '31-90', '91+')
            )
          ],
          []
        ),
        if(
          own.is_latest and own.status in ('booked', 'completed'),
          [(formatDateTime(toDateTime64(start_on, 0, 'UTC'), '%Y-%m'), 'startWeekday', toString(toDayOfWeek(start_on)))],
          []
        ),
        if(
          own.kind = 'updated',
          [
            (changed_month, 'updatesBySource', toString(own.source)),
            (changed_month, 'updatesByVendor', toString(own.vendor_id))
          ],
          []
        )
      ) as told
    from own
    left join goals on own.reservation_id = goals.goal_id
  )
select
  fact.1 as slice,
  fact.1 as period,
  type,
  fact.2 as dimension,
  fact.3 as key,
  count() as reservations
from (select type, arrayJoin(told) as fact from facts)
where fact.1 in {slices:Array(String)}
group by slice, period, type, dimension, key
