-- model: vendor_months
-- about: What a vendor's calendar month holds, in the vendor's zone and currency. Numerators and denominators stand apart,
--   rates are made from them where they are shown.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, table vendors, clock
-- clock: vendor_months.clock.sql
-- grain: vendor_id, period
-- order_by: vendor_id, period
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- columns:
--   vendor_id LowCardinality(String): the vendor
--   period String: the month, YYYY-MM
--   type LowCardinality(String): the vendor's type
--   currency LowCardinality(String): the vendor's currency
--   timezone LowCardinality(String): the vendor's zone
--   bookings UInt64: reservations booked in the month
--   arrivals UInt64: reservations that start in the month
--   arrivals_completed UInt64: of those completed or presumed completed
--   arrivals_cancelled UInt64: of those cancelled
--   arrivals_no_show UInt64: of those marked no-show
--   presumed_completed UInt64: of the completed ones those that are presumed so
--   cancellations UInt64: reservations cancelled in the month
--   no_shows UInt64: reservations marked no-show in the month
--   cancellations_by_initiator Map(String, UInt64): by who cancelled last in the month
--   no_shows_by_initiator Map(String, UInt64): by who marked it last in the month
--   room_nights_stayed UInt64: past nights of the month, times rooms
--   room_nights_booked UInt64: past and future nights of the month, times rooms
--   room_revenue Decimal(38, 4): revenue of the past nights of the month
--   cancellation_fees Decimal(38, 4): retained of what was cancelled in the month and still is
--   no_show_fees Decimal(38, 4): retained of what was marked no-show in the month and still is
--   completed_stays UInt64: completed arrivals with at least one night
--   completed_stay_nights UInt64: their nights
--   lead_time_median Nullable(Float64): days from booking to start, median over the month's bookings
--   lead_time_days_sum UInt64: sum of those days
--   lead_time_buckets Array(UInt64): bookings with 0-1, 2-7, 8-30, 31-90, 91 and more days
--   lead_time_negative UInt64: bookings made after their start, counted as 0 days
--   updates UInt64: updated versions in the month
--   material_updates UInt64: of those that change time, place, amount or party
--   live_reservations UInt64: reservations live at any instant of the month
--   schedule_changes_minor UInt64: vendor-initiated shifts under 60 minutes
--   schedule_changes_major UInt64: under 180 minutes
--   schedule_changes_severe UInt64: longer ones
--   schedule_changes_unknown UInt64: shifts by an unknown initiator
--   cancellation_notice_hours_median Nullable(Float64): hours from the cancellation to the start
--   schedule_change_notice_hours_median Nullable(Float64): hours from a vendor's shift to the start
--   mix Array(Tuple(dimension String, key String, bookings UInt64)): the month's bookings by affiliate, travelerCountry, source and lengthOfStay
--   without_amount UInt64: bookings of the month without an amount
--   unconverted UInt64: bookings of the month without a rate
with
  own as (
    select *, vendor_timezone as zone
    from reservation_versions
    where is_vendor_known
      and span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
      and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  -- What each version changed.
  steps as (
    select
      vendor_id,
      reservation_id,
      version,
      kind,
      status,
      initiator,
      changed_at,
      start_at,
      end_at,
      zone,
      (
        ifNull(toString(amount), ''),
        currency,
        (hotel_city, hotel_country, ifNull(hotel_nights, 0), ifNull(hotel_rooms, 0), ifNull(hotel_guests, 0)),
        (ifNull(flight_passengers, 0), arrayMap(segment -> (segment.origin, segment.destination), flight_segments)),
        (car_pickup.city, car_pickup.country, car_dropoff.city, car_dropoff.country)
      ) as matter,
      -- Where from, where to, and the local times of both; a rental is one.
      if(
        type = 'car',
        [('', '', toUnixTimestamp64Second(car_pickup.at), toUnixTimestamp64Second(car_dropoff.at))],
        arrayMap(
          segment -> (
            segment.origin,
            segment.destination,
            toUnixTimestamp64Second(segment.departs_at),
            toUnixTimestamp64Second(segment.arrives_at)
          ),
          flight_segments
        )
      ) as legs,
      lagInFrame(legs, 1) over history as legs_before,
      lagInFrame(status, 1) over history as status_before,
      lagInFrame(start_at, 1) over history as start_before,
      lagInFrame(end_at, 1) over history as end_before,
      matter != lagInFrame(matter, 1) over history as is_matter_changed,
      row_number() over history as step
    from own
    window history as (
      partition by reservation_id
      order by version
      rows between unbounded preceding and current row
    )
  ),
  latest as (
    select
      *,
      formatDateTime(booked_at, '%Y-%m', zone) as booked_month,
      formatDateTime(start_at, '%Y-%m', zone) as start_month,
      toDate32(formatDateTime(booked_at, '%F', zone)) as booked_on,
      toDate32(formatDateTime(start_at, '%F', zone)) as start_on,
      toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', zone)) as today,
      status = 'booked' and presumed_at <= {logicalNow:DateTime64(3, 'UTC')} as is_presumed,
      toUInt32(ifNull(hotel_nights, 0)) as nights,
      if(type = 'car', car_rental_days, nights) as length,
      toUInt32(ifNull(hotel_rooms, 1)) as rooms,
      dateDiff('day', booked_on, start_on) as lead_days,
      ifNull(hotel_room_amount, amount) as stay_amount
    from own
    where is_latest
  ),
  booked as (
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
    from latest
    group by vendor_id, period
  ),
  mixed as (
    select vendor_id, period, arraySort(groupArray((dimension, key, bookings))) as mix
    from (
      select
        vendor_id,
        booked_month as period,
        arrayJoin([
          ('affiliate', toString(affiliate_id)),
          ('travelerCountry', toString(traveler_country)),
          ('source', toString(source)),
          ('lengthOfStay', multiIf(length = 0, '0', length = 1, '1', length = 2, '2', length = 3, '3', length <= 6, '4-6', length <= 13, '7-13', '14+'))
        ]) as pair,
        pair.1 as dimension,
        pair.2 as key,
        count() as bookings
      from latest
      group by vendor_id, period, pair
    )
    group by vendor_id, period
  ),
  arrived as (
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
    from latest
    group by vendor_id, period
  ),
  priced as (
    select
      *,
      toInt64(
        round(
          multiplyDecimal(
            ifNull(multiplyDecimal(ifNull(stay_amount, 0), ifNull(vendor_rate, toDecimal128(0, 18)), 22), toDecimal256(0, 22)),
            toDecimal256(multiIf(vendor_minor_digits = 0, 1, vendor_minor_digits = 3, 1000, vendor_minor_digits = 4, 10000, 100), 0),
            4
          ),
          0
        )
      ) as minor_units
    from latest
    where status in ('booked', 'completed')
  ),
  -- Every night on its date; a stay without nights puts its money on the day of arrival.
  dated as (
    select
      vendor_id,
      arrayJoin(range(greatest(nights, 1))) as night,
      start_on + night as night_on,
      formatDateTime(toDateTime64(night_on, 0, 'UTC'), '%Y-%m') as period,
      if(nights = 0, 0, rooms) as room_nights,
      start_at <= {logicalNow:DateTime64(3, 'UTC')} and night_on < today as is_past,
      vendor_minor_digits,
      intDiv(abs(minor_units), greatest(nights, 1)) as share,
      sign(minor_units) * (share + if(night < abs(minor_units) - share * greatest(nights, 1), 1, 0)) as night_units
    from priced
    where type = 'hotel'
  ),
  stayed as (
    select
      vendor_id,
      period,
      sumIf(toUInt64(room_nights), is_past) as room_nights_stayed,
      sum(toUInt64(room_nights)) as room_nights_booked,
      sumIf(
        multiplyDecimal(
          toDecimal128(night_units, 0),
          multiIf(
            vendor_minor_digits = 0, toDecimal128(1, 4),
            vendor_minor_digits = 3, toDecimal128('0.001', 4),
            vendor_minor_digits = 4, toDecimal128('0.0001', 4),
            toDecimal128('0.01', 4)
          ),
          4
        ),
        is_past
      ) as room_revenue
    from dated
    group by vendor_id, period
  ),
  ended as (
    select
      vendor_id,
      reservation_id,
      formatDateTime(changed_at, '%Y-%m', zone) as period,
      status,
      initiator,
      version,
      dateDiff('millisecond', changed_at, start_at) / 3600000 as notice_hours
    from steps
    where status in ('cancelled', 'no_show') and (step = 1 or status != status_before)
  ),
  ended_once as (
    select
      vendor_id,
      period,
      status,
      reservation_id,
      argMax(initiator, version) as initiator,
      argMax(notice_hours, version) as notice_hours
    from ended
    group by vendor_id, period, status, reservation_id
  ),
  cancelled as (
    select
      vendor_id,
      period,
      countIf(status = 'cancelled') as cancellations,
      countIf(status = 'no_show') as no_shows,
      mapSort(sumMap(map(toString(initiator), toUInt64(status = 'cancelled')))) as cancelled_map,
      mapSort(sumMap(map(toString(initiator), toUInt64(status = 'no_show')))) as no_show_map,
      if(
        countIf(status = 'cancelled' and notice_hours >= 0) = 0,
        null,
        quantileExactInclusiveIf(0.5)(notice_hours, status = 'cancelled' and notice_hours >= 0)
      ) as cancellation_notice_hours_median
    from ended_once
    group by vendor_id, period
  ),
  -- What was kept, at the last change into the state that still holds.
  fees as (
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
        toDecimal128(
          multiIf(
            latest.vendor_minor_digits = 0, round(kept, 0),
            latest.vendor_minor_digits = 3, round(kept, 3),
            latest.vendor_minor_digits = 4, round(kept, 4),
            round(kept, 2)
          ),
          4
        ) as fee
      from latest
      inner join (
        select reservation_id, status, argMax(changed_at, version) as entered_at
        from steps
        where status in ('cancelled', 'no_show') and (step = 1 or status != status_before)
        group by reservation_id, status
      ) as entering
        on latest.reservation_id = entering.reservation_id and latest.status = entering.status
    )
    group by vendor_id, period
  ),
  shifted as (
    select
      *,
      formatDateTime(changed_at, '%Y-%m', zone) as period,
      -- By the leg that moved furthest, of those that still go from the same place to the same; a time that is not known is 0.
      intDiv(
        arrayMax(
          arrayPushBack(
            arrayMap(
              (leg, before) -> if(
                (leg.1, leg.2) = (before.1, before.2),
                greatest(
                  if(leg.3 > 0 and before.3 > 0, abs(leg.3 - before.3), 0),
                  if(leg.4 > 0 and before.4 > 0, abs(leg.4 - before.4), 0)
                ),
                0
              ),
              arraySlice(legs, 1, least(length(legs), length(legs_before))),
              arraySlice(legs_before, 1, least(length(legs), length(legs_before)))
            ),
            0
          )
        ),
        60
      ) as leg_shift_minutes,
      step > 1 and (start_at != start_before or end_at != end_before or leg_shift_minutes > 0) as is_time_changed,
      greatest(
        abs(dateDiff('minute', start_before, start_at)),
        abs(dateDiff('minute', end_before, end_at)),
        leg_shift_minutes
      ) as shift_minutes,
      dateDiff('millisecond', changed_at, start_at) / 3600000 as notice_hours
    from steps
    where kind = 'updated'
  ),
  updated as (
    select
      vendor_id,
      period,
      count() as updates,
      countIf(step > 1 and (is_time_changed or is_matter_changed)) as material_updates,
      countIf(is_time_changed and initiator = 'vendor' and shift_minutes < 60) as schedule_changes_minor,
      countIf(is_time_changed and initiator = 'vendor' and shift_minutes >= 60 and shift_minutes < 180) as schedule_changes_major,
      countIf(is_time_changed and initiator = 'vendor' and shift_minutes >= 180) as schedule_changes_severe,
      countIf(is_time_changed and initiator = 'unknown') as schedule_changes_unknown,
      if(
        countIf(is_time_changed and initiator = 'vendor' and notice_hours >= 0) = 0,
        null,
        quantileExactInclusiveIf(0.5)(notice_hours, is_time_changed and initiator = 'vendor' and notice_hours >= 0)
      ) as schedule_change_notice_hours_median
    from shifted
    group by vendor_id, period
  ),
  -- A version holds from its change until a higher one's, and is live until its end.
  live as (
    select vendor_id, period, uniqExact(reservation_id) as live_reservations
    from (
      select
        vendor_id,
        reservation_id,
        toDate32(formatDateTime(changed_at, '%F', zone)) as live_from,
        toDate32(formatDateTime(least(ifNull(superseded_at, end_at), end_at) - interval 1 millisecond, '%F', zone)) as live_to,
        arrayJoin(range(toUInt32(dateDiff('month', live_from, live_to) + 1))) as month_index,
        formatDateTime(toDateTime64(addMonths(toStartOfMonth(live_from), month_index), 0, 'UTC'), '%Y-%m') as period
      from own
      where status in ('booked', 'completed')
        and changed_at < least(ifNull(superseded_at, end_at), end_at)
    )
    group by vendor_id, period
  ),
  keys as (
    select distinct
      vendor_id,
      formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), month_index), 0, 'UTC'), '%Y-%m') as period
    from (
      select vendor_id, span_from, arrayJoin(range(toUInt32(dateDiff('month', span_from, span_to)) + 1)) as month_index
      from (select distinct vendor_id, span_from, span_to from own)
    )
  ),
  vendor as (
    select
      vendor_id,
      argMax(type, valid_from) as type,
      argMax(timezone, valid_from) as timezone,
      argMax(currency, valid_from) as currency
    from vendors final
    where valid_from <= {logicalNow:DateTime64(3, 'UTC')}
    group by vendor_id
  )
select
  keys.period as slice,
  keys.vendor_id as vendor_id,
  keys.period as period,
  vendor.type as type,
  vendor.currency as currency,
  vendor.timezone as timezone,
  booked.bookings as bookings,
  arrived.arrivals as arrivals,
  arrived.arrivals_completed as arrivals_completed,
  arrived.arrivals_cancelled as arrivals_cancelled,
  arrived.arrivals_no_show as arrivals_no_show,
  arrived.presumed_completed as presumed_completed,
  cancelled.cancellations as cancellations,
  cancelled.no_shows as no_shows,
  mapFilter((initiator, reservations) -> reservations > 0, cancelled.cancelled_map) as cancellations_by_initiator,
  mapFilter((initiator, reservations) -> reservations > 0, cancelled.no_show_map) as no_shows_by_initiator,
  stayed.room_nights_stayed as room_nights_stayed,
  stayed.room_nights_booked as room_nights_booked,
  stayed.room_revenue as room_revenue,
  fees.cancellation_fees as cancellation_fees,
  fees.no_show_fees as no_show_fees,
  arrived.completed_stays as completed_stays,
  arrived.completed_stay_nights as completed_stay_nights,
  booked.lead_time_median as lead_time_median,
  booked.lead_time_days_sum as lead_time_days_sum,
  if(empty(booked.lead_time_buckets), [0, 0, 0, 0, 0], booked.lead_time_buckets) as lead_time_buckets,
  booked.lead_time_negative as lead_time_negative,
  updated.updates as updates,
  updated.material_updates as material_updates,
  live.live_reservations as live_reservations,
  updated.schedule_changes_minor as schedule_changes_minor,
  updated.schedule_changes_major as schedule_changes_major,
  updated.schedule_changes_severe as schedule_changes_severe,
  updated.schedule_changes_unknown as schedule_changes_unknown,
  cancelled.cancellation_notice_hours_median as cancellation_notice_hours_median,
  updated.schedule_change_notice_hours_median as schedule_change_notice_hours_median,
  mixed.mix as mix,
  booked.without_amount as without_amount,
  booked.unconverted as unconverted
from keys
inner join vendor on keys.vendor_id = vendor.vendor_id
left join booked on keys.vendor_id = booked.vendor_id and keys.period = booked.period
left join mixed on keys.vendor_id = mixed.vendor_id and keys.period = mixed.period
left join arrived on keys.vendor_id = arrived.vendor_id and keys.period = arrived.period
left join stayed on keys.vendor_id = stayed.vendor_id and keys.period = stayed.period
left join cancelled on keys.vendor_id = cancelled.vendor_id and keys.period = cancelled.period
left join fees on keys.vendor_id = fees.vendor_id and keys.period = fees.period
left join updated on keys.vendor_id = updated.vendor_id and keys.period = updated.period
left join live on keys.vendor_id = live.vendor_id and keys.period = live.period
where keys.period in {slices:Array(String)}
  and bookings + arrivals + room_nights_booked + cancellations + no_shows + updates + live_reservations > 0
