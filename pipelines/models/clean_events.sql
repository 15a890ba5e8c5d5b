-- model: clean_events
-- about: One row per accepted message: of its copies, wherever they were placed, the first received stands for 30 days.
-- owner: ingest
-- slice: hour
-- inputs: loader event_hours
-- expand: clean_events.expand.sql
-- grain: receipt_id
-- persons: anonymous_id device, user_id user, previous_id alias
-- order_by: affiliate_id, timestamp, message_id
-- skip_by: timestamp
-- feeds: [concat('hour:', formatDateTime(timestamp, '%FT%H'))]
-- max_slices: 200
-- checks:
--   not_empty message_id
--   one_of type: track, identify, page, screen, group, alias
--   drift: 10 times
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   message_id String: the sender's identity of the message
--   timestamp DateTime64(3, 'UTC'): when it happened, corrected for the client's clock
--   received_at DateTime64(3, 'UTC'): when the collector took it
--   receipt_id UUID: the collector's identity of this copy
--   type LowCardinality(String): track, identify, page, screen, group or alias
--   event LowCardinality(String): the name of a track event
--   anonymous_id String: the device
--   user_id String: the user it carries
--   previous_id String: what an alias merges
--   page_host LowCardinality(String): host of the page
--   page_path String: path of the page
--   referrer_host LowCardinality(String): host of the referrer
--   utm_source LowCardinality(String): campaign source
--   utm_medium LowCardinality(String): campaign medium
--   utm_campaign LowCardinality(String): campaign name
--   ad_click LowCardinality(String): name of the ad network's click parameter
--   ad_click_id String: that parameter's value
--   country LowCardinality(String): alpha-2, empty where it is not known
--   locale LowCardinality(String): as the client writes it
--   device LowCardinality(String): mobile, tablet, desktop or tv
--   browser LowCardinality(String): name of the browser
--   os LowCardinality(String): name of the operating system
--   external_referrer_host LowCardinality(String): the referrer's host where its registrable domain is not the page's
--   channel LowCardinality(String): the channel that the event would give a session
--   click_id String: the click a booking can name
--   is_non_interaction Bool: does not end a bounce
--   bot_rule LowCardinality(String): the rule that took it for a bot
with
  placed as (
    select *
    from events
    where formatDateTime(toStartOfHour(placed_at), '%FT%H') in {slices:Array(String)}
      and placed_at >= {from:DateTime64(3, 'UTC')}
      and placed_at < {to:DateTime64(3, 'UTC')}
  ),
  elsewhere as (
    select affiliate_id, message_hash, received_at, receipt_id
    from receipts
    where kind = 'event'
      and outcome = 'accepted'
      and slice not in {slices:Array(String)}
      and received_at >= (select min(received_at) - interval 30 day from placed)
      and received_at <= (select max(received_at) + interval 30 day from placed)
      and message_hash in (select message_hash from placed)
  ),
  copies as (
    select affiliate_id, message_hash, arraySort(groupUniqArray((received_at, receipt_id))) as received
    from (
      select affiliate_id, message_hash, received_at, receipt_id from placed
      union all
      select affiliate_id, message_hash, received_at, receipt_id from elsewhere
    )
    group by affiliate_id, message_hash
  ),
  -- A copy more than 30 days after the one that stands is a message of its own.
  standing as (
    select
      arrayJoin(
        if(
          length(received) = 1,
          received,
          arrayFold(
            (stand, copy) -> if(copy.1 > stand[-1].1 + interval 30 day, arrayPushBack(stand, copy), stand),
            received,
            arraySlice(received, 1, 1)
          )
        )
      ).2 as receipt_id
    from copies
  )
select
  formatDateTime(toStartOfHour(placed_at), '%FT%H') as slice,
  affiliate_id,
  message_id,
  timestamp,
  received_at,
  receipt_id,
  type,
  event,
  anonymous_id,
  user_id,
  previous_id,
  page_host,
  page_path,
  referrer_host,
  utm_source,
  utm_medium,
  utm_campaign,
  ad_click,
  ad_click_id,
  country,
  locale,
  device,
  browser,
  os,
  external_referrer_host,
  multiIf(
    medium in ('cpc', 'ppc', 'paid', 'paidsearch', 'paidsocial', 'display', 'banner', 'cpm', 'cpv')
      or (ad_click != '' and medium = ''), 'Paid',
    medium in ('email', 'e-mail', 'newsletter') or source in ('email', 'e-mail', 'newsletter'), 'Email',
    medium in ('affiliate', 'partner'), 'Affiliate',
    medium = 'social' or match(lower(referrer_host), {socialHosts:String}), 'Social',
    medium = 'organic' or match(lower(referrer_host), {searchHosts:String}), 'Organic Search',
    source != '' or medium != '' or utm_campaign != '', 'Other',
    external_referrer_host != '', 'Referral',
    'Direct'
  ) as channel,
  click_id,
  is_non_interaction,
  bot_rule
from (
  select
    *,
    lower(utm_medium) as medium,
    lower(utm_source) as source,
    cutToFirstSignificantSubdomain(referrer_host) as referrer_domain,
    cutToFirstSignificantSubdomain(page_host) as page_domain,
    if(
      if(referrer_domain = '', referrer_host, referrer_domain) = if(page_domain = '', page_host, page_domain),
      '',
      referrer_host
    ) as external_referrer_host
  from placed
  where receipt_id in (select receipt_id from standing)
)
limit 1 by receipt_id
