-- What the rows of an orphaned batch touch; of its reservations, the booking dates of every version.
with
  batch_events as (
    select placed_at
    from events
    where batch_id = {batch:UUID}
      and toStartOfHour(placed_at) in (
        select arrayJoin(event_hours) from batches where batch_id = {batch:UUID} and phase = 'intent'
      )
  ),
  batch_changes as (
    select reservation_id
    from reservation_changes
    where batch_id = {batch:UUID}
      and toDate32(booked_at) in (
        select arrayJoin(booked_dates) from batches where batch_id = {batch:UUID} and phase = 'intent'
      )
  )
select
  (select groupUniqArray(toUnixTimestamp(toStartOfHour(placed_at))) from batch_events) as event_hours,
  (
    select groupUniqArray(toDate32(booked_at))
    from reservation_changes
    where reservation_id in (select reservation_id from batch_changes)
  ) as booked_dates,
  (select count() from batch_events) as events,
  (select count() from batch_changes) as changes
