-- model: network_updates
-- about: How often the network's reservations change in a month and how long they stay as they are, by source and by
--   vendor. Months are those of the vendor's zone, UTC where nobody added the vendor.
-- owner: vendors
-- slice: month
-- inputs: reservation_versions by month
-- influences: linked_reservations by month
-- grain: period, type, dimension, key
-- order_by: period, dimension, type, key
-- feeds: [concat('month:', slice)]
-- max_slices: 60
-- checks:
--   one_of dimension: source, vendor
-- columns:
--   period String: the month, YYYY-MM
--   type LowCardinality(String): hotel, flight or car; empty for all of them together, since medians do not add up
--   dimension LowCardinality(String): source or vendor
--   key String: which one
--   updates UInt64: updated versions in the month
--   live_reservations UInt64: reservations live at any instant of the month
--   intervals UInt64: versions in the month with one before them
--   median_interval_hours Nullable(Float64): from the version before to those, the mean of the middle two; null without any
--   last_changed_at Nullable(DateTime64(3, 'UTC')): the month's last change
with
  own as (
    select
      reservation_id, version, changed_at, superseded_at, end_at, source, kind, type, status, vendor_id,
      vendor_timezone as zone
    from reservation_versions
    where span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
      and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  steps as (
    select
      *,
      row_number() over history as step,
      lagInFrame(changed_at, 1) over history as changed_before
    from own
    window history as (
      partition by reservation_id
      order by version
      rows between unbounded preceding and current row
    )
  ),
  facts as (
    select
      formatDateTime(changed_at, '%Y-%m', zone) as period,
      type as own_type,
      source,
      vendor_id,
      '' as live_id,
      kind = 'updated' as is_update,
      -- A version whose change was dated before that of the one before it tells no time between them.
      if(step > 1 and changed_at >= changed_before, dateDiff('millisecond', changed_before, changed_at) / 3600000, null) as interval_hours,
      toNullable(changed_at) as happened_at
    from steps
    union all
    select
      formatDateTime(toDateTime64(addMonths(toStartOfMonth(live_from), month_index), 0, 'UTC'), '%Y-%m') as period,
      type as own_type,
      source,
      vendor_id,
      reservation_id as live_id,
      false as is_update,
      null as interval_hours,
      null as happened_at
    from (
      select
        *,
        toDate32(formatDateTime(changed_at, '%F', zone)) as live_from,
        toDate32(formatDateTime(least(ifNull(superseded_at, end_at), end_at) - interval 1 millisecond, '%F', zone)) as live_to,
        arrayJoin(range(toUInt32(dateDiff('month', live_from, live_to) + 1))) as month_index
      from own
      where status in ('booked', 'completed')
        and changed_at < least(ifNull(superseded_at, end_at), end_at)
    )
  )
select
  period as slice,
  period,
  arrayJoin(['', toString(own_type)]) as type,
  arrayJoin([('source', toString(source)), ('vendor', toString(vendor_id))]) as told,
  told.1 as dimension,
  told.2 as key,
  countIf(is_update) as updates,
  uniqExactIf(live_id, live_id != '') as live_reservations,
  count(interval_hours) as intervals,
  quantileExactInclusiveOrNull(0.5)(interval_hours) as median_interval_hours,
  max(happened_at) as last_changed_at
from facts
where period in {slices:Array(String)}
group by slice, period, type, told
