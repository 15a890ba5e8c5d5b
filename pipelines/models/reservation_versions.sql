-- model: reservation_versions
-- about: The history of every reservation, a row per version: of two bodies under one version the least hash stands.
--   Nothing of it tells one copy of a change from another, so that a repeated import rebuilds nothing further down. Its
--   slice is the UTC day of the lowest version's bookedAt. Money also in the vendor's currency, at the rate of the
--   booking day in the vendor's zone.
-- owner: reservations
-- slice: day
-- inputs: loader booked_dates
-- influences: daily_rates by day, table vendors by vendor_id, table currencies
-- keys: reservation_versions.keys.sql
-- fresh_within: 60 s
-- grain: reservation_id, version
-- mentions: traveler_id traveler, confirmation confirmation, click_id click, click_anonymous_id device, click_user_id user
-- order_by: vendor_id, reservation_id, version
-- feeds: arrayConcat([concat('day:', slice)], if(is_latest and confirmation != '', [concat('linkable:', 'all')], []), arrayMap(i -> concat('month:', formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), i), 0, 'UTC'), '%Y-%m')), range(toUInt32(dateDiff('month', toStartOfMonth(span_from), toStartOfMonth(span_to)) + 1))))
-- max_slices: 400
-- checks:
--   not_empty vendor_id
--   not_empty booked_at
--   one_of source: email, agency, travel_system, manual
--   one_of type: hotel, flight, car
--   one_of status: booked, cancelled, completed, no_show, deleted
--   drift: 10 times
-- columns:
--   reservation_id String: the reservation
--   version UInt64: its version
--   is_latest Bool: no higher version is known
--   has_conflict Bool: two bodies came under this version
--   has_foreign_source Bool: another source told of the reservation too
--   changed_at DateTime64(3, 'UTC'): when it changed
--   superseded_at Nullable(DateTime64(3, 'UTC')): from when on a higher version holds
--   source LowCardinality(String): email, agency, travel_system or manual
--   kind LowCardinality(String): created, updated, cancelled, reinstated, completed, no_show or deleted
--   initiator LowCardinality(String): traveler, vendor, agency, system or unknown
--   type LowCardinality(String): hotel, flight or car
--   status LowCardinality(String): booked, cancelled, completed, no_show or deleted
--   vendor_id LowCardinality(String): the vendor
--   traveler_id String: the traveler
--   affiliate_id LowCardinality(String): the affiliate, empty for a direct booking
--   confirmation String: the vendor's confirmation
--   click_id String: the click it names
--   click_anonymous_id String: the device it names
--   click_user_id String: the user it names
--   booked_at DateTime64(3, 'UTC'): when it was booked
--   first_booked_at DateTime64(3, 'UTC'): bookedAt of the lowest version
--   start_at DateTime64(3, 'UTC'): start
--   end_at DateTime64(3, 'UTC'): end
--   presumed_at DateTime64(3, 'UTC'): from when on a reservation still booked is presumed completed
--   amount Nullable(Decimal(18, 4)): price
--   retained Nullable(Decimal(18, 4)): what was kept of it
--   currency LowCardinality(String): currency of both
--   traveler_country LowCardinality(String): alpha-2
--   hotel_nights Nullable(UInt16): nights
--   hotel_rooms Nullable(UInt16): rooms
--   hotel_guests Nullable(UInt16): guests
--   hotel_room_amount Nullable(Decimal(18, 4)): price of the room alone
--   hotel_city String: city
--   hotel_country LowCardinality(String): alpha-2
--   timezone LowCardinality(String): the zone that startAt and endAt are local to
--   start_local DateTime64(0, 'UTC'): startAt as its clocks show it
--   end_local DateTime64(0, 'UTC'): endAt likewise
--   flight_passengers Nullable(UInt16): passengers
--   flight_segments Array(Tuple(carrier String, operating_carrier String, number String, origin String, destination String, departs_at DateTime64(0, 'UTC'), arrives_at DateTime64(0, 'UTC'), actual_departs_at DateTime64(0, 'UTC'), actual_arrives_at DateTime64(0, 'UTC'), cabin String, status String, is_diverted Bool)): its flights; times as the airports' clocks show them, 1970-01-01 where not known
--   car_class String: class of the car
--   car_pickup Tuple(city String, country String, at DateTime64(0, 'UTC')): where it is fetched and when, as the clocks there show it, else startAt
--   car_dropoff Tuple(city String, country String, at DateTime64(0, 'UTC')): where it is left, else endAt
--   car_rental_days UInt32: days if given, else periods of 24 hours with 29 minutes' grace; 0 for other types
--   is_vendor_known Bool: somebody added the vendor
--   vendor_timezone String: the vendor's zone, UTC where nobody added the vendor
--   vendor_currency LowCardinality(String): the vendor's currency
--   vendor_minor_digits UInt8: digits of its minor unit
--   vendor_rate Nullable(Decimal(38, 18)): the vendor's currency for one unit of currency, null without a rate
--   span_from Date32: first local day it touches
--   span_to Date32: last local day it touches
--   body_hash FixedString(32): hash of the body
--   versions_hash UInt64: changes when any version of the reservation changes
with
  touched as (
    select distinct reservation_id
    from reservation_changes
    where toString(toDate32(booked_at)) in {slices:Array(String)}
      and booked_at >= {from:DateTime64(3, 'UTC')}
      and booked_at < {to:DateTime64(3, 'UTC')}
  ),
  bodies as (
    select *
    from reservation_changes
    where reservation_id in (select reservation_id from touched)
    order by reservation_id, version, body_hash, received_at, receipt_id
    limit 1 by reservation_id, version, body_hash
  ),
  -- A reservation belongs to the source that told of it first; what others say of it is kept, and counts for nothing.
  told as (
    select
      *,
      argMin(source, (received_at, receipt_id)) over (partition by reservation_id) as owner_source,
      max(source) over (partition by reservation_id) != min(source) over (partition by reservation_id) as has_foreign_source
    from bodies
  ),
  versions as (
    select *, count() over (partition by reservation_id, version) > 1 as has_conflict
    from told
    where source = owner_source
    order by reservation_id, version, body_hash
    limit 1 by reservation_id, version
  ),
  -- The local days of flights and cars: months of theirs may lie outside the reservation's own start and end.
  trips as (
    select
      * except (car_pickup, car_dropoff),
      tuple(car_pickup.city, car_pickup.country, if(toUnixTimestamp64Second(car_pickup.at) = 0, start_local, car_pickup.at)) as car_pickup,
      tuple(car_dropoff.city, car_dropoff.country, if(toUnixTimestamp64Second(car_dropoff.at) = 0, end_local, car_dropoff.at)) as car_dropoff,
      if(
        type != 'car',
        0,
        toUInt32(ifNull(car_days, greatest(1, ceil((dateDiff('second', car_pickup.3, car_dropoff.3) - 29 * 60) / 86400))))
      ) as car_rental_days,
      arrayConcat(
        arrayMap(
          segment -> toDate32(segment.departs_at),
          arrayFilter(segment -> toUnixTimestamp64Second(segment.departs_at) > 0, flight_segments)
        ),
        if(type = 'car', [toDate32(car_pickup.3), toDate32(car_pickup.3) + greatest(car_rental_days, 1) - 1], [])
      ) as trip_days,
      if(empty(trip_days), toDate32('2200-01-01'), arrayMin(trip_days)) as trip_from,
      if(empty(trip_days), toDate32('1970-01-01'), arrayMax(trip_days)) as trip_to
    from versions
  ),
  history as (
    select
      *,
      min(trip_from) over whole as least_on,
      max(trip_to) over whole as greatest_on,
      first_value(booked_at) over whole as first_booked_at,
      version = max(version) over whole as is_latest,
      sum(cityHash64(version, body_hash)) over whole as versions_hash,
      min(changed_at) over later as next_changed_at,
      count() over later as later_versions,
      least(min(booked_at) over whole, min(changed_at) over whole, min(start_at) over whole) as least_at,
      greatest(max(changed_at) over whole, max(end_at) over whole, max(start_at) over whole) as greatest_at
    from trips
    window
      whole as (partition by reservation_id order by version rows between unbounded preceding and unbounded following),
      later as (partition by reservation_id order by version rows between 1 following and unbounded following)
  ),
  vendor as (
    select
      vendor_id,
      toString(argMax(timezone, valid_from)) as vendor_timezone,
      argMax(currency, valid_from) as vendor_currency
    from vendors final
    where valid_from <= {logicalNow:DateTime64(3, 'UTC')}
    group by vendor_id
  ),
  -- Without a vendor the zone is UTC: nothing reads the local days of a vendor that nobody added.
  zoned as (
    select
      history.*,
      vendor.vendor_timezone != '' as is_vendor_known,
      if(is_vendor_known, vendor.vendor_timezone, 'UTC') as vendor_timezone,
      vendor.vendor_currency as vendor_currency,
      toDate32(formatDateTime(history.booked_at, '%F', vendor_timezone)) as booked_on,
      least(toDate32(formatDateTime(history.least_at, '%F', vendor_timezone)), history.least_on) as span_from,
      greatest(toDate32(formatDateTime(history.greatest_at, '%F', vendor_timezone)), history.greatest_on) as span_to
    from history
    left join vendor on history.vendor_id = vendor.vendor_id
  )
select
  toString(toDate32(zoned.first_booked_at)) as slice,
  zoned.reservation_id as reservation_id,
  zoned.version as version,
  zoned.is_latest as is_latest,
  zoned.has_conflict as has_conflict,
  zoned.has_foreign_source as has_foreign_source,
  zoned.changed_at as changed_at,
  if(zoned.later_versions = 0, null, zoned.next_changed_at) as superseded_at,
  zoned.source as source,
  zoned.kind as kind,
  zoned.initiator as initiator,
  zoned.type as type,
  zoned.status as status,
  zoned.vendor_id as vendor_id,
  zoned.traveler_id as traveler_id,
  zoned.affiliate_id as affiliate_id,
  zoned.confirmation as confirmation,
  zoned.click_id as click_id,
  zoned.click_anonymous_id as click_anonymous_id,
  zoned.click_user_id as click_user_id,
  zoned.booked_at as booked_at,
  zoned.first_booked_at as first_booked_at,
  zoned.start_at as start_at,
  zoned.end_at as end_at,
  zoned.end_at + interval 48 hour as presumed_at,
  zoned.amount as amount,
  zoned.retained as retained,
  zoned.currency as currency,
  zoned.traveler_country as traveler_country,
  zoned.hotel_nights as hotel_nights,
  zoned.hotel_rooms as hotel_rooms,
  zoned.hotel_guests as hotel_guests,
  zoned.hotel_room_amount as hotel_room_amount,
  zoned.hotel_city as hotel_city,
  zoned.hotel_country as hotel_country,
  zoned.timezone as timezone,
  zoned.start_local as start_local,
  zoned.end_local as end_local,
  zoned.flight_passengers as flight_passengers,
  zoned.flight_segments as flight_segments,
  zoned.car_class as car_class,
  zoned.car_pickup as car_pickup,
  zoned.car_dropoff as car_dropoff,
  zoned.car_rental_days as car_rental_days,
  zoned.is_vendor_known as is_vendor_known,
  zoned.vendor_timezone as vendor_timezone,
  zoned.vendor_currency as vendor_currency,
  if(minor.currency = '', 2, minor.minor_digits) as vendor_minor_digits,
  multiIf(
    zoned.vendor_currency = '' or zoned.currency = '', null,
    zoned.vendor_currency = zoned.currency, toDecimal128(1, 18),
    (zoned.currency != 'EUR' and origin.rate = 0) or (zoned.vendor_currency != 'EUR' and target.rate = 0), null,
    cross_rate(
      if(zoned.currency = 'EUR', toDecimal128(1, 12), origin.rate),
      if(zoned.vendor_currency = 'EUR', toDecimal128(1, 12), target.rate)
    )
  ) as vendor_rate,
  zoned.span_from as span_from,
  zoned.span_to as span_to,
  zoned.body_hash as body_hash,
  zoned.versions_hash as versions_hash
from zoned
left join daily_rates as origin on zoned.currency = origin.currency and zoned.booked_on = origin.date
left join daily_rates as target on zoned.vendor_currency = target.currency and zoned.booked_on = target.date
left join (select currency, minor_digits from currencies final) as minor on zoned.vendor_currency = minor.currency
where slice in {slices:Array(String)}
