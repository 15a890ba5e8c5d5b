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
--   channel String: channel
--   referrer_host String: referrer's host
--   utm_source String: campaign source
--   utm_medium String: campaign medium
--   utm_campaign String: campaign name
--   landing_page String: path of the first page
--   exit_page String: path of the last page
--   external_referrer_host String: referrer's host where that is another site's
--   country String: country, alpha-2
--   locale String: locale
--   device String: mobile, tablet, desktop or tv
--   browser String: browser
--   os String: operating system
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
  argMax(exit_page, last_at) as exit_page,
  argMax(external_referrer_host, last_at) as external_referrer_host,
  argMax(country, last_at) as country,
  argMax(locale, last_at) as locale,
  argMax(device, last_at) as device,
  argMax(browser, last_at) as browser,
  argMax(os, last_at) as os,
  toBool(sum(bounces) > 0) as is_bounce,
  sum(duration_ms) as duration_ms
from session_fragments
group by affiliate_id, anonymous_id, session_started_at
having sum(sessions) > 0
