-- model: visit_quarters
-- about: What one device or user did in one quarter of an hour, page by page, silent events and bots left out. Who the
--   person is, is resolved when it is read: a row never spans a change of identity.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- influences: session_fragments by hour
-- grain: affiliate_id, quarter, anonymous_id, user_id, session_started_at, identity_segment
-- persons: anonymous_id device, user_id user
-- order_by: affiliate_id, quarter, anonymous_id
-- feeds: [concat('hour:', slice)]
-- max_slices: 400
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   quarter DateTime('UTC'): start of the quarter of an hour
--   anonymous_id String: the device
--   user_id String: the user that the events carry
--   identity_segment UInt32: counts the identifications of the device within the hour
--   session_started_at Nullable(DateTime64(3, 'UTC')): the session, null for events with only a userId
--   channel LowCardinality(String): the session's channel
--   utm_source LowCardinality(String): the session's campaign source
--   utm_medium LowCardinality(String): the session's campaign medium
--   utm_campaign LowCardinality(String): the session's campaign name
--   landing_page String: the session's first page
--   external_referrer_host LowCardinality(String): the session's referrer where that is another site's
--   country LowCardinality(String): the session's country
--   locale LowCardinality(String): the session's locale
--   device LowCardinality(String): the session's device
--   browser LowCardinality(String): the session's browser
--   os LowCardinality(String): the session's operating system
--   at DateTime64(3, 'UTC'): first of the events
--   events UInt64: events
--   pageviews UInt64: page and screen events
--   clicks UInt64: track events that are clicks
--   pages Array(Tuple(path String, pageviews UInt64, clicks UInt64)): the same by the path of the page, empty for events that have none
select
  slice,
  affiliate_id,
  quarter,
  anonymous_id,
  user_id,
  identity_segment,
  session_started_at,
  channel,
  any(told.utm_source) as utm_source,
  any(told.utm_medium) as utm_medium,
  any(told.utm_campaign) as utm_campaign,
  any(told.landing_page) as landing_page,
  any(told.external_referrer_host) as external_referrer_host,
  any(told.country) as country,
  any(told.locale) as locale,
  any(told.device) as device,
  any(told.browser) as browser,
  any(told.os) as os,
  min(told.timestamp) as at,
  count() as events,
  countIf(is_pageview) as pageviews,
  countIf(is_click) as clicks,
  -- A page without either has its place by the event: what sums to nothing at all, sumMap leaves out.
  sumMap([toString(page_path)], [toUInt64(1)], [toUInt64(is_pageview)], [toUInt64(is_click)]) as by_page,
  arrayZip(by_page.1, by_page.3, by_page.4) as pages
from (
  select
    *,
    type in ('page', 'screen') as is_pageview,
    type = 'track' and event in ('Product Clicked', 'Promotion Clicked', 'Offer Clicked', 'Link Clicked') as is_click
  from session_events
  where type not in ('identify', 'group', 'alias')
) as told
group by slice, affiliate_id, quarter, anonymous_id, user_id, identity_segment, session_started_at, channel
