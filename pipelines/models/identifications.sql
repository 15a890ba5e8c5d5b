-- model: identifications
-- about: That a device was a user's from a moment on: events that carry both ids, where the user changes.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- grain: affiliate_id, anonymous_id, at, user_id
-- persons: anonymous_id device, user_id user
-- order_by: affiliate_id, anonymous_id, at
-- feeds: [concat('hour:', slice)]
-- max_slices: 2000
-- checks:
--   not_empty anonymous_id
--   not_empty user_id
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   anonymous_id String: the device
--   at DateTime64(3, 'UTC'): from when on
--   user_id String: the user
with carrying as (
  select
    formatDateTime(timestamp, '%FT%H') as slice,
    affiliate_id,
    anonymous_id,
    timestamp as at,
    user_id,
    lagInFrame(user_id, 1, '') over (
      partition by slice, affiliate_id, anonymous_id
      order by timestamp, message_id
      rows between unbounded preceding and current row
    ) as previous_user_id
  from clean_events
  where timestamp >= {from:DateTime64(3, 'UTC')}
    and timestamp < {to:DateTime64(3, 'UTC')}
    and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
    and anonymous_id != ''
    and user_id != ''
    and bot_rule = ''
)
select distinct slice, affiliate_id, anonymous_id, at, user_id
from carrying
where user_id != previous_user_id
