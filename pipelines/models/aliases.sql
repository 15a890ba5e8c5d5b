-- model: aliases
-- about: Two ids that an alias call declared to be one person.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- grain: affiliate_id, previous_id, user_id, at
-- persons: user_id user, previous_id alias
-- order_by: affiliate_id, previous_id, at
-- feeds: [concat('hour:', slice), 'chain:all']
-- max_slices: 2000
-- checks:
--   not_empty previous_id
--   not_empty user_id
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   previous_id String: the id that is merged
--   user_id String: the user it is merged into
--   at DateTime64(3, 'UTC'): when
select distinct
  formatDateTime(timestamp, '%FT%H') as slice,
  affiliate_id,
  previous_id,
  user_id,
  timestamp as at
from clean_events
where timestamp >= {from:DateTime64(3, 'UTC')}
  and timestamp < {to:DateTime64(3, 'UTC')}
  and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
  and type = 'alias'
  and previous_id != ''
  and user_id != ''
  and previous_id != user_id
