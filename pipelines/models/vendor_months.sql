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
from vendor_month_keys as keys
inner join vendor on keys.vendor_id = vendor.vendor_id
left join vendor_bookings as booked on keys.vendor_id = booked.vendor_id and keys.period = booked.period
left join vendor_mixes as mixed on keys.vendor_id = mixed.vendor_id and keys.period = mixed.period
left join vendor_arrivals as arrived on keys.vendor_id = arrived.vendor_id and keys.period = arrived.period
left join vendor_stays as stayed on keys.vendor_id = stayed.vendor_id and keys.period = stayed.period
left join vendor_endings as cancelled on keys.vendor_id = cancelled.vendor_id and keys.period = cancelled.period
left join vendor_fees as fees on keys.vendor_id = fees.vendor_id and keys.period = fees.period
left join vendor_updates as updated on keys.vendor_id = updated.vendor_id and keys.period = updated.period
left join vendor_live as live on keys.vendor_id = live.vendor_id and keys.period = live.period
where keys.period in {slices:Array(String)}
  and (
    bookings + arrivals + room_nights_booked + cancellations + no_shows + updates + live_reservations > 0
    or (keys.vendor_id, keys.period) in (select vendor_id, period from vendor_trip_months)
  )
