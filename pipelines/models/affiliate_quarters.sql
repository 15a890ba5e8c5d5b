-- model: affiliate_quarters
-- about: Numbers of an affiliate that add up, per quarter of an hour and channel. Sessions are dated at their start, so
--   rows of one slice may belong to earlier quarters.
-- owner: analytics
-- slice: hour
-- inputs: session_fragments by hour, visit_quarters by hour
-- grain: slice, affiliate_id, quarter, channel
-- order_by: affiliate_id, quarter, channel
-- feeds: [concat('hour:', slice)]
-- max_slices: 2000
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   quarter DateTime('UTC'): start of the quarter of an hour
--   channel LowCardinality(String): the session's channel, empty for events without a session
--   sessions Int64: sessions that start in the quarter
--   bounces Int64: of those the bounces
--   duration_ms Int64: sum of their durations, milliseconds
--   pageviews UInt64: page views in the quarter
--   clicks UInt64: clicks in the quarter
select
  slice,
  affiliate_id,
  quarter,
  channel,
  sum(sessions) as sessions,
  sum(bounces) as bounces,
  sum(duration_ms) as duration_ms,
  sum(pageviews) as pageviews,
  sum(clicks) as clicks
from (
  select
    slice,
    affiliate_id,
    toStartOfFifteenMinutes(toDateTime(session_started_at, 'UTC')) as quarter,
    channel,
    toInt64(sessions) as sessions,
    toInt64(bounces) as bounces,
    duration_ms,
    toUInt64(0) as pageviews,
    toUInt64(0) as clicks
  from session_fragments
  where slice in {slices:Array(String)}
  union all
  select
    slice,
    affiliate_id,
    quarter,
    channel,
    toInt64(0) as sessions,
    toInt64(0) as bounces,
    toInt64(0) as duration_ms,
    pageviews,
    clicks
  from visit_quarters
  where slice in {slices:Array(String)}
)
group by slice, affiliate_id, quarter, channel
