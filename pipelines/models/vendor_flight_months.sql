-- model: vendor_flight_months
-- about: What a vendor's calendar month holds of flights, beside vendor_months, by local departure date. A distinct flight
--   is an operating carrier, number, airport of departure and local scheduled date; its schedule is what the reservation
--   said last before departure.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, table airports
-- grain: vendor_id, period
-- order_by: vendor_id, period
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- checks:
--   reference vendor_id: vendors.vendor_id (blocking)
-- columns:
--   vendor_id LowCardinality(String): the vendor
--   period String: the month, YYYY-MM
--   segments UInt64: flights of reservations that are booked or completed, one per reservation
--   passengers UInt64: their passengers; a reservation that does not say has one
--   flights UInt64: distinct flights of which is known whether they arrived in time
--   flights_on_time UInt64: of those the ones that arrived less than 15 minutes late
--   flights_cancelled UInt64: of those the ones that the vendor cancelled
--   flights_diverted UInt64: of those the ones that landed elsewhere
--   flights_unknown UInt64: distinct flights of which it is not known
with
  zone as (
    select airport, toString(argMax(timezone, valid_from)) as zone
    from airports final
    where valid_from <= {logicalNow:DateTime64(3, 'UTC')}
    group by airport
  ),
  own as (
    select
      vendor_id,
      reservation_id,
      version,
      is_latest,
      changed_at,
      superseded_at,
      timezone,
      ifNull(flight_passengers, 1) as passengers,
      flight_segments,
      version = min(version) over whole as is_first,
      argMax(status, version) over whole as latest_status,
      argMaxIf(initiator, version, kind = 'cancelled') over whole as cancelled_by
    from vendor_versions
    where type = 'flight'
    window whole as (partition by reservation_id)
  ),
  legs as (
    select
      *,
      segment.departs_at as departs_at,
      segment.arrives_at as arrives_at,
      segment.actual_arrives_at as arrived_at,
      segment.origin as origin,
      segment.destination as destination,
      if(segment.operating_carrier = '', segment.carrier, segment.operating_carrier) as carrier,
      replaceRegexpOne(segment.number, '^0+(.)', '\\1') as number,
      lower(segment.status) in ('cancelled', 'canceled') as is_cancelled,
      segment.is_diverted as is_diverted
    from (
      select * except (flight_segments), segment, position
      from own
      array join flight_segments as segment, arrayEnumerate(flight_segments) as position
    )
    where toUnixTimestamp64Second(segment.departs_at) > 0
  ),
  -- Without the airport's zone, departure is taken in the reservation's, and a delay is the difference of two local times.
  zoned as (
    select
      legs.*,
      row_number() over (
        partition by reservation_id, version, carrier, number, origin
        order by position
      ) as occurrence,
      if(origin_zone.zone = '', legs.timezone, origin_zone.zone) as departure_zone,
      if(destination_zone.zone = '', 'UTC', destination_zone.zone) as arrival_zone,
      local_instant(departs_at, departure_zone) as departure,
      local_instant(arrives_at, arrival_zone) as due,
      local_instant(arrived_at, arrival_zone) as arrival,
      (is_first or changed_at < departure) and (superseded_at is null or superseded_at >= departure) as is_in_force
    from legs
    left join zone as origin_zone on legs.origin = origin_zone.airport
    left join zone as destination_zone on legs.destination = destination_zone.airport
  ),
  -- A flight of a reservation: its schedule by the version in force at departure, its outcome by the last one that has it.
  -- One that was dropped before its departure is no flight of the reservation's, unless the vendor had cancelled it.
  flown as (
    select
      argMax(vendor_id, version) as vendor_id,
      carrier,
      number,
      origin,
      argMax((toDate32(departs_at), toUnixTimestamp64Second(arrives_at), toUnixTimestamp64Second(due)), (is_in_force, version)) as schedule,
      argMax((toUnixTimestamp64Second(arrived_at), toUnixTimestamp64Second(arrival)), version) as arrived,
      max(changed_at) as told_at,
      reservation_id,
      argMax(is_diverted, version) as is_diverted,
      if(any(latest_status) = 'cancelled', any(cancelled_by) = 'vendor', argMax(is_cancelled, version)) as is_cancelled,
      schedule.2 > 0 and arrived.1 > 0 as is_arrival_known,
      arrived.2 - schedule.3 < 15 * 60 as is_in_time
    from zoned
    where number != '' and origin != '' and carrier != '' and latest_status != 'deleted'
    group by reservation_id, carrier, number, origin, occurrence
    having max(is_in_force) or max(is_latest) or is_cancelled
  ),
  flights as (
    select
      vendor_id,
      formatDateTime(toDateTime64(schedule.1, 0, 'UTC'), '%Y-%m') as period,
      max(is_diverted) as was_diverted,
      max(is_arrival_known) as has_arrived,
      max(is_cancelled) and not has_arrived and not was_diverted as was_cancelled,
      argMax(is_in_time, (is_arrival_known, told_at, reservation_id)) as was_in_time
    from flown
    group by vendor_id, carrier, number, origin, schedule.1, period
  ),
  counted as (
    select
      vendor_id,
      period,
      0 as segments,
      0 as passengers,
      countIf(was_diverted or has_arrived or was_cancelled) as flights,
      countIf(has_arrived and was_in_time and not was_diverted) as on_time,
      countIf(was_cancelled) as cancelled,
      countIf(was_diverted) as diverted,
      countIf(not was_diverted and not has_arrived and not was_cancelled) as unknown
    from flights
    group by vendor_id, period
    union all
    select
      vendor_id,
      formatDateTime(departs_at, '%Y-%m', 'UTC') as period,
      count() as segments,
      sum(toUInt64(passengers)) as passengers,
      0, 0, 0, 0, 0
    from legs
    where is_latest and latest_status in ('booked', 'completed') and not is_cancelled
    group by vendor_id, period
  )
select
  period as slice,
  vendor_id,
  period,
  sum(counted.segments) as segments,
  sum(counted.passengers) as passengers,
  sum(counted.flights) as flights,
  sum(counted.on_time) as flights_on_time,
  sum(counted.cancelled) as flights_cancelled,
  sum(counted.diverted) as flights_diverted,
  sum(counted.unknown) as flights_unknown
from counted
where period in {slices:Array(String)}
group by vendor_id, period
