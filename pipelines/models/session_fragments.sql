-- model: session_fragments
-- about: The part of each session that lies in one hour, with the state that an open session hands to the next hour.
--   sessions, bounces and duration_ms are differences to that session's state before the hour and are dated at the
--   session's start, so that they add up whatever hours a session spans.
-- owner: analytics
-- slice: hour
-- inputs: clean_events by hour
-- influences: previous by tail
-- grain: affiliate_id, anonymous_id, session_started_at, slice
-- persons: anonymous_id device
-- order_by: affiliate_id, first_at, anonymous_id
-- feeds: if(is_open, [concat('hour:', slice), concat('tail:', formatDateTime(toStartOfHour(last_at) + interval 1 hour, '%FT%H'))], [concat('hour:', slice)])
-- max_slices: 400
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   anonymous_id String: the device
--   session_started_at DateTime64(3, 'UTC'): the session's first event, silent or not: with the device its identity
--   first_at DateTime64(3, 'UTC'): first event of this part
--   last_at DateTime64(3, 'UTC'): last event of this part
--   is_open Bool: the next hour may continue it
--   loud_events UInt32: events that are not silent, since the session's start
--   bounce_events UInt32: of those the ones that count for a bounce, since the session's start
--   channel LowCardinality(String): channel of the first event that is not silent
--   referrer_host LowCardinality(String): its referrer's host
--   utm_source LowCardinality(String): its campaign source
--   utm_medium LowCardinality(String): its campaign medium
--   utm_campaign LowCardinality(String): its campaign name
--   landing_page String: its page's path
--   external_referrer_host LowCardinality(String): its referrer's host where that is another site's
--   ad_click_id String: value of its ad network's click parameter
--   country LowCardinality(String): its country, alpha-2
--   locale LowCardinality(String): its locale
--   device LowCardinality(String): its device: mobile, tablet, desktop or tv
--   browser LowCardinality(String): its browser
--   os LowCardinality(String): its operating system
--   exit_page String: path of the last page that an event which is not silent has had so far
--   sessions Int8: 1 in the part where the session gets its first event that is not silent
--   bounces Int8: change of whether it is a bounce
--   duration_ms Int64: change of its duration in milliseconds
with
  traits as (
    select
      formatDateTime(timestamp, '%FT%H') as slice,
      affiliate_id,
      anonymous_id,
      timestamp,
      message_id,
      type not in ('identify', 'group', 'alias') as is_loud,
      is_loud
        and not is_non_interaction
        and lower(event) not in ('web vitals', 'web vital', '$web_vitals', 'scroll depth', 'scroll depth reached') as is_bounce_event,
      channel,
      referrer_host,
      utm_source,
      utm_medium,
      utm_campaign,
      page_path as landing_page,
      external_referrer_host,
      ad_click_id,
      country,
      locale,
      device,
      browser,
      os,
      if(is_loud, page_path, '') as exit_page
    from clean_events
    where timestamp >= {from:DateTime64(3, 'UTC')}
      and timestamp < {to:DateTime64(3, 'UTC')}
      and formatDateTime(timestamp, '%FT%H') in {slices:Array(String)}
      and anonymous_id != ''
      and bot_rule = ''
  ),
  -- Sessions left open by an hour that this run does not rebuild enter as one row each, with their state.
  entering as (
    select *
    from session_fragments
    where is_open
      and formatDateTime(toStartOfHour(last_at) + interval 1 hour, '%FT%H') in {slices:Array(String)}
      -- Which is the hour of their last event.
      and slice >= formatDateTime({from:DateTime64(3, 'UTC')} - interval 1 hour, '%FT%H')
      and slice < formatDateTime({to:DateTime64(3, 'UTC')}, '%FT%H')
      and slice not in {slices:Array(String)}
  ),
  steps as (
    select
      slice, affiliate_id, anonymous_id, timestamp, message_id,
      false as is_tail,
      toUInt32(is_loud) as loud_events,
      toUInt32(is_bounce_event) as bounce_events,
      timestamp as session_started_at,
      channel, referrer_host, utm_source, utm_medium, utm_campaign, landing_page,
      external_referrer_host, ad_click_id, country, locale, device, browser, os, exit_page
    from traits
    union all
    select
      '' as slice, affiliate_id, anonymous_id, last_at as timestamp, '' as message_id,
      true as is_tail,
      loud_events,
      bounce_events,
      session_started_at,
      channel, referrer_host, utm_source, utm_medium, utm_campaign, landing_page,
      external_referrer_host, ad_click_id, country, locale, device, browser, os, exit_page
    from entering
  ),
  gaps as (
    select
      *,
      is_tail
        or row_number() over device = 1
        or timestamp >= lagInFrame(timestamp, 1) over device + interval 30 minute as is_start
    from steps
    window device as (
      partition by affiliate_id, anonymous_id
      order by timestamp, is_tail desc, message_id
      rows between unbounded preceding and current row
    )
  ),
  chains as (
    select
      *,
      sum(is_start) over (
        partition by affiliate_id, anonymous_id
        order by timestamp, is_tail desc, message_id
        rows between unbounded preceding and current row
      ) as chain
    from gaps
  ),
  parts as (
    select
      affiliate_id,
      anonymous_id,
      chain,
      slice,
      min(session_started_at) as started_at,
      min(timestamp) as first_at,
      max(timestamp) as last_at,
      sum(loud_events) as loud,
      sum(bounce_events) as bounce,
      argMinIf(
        (
          channel, referrer_host, utm_source, utm_medium, utm_campaign, landing_page,
          external_referrer_host, ad_click_id, country, locale, device, browser, os
        ),
        (timestamp, message_id),
        loud_events > 0
      ) as traits_of_first,
      argMaxIf(exit_page, (timestamp, message_id), exit_page != '') as last_page
    from chains
    group by affiliate_id, anonymous_id, chain, slice
  ),
  states as (
    select
      *,
      min(started_at) over so_far as session_started_at,
      sum(loud) over so_far as loud_events,
      sum(bounce) over so_far as bounce_events,
      loud_events - loud as loud_before,
      bounce_events - bounce as bounce_before,
      lagInFrame(last_at, 1, last_at) over so_far as last_at_before,
      argMinIf(traits_of_first, last_at, loud > 0) over so_far as session_traits,
      argMaxIf(last_page, (last_at, slice), last_page != '') over so_far as page_so_far
    from parts
    window so_far as (
      partition by affiliate_id, anonymous_id, chain
      order by last_at, slice
      rows between unbounded preceding and current row
    )
  )
select
  slice,
  affiliate_id,
  anonymous_id,
  session_started_at,
  first_at,
  last_at,
  last_at > toStartOfHour(last_at) + interval 30 minute as is_open,
  toUInt32(loud_events) as loud_events,
  toUInt32(bounce_events) as bounce_events,
  session_traits.1 as channel,
  session_traits.2 as referrer_host,
  session_traits.3 as utm_source,
  session_traits.4 as utm_medium,
  session_traits.5 as utm_campaign,
  session_traits.6 as landing_page,
  session_traits.7 as external_referrer_host,
  session_traits.8 as ad_click_id,
  session_traits.9 as country,
  session_traits.10 as locale,
  session_traits.11 as device,
  session_traits.12 as browser,
  session_traits.13 as os,
  page_so_far as exit_page,
  toInt8(loud_events > 0) - toInt8(loud_before > 0) as sessions,
  toInt8(loud_events > 0 and bounce_events = 1) - toInt8(loud_before > 0 and bounce_before = 1) as bounces,
  if(loud_events > 0, toInt64(dateDiff('millisecond', session_started_at, last_at)), 0)
    - if(loud_before > 0, toInt64(dateDiff('millisecond', session_started_at, last_at_before)), 0) as duration_ms
from states
where slice != ''
