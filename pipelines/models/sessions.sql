-- model: sessions
-- kind: view
-- about: Whole sessions, put together from their parts.
-- owner: analytics
-- inputs: session_fragments
-- grain: affiliate_id, anonymous_id, started_at
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   anonymous_id String: the device
--   started_at DateTime64(3, 'UTC'): first event
--   ended_at DateTime64(3, 'UTC'): last event
--   channel LowCardinality(String): channel
--   referrer_host LowCardinality(String): referrer's host
--   utm_source LowCardinality(String): campaign source
--   utm_medium LowCardinality(String): campaign medium
--   utm_campaign LowCardinality(String): campaign name
--   landing_page String: path of the first page
--   is_bounce Bool: exactly one event that counts
--   duration_ms Int64: last event less first event, milliseconds
select
  affiliate_id,
  anonymous_id,
  session_started_at as started_at,
  max(last_at) as ended_at,
  argMax(channel, last_at) as channel,
  argMax(referrer_host, last_at) as referrer_host,
  argMax(utm_source, last_at) as utm_source,
  argMax(utm_medium, last_at) as utm_medium,
  argMax(utm_campaign, last_at) as utm_campaign,
  argMax(landing_page, last_at) as landing_page,
  toBool(sum(bounces) > 0) as is_bounce,
  sum(duration_ms) as duration_ms
from session_fragments
group by affiliate_id, anonymous_id, session_started_at
having sum(sessions) > 0
