-- model: event_quarters
-- about: The track events of one device or user by name in one quarter of an hour, bots left out. Who the person is, is
--   resolved when it is read: a row never spans a change of identity.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- influences: session_fragments by hour
-- grain: affiliate_id, quarter, event, anonymous_id, user_id, session_started_at, identity_segment
-- persons: anonymous_id device, user_id user
-- order_by: affiliate_id, event, quarter, anonymous_id
-- feeds: [concat('hour:', slice)]
-- max_slices: 400
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   quarter DateTime('UTC'): start of the quarter of an hour
--   event LowCardinality(String): the name of the events
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
with
  told as (
    select
      formatDateTime(timestamp, '%FT%H') as slice,
      affiliate_id,
      anonymous_id,
      user_id,
      timestamp,
      type,
      event,
      if(
        user_id != '' or anonymous_id = '',
        0,
        countIf(user_id != '') over (
          partition by slice, affiliate_id, anonymous_id
          order by timestamp, message_id
          rows between unbounded preceding and current row
        )
      ) as identity_segment
    from clean_events
    where timestamp >= {from:DateTime64(3, 'UTC')}
      and timestamp < {to:DateTime64(3, 'UTC')}
      and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
      and bot_rule = ''
  ),
  parts as (
    select slice, affiliate_id, anonymous_id, first_at, session_started_at, channel,
      utm_source, utm_medium, utm_campaign, landing_page, external_referrer_host, country, locale, device, browser, os
    from session_fragments
    where slice in {slices:Array(String)}
  )
select
  told.slice as slice,
  told.affiliate_id as affiliate_id,
  toStartOfFifteenMinutes(toDateTime(told.timestamp, 'UTC')) as quarter,
  told.event as event,
  told.anonymous_id as anonymous_id,
  told.user_id as user_id,
  toUInt32(told.identity_segment) as identity_segment,
  if(told.anonymous_id = '', null, parts.session_started_at) as session_started_at,
  if(told.anonymous_id = '', '', parts.channel) as channel,
  if(told.anonymous_id = '', '', any(parts.utm_source)) as utm_source,
  if(told.anonymous_id = '', '', any(parts.utm_medium)) as utm_medium,
  if(told.anonymous_id = '', '', any(parts.utm_campaign)) as utm_campaign,
  if(told.anonymous_id = '', '', any(parts.landing_page)) as landing_page,
  if(told.anonymous_id = '', '', any(parts.external_referrer_host)) as external_referrer_host,
  if(told.anonymous_id = '', '', any(parts.country)) as country,
  if(told.anonymous_id = '', '', any(parts.locale)) as locale,
  if(told.anonymous_id = '', '', any(parts.device)) as device,
  if(told.anonymous_id = '', '', any(parts.browser)) as browser,
  if(told.anonymous_id = '', '', any(parts.os)) as os,
  min(told.timestamp) as at,
  count() as events
from told
asof left join parts
  on told.slice = parts.slice
    and told.affiliate_id = parts.affiliate_id
    and told.anonymous_id = parts.anonymous_id
    and told.timestamp >= parts.first_at
where told.type = 'track'
group by slice, affiliate_id, quarter, event, anonymous_id, user_id, identity_segment, session_started_at, channel
