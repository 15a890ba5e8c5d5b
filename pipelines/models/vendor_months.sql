-- model: vendor_months
-- about: What a vendor's calendar month holds, in the vendor's zone and currency. Numerators and denominators stand apart,
--   rates are made from them where they are shown.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month, table vendors by vendor_id, clock
-- keys: vendor_months.keys.sql
-- clock: vendor_months.clock.sql
-- grain: vendor_id, period
-- order_by: vendor_id, period
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- checks:
--   not_empty currency
--   one_of type: hotel, flight, car
--   reference vendor_id: vendors.vendor_id (blocking)
--   drift: 10 times
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
  vendor as (
    select
      vendor_id,
      argMax(type, valid_from) as type,
      argMax(timezone, valid_from) as timezone,
      argMax(currency, valid_from) as currency
    from vendors final
    where valid_from <= {logicalNow:DateTime64(3, 'UTC')}
    group by vendor_id
  ),
  months as (
    select
      vendor_id,
      period,
      countIf(reason = 'booked') as bookings,
      countIf(reason = 'start') as arrivals,
      countIf(reason = 'start' and (status = 'completed' or is_presumed)) as arrivals_completed,
      countIf(reason = 'start' and status = 'cancelled') as arrivals_cancelled,
      countIf(reason = 'start' and status = 'no_show') as arrivals_no_show,
      countIf(reason = 'start' and is_presumed) as presumed_completed,
      countIf(reason = 'ended' and status = 'cancelled') as cancellations,
      countIf(reason = 'ended' and status = 'no_show') as no_shows,
      mapSort(sumMapIf(map(toString(initiator), toUInt64(1)), reason = 'ended' and status = 'cancelled')) as cancellations_by_initiator,
      mapSort(sumMapIf(map(toString(initiator), toUInt64(1)), reason = 'ended' and status = 'no_show')) as no_shows_by_initiator,
      sumIf(room_nights, is_past) as room_nights_stayed,
      sum(room_nights) as room_nights_booked,
      from_minor_units(sumIf(night_money, is_past), 4) as room_revenue,
      sumIf(fee, reason = 'kept' and status = 'cancelled') as cancellation_fees,
      sumIf(fee, reason = 'kept' and status = 'no_show') as no_show_fees,
      countIf(reason = 'start' and (status = 'completed' or is_presumed) and nights >= 1) as completed_stays,
      sumIf(toUInt64(nights), reason = 'start' and (status = 'completed' or is_presumed)) as completed_stay_nights,
      if(bookings = 0, null, quantileExactInclusiveIf(0.5)(greatest(lead_days, 0), reason = 'booked')) as lead_time_median,
      sumIf(toUInt64(greatest(lead_days, 0)), reason = 'booked') as lead_time_days_sum,
      [
        countIf(reason = 'booked' and lead_days <= 1),
        countIf(reason = 'booked' and lead_days between 2 and 7),
        countIf(reason = 'booked' and lead_days between 8 and 30),
        countIf(reason = 'booked' and lead_days between 31 and 90),
        countIf(reason = 'booked' and lead_days >= 91)
      ] as lead_time_buckets,
      countIf(reason = 'booked' and lead_days < 0) as lead_time_negative,
      countIf(reason = 'updated') as updates,
      countIf(reason = 'updated' and step > 1 and (is_time_changed or is_matter_changed)) as material_updates,
      uniqExactIf(reservation_id, reason = 'live') as live_reservations,
      countIf(reason = 'updated' and is_time_changed and initiator = 'vendor' and shift_minutes < 60) as schedule_changes_minor,
      countIf(reason = 'updated' and is_time_changed and initiator = 'vendor' and shift_minutes >= 60 and shift_minutes < 180) as schedule_changes_major,
      countIf(reason = 'updated' and is_time_changed and initiator = 'vendor' and shift_minutes >= 180) as schedule_changes_severe,
      countIf(reason = 'updated' and is_time_changed and initiator = 'unknown') as schedule_changes_unknown,
      if(countIf(is_noticed_cancellation) = 0, null, quantileExactInclusiveIf(0.5)(notice_hours, is_noticed_cancellation)) as cancellation_notice_hours_median,
      if(countIf(is_noticed_shift) = 0, null, quantileExactInclusiveIf(0.5)(notice_hours, is_noticed_shift)) as schedule_change_notice_hours_median,
      sumMapIf(
        map(
          concat('affiliate:', affiliate_id), toUInt64(1),
          concat('travelerCountry:', traveler_country), 1,
          concat('source:', source), 1,
          concat('lengthOfStay:', multiIf(length = 0, '0', length = 1, '1', length = 2, '2', length = 3, '3', length <= 6, '4-6', length <= 13, '7-13', '14+')), 1
        ),
        reason = 'booked'
      ) as mixed,
      arraySort(
        arrayMap(
          (named, bookings) -> (substringIndex(named, ':', 1), substring(named, position(named, ':') + 1), bookings),
          mapKeys(mixed),
          mapValues(mixed)
        )
      ) as mix,
      countIf(reason = 'booked' and amount is null) as without_amount,
      countIf(reason = 'booked' and amount is not null and vendor_rate is null) as unconverted
    from vendor_month_counts
    where period in {slices:Array(String)}
    group by vendor_id, period
    having countIf(reason = 'span') > 0
      and (
        bookings + arrivals + room_nights_booked + cancellations + no_shows + updates + live_reservations > 0
        or countIf(reason = 'trip') > 0
      )
  )
select
  months.period as slice,
  months.vendor_id as vendor_id,
  months.period as period,
  vendor.type as type,
  vendor.currency as currency,
  vendor.timezone as timezone,
  months.* except (vendor_id, period)
from months
inner join vendor on months.vendor_id = vendor.vendor_id
