-- model: touches
-- about: Events that bring a campaign, an ad click or another site's referrer into a session, the first of each kind in an
--   hour. Which of them are new to their session is seen when they are read, beside the session's start.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- influences: session_fragments by hour
-- grain: affiliate_id, anonymous_id, at, message_id
-- persons: anonymous_id device
-- order_by: affiliate_id, at, anonymous_id
-- feeds: [concat('hour:', slice)]
-- max_slices: 400
-- checks:
--   not_empty anonymous_id
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   anonymous_id String: the device
--   session_started_at DateTime64(3, 'UTC'): the session
--   at DateTime64(3, 'UTC'): when
--   message_id String: the event
--   channel LowCardinality(String): the event's channel
--   utm_source LowCardinality(String): its campaign source
--   utm_medium LowCardinality(String): its campaign medium
--   utm_campaign LowCardinality(String): its campaign name
--   ad_click_id String: value of its ad network's click parameter
--   external_referrer_host LowCardinality(String): host of its referrer where that is another site's
with
  told as (
    select
      formatDateTime(timestamp, '%FT%H') as slice,
      affiliate_id, anonymous_id, timestamp, message_id,
      channel, utm_source, utm_medium, utm_campaign, ad_click_id, external_referrer_host
    from clean_events
    where timestamp >= {from:DateTime64(3, 'UTC')}
      and timestamp < {to:DateTime64(3, 'UTC')}
      and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
      and anonymous_id != ''
      and bot_rule = ''
      and type not in ('identify', 'group', 'alias')
      and (utm_source != '' or utm_medium != '' or utm_campaign != '' or ad_click_id != '' or external_referrer_host != '')
  ),
  parts as (
    select slice, affiliate_id, anonymous_id, first_at, session_started_at
    from session_fragments
    where slice in {slices:Array(String)}
  )
select
  told.slice as slice,
  told.affiliate_id as affiliate_id,
  told.anonymous_id as anonymous_id,
  parts.session_started_at as session_started_at,
  told.timestamp as at,
  told.message_id as message_id,
  told.channel as channel,
  told.utm_source as utm_source,
  told.utm_medium as utm_medium,
  told.utm_campaign as utm_campaign,
  told.ad_click_id as ad_click_id,
  told.external_referrer_host as external_referrer_host
from told
asof left join parts
  on told.slice = parts.slice
    and told.affiliate_id = parts.affiliate_id
    and told.anonymous_id = parts.anonymous_id
    and told.timestamp >= parts.first_at
order by at, message_id
limit 1 by slice, affiliate_id, anonymous_id, session_started_at, utm_source, utm_medium, utm_campaign, ad_click_id,
  external_referrer_host
