-- part: session_events
-- about: The events of the hours asked for, bots left out, each with the session of its device. Identity segments count the
--   identifications of the device within the hour.
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
      page_path,
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
  told.timestamp as timestamp,
  told.type as type,
  told.event as event,
  told.page_path as page_path,
  told.anonymous_id as anonymous_id,
  told.user_id as user_id,
  toUInt32(told.identity_segment) as identity_segment,
  if(told.anonymous_id = '', null, parts.session_started_at) as session_started_at,
  if(told.anonymous_id = '', '', parts.channel) as channel,
  if(told.anonymous_id = '', '', parts.utm_source) as utm_source,
  if(told.anonymous_id = '', '', parts.utm_medium) as utm_medium,
  if(told.anonymous_id = '', '', parts.utm_campaign) as utm_campaign,
  if(told.anonymous_id = '', '', parts.landing_page) as landing_page,
  if(told.anonymous_id = '', '', parts.external_referrer_host) as external_referrer_host,
  if(told.anonymous_id = '', '', parts.country) as country,
  if(told.anonymous_id = '', '', parts.locale) as locale,
  if(told.anonymous_id = '', '', parts.device) as device,
  if(told.anonymous_id = '', '', parts.browser) as browser,
  if(told.anonymous_id = '', '', parts.os) as os
from told
asof left join parts
  on told.slice = parts.slice
    and told.affiliate_id = parts.affiliate_id
    and told.anonymous_id = parts.anonymous_id
    and told.timestamp >= parts.first_at
