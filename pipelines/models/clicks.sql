-- model: clicks
-- about: Whose click an id stands for: the first event of the hour that names the click, bots left out. Bookings that name
--   the click belong to who made it.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- grain: affiliate_id, click_id, message_id
-- persons: anonymous_id device, user_id user
-- order_by: affiliate_id, click_id, at
-- feeds: [concat('hour:', slice)]
-- max_slices: 2000
-- checks:
--   not_empty click_id
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   click_id String: the click
--   at DateTime64(3, 'UTC'): when it was made
--   message_id String: the event's message, which decides between two of one moment
--   anonymous_id String: the device
--   user_id String: the user that the event carries
select
  slice,
  affiliate_id,
  click_id,
  first.1 as at,
  first.2 as message_id,
  first.3 as anonymous_id,
  first.4 as user_id
from (
  select
    formatDateTime(timestamp, '%FT%H') as slice,
    affiliate_id,
    click_id,
    min((timestamp, message_id, anonymous_id, user_id)) as first
  from clean_events
  where timestamp >= {from:DateTime64(3, 'UTC')}
    and timestamp < {to:DateTime64(3, 'UTC')}
    and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
    and click_id != ''
    and bot_rule = ''
  group by slice, affiliate_id, click_id
)
