-- Events of `count` sessions from number `first` on, whose starts are spread evenly over the span from `from` on; `wave`
-- (0 to 1) gathers them around noon. site-0000 has 20 % of the sessions, site-0001 1 %, the others a long tail. Devices come
-- back two to three times a year; one in ten of them is some user's; one in forty is a bot. One event in a hundred came
-- twice, one in ten thousand again an hour later under another time. Nothing is placed at `until` or later.
insert into events (
  placed_at, affiliate_id, message_id, message_hash, received_at, receipt_id, batch_id, origin, type, event, anonymous_id,
  user_id, previous_id, timestamp, original_timestamp, sent_at, page_host, page_path, referrer_host, utm_source,
  utm_medium, utm_campaign, ad_click, ad_click_id, country, locale, device, browser, os, click_id, is_non_interaction,
  bot_rule, payload
)
with
  sessions as (
    select
      number as session,
      cityHash64({seed:UInt64}, number, 'who') as who,
      cityHash64({seed:UInt64}, number, 'how') as how,
      cityHash64({seed:UInt64}, number, 'long') as long,
      (who % 1000003) / 1000003 as draw,
      toUInt32(multiIf(draw < 0.2, 0, draw < 0.21, 1, 2 + floor(1998 * pow((draw - 0.21) / 0.79, 3)))) as site,
      concat('site-', leftPad(toString(site), 4, '0')) as affiliate_id,
      {yearSessions:UInt64}
        * multiIf(site = 0, 0.2, site = 1, 0.01, 0.79 * (cbrt((site - 1) / 1998) - cbrt((site - 2) / 1998))) as site_sessions,
      toUInt64(greatest(1, site_sessions * 0.4) * pow(cityHash64(how, 'device') % 1000000007 / 1000000007, 1.5)) as device_number,
      cityHash64(site, device_number) as traits,
      lower(hex(sipHash128(site, device_number))) as anonymous_id,
      device_number % 10 = 3 and bitShiftRight(how, 18) % 2 = 0 as logs_in,
      1 + bitShiftRight(how, 20) % 3 as login_step,
      concat('user-', toString(intDiv(device_number, 20))) as user,
      if(long % 100 < 35, 1, 2 + least(38, toUInt32(-log((bitShiftRight(long, 8) % 65535 + 1) / 65536) * 5))) as events,
      bitShiftRight(how, 24) % 100 as source_draw,
      {spanSeconds:UInt32} * (number - {first:UInt64} + (bitShiftRight(who, 24) % 1000) / 1000) / {count:UInt64} as even_second,
      even_second + {wave:Float64} * 86400 / (2 * pi()) * sin(2 * pi() * even_second / 86400) as second,
      {stepMs:UInt32} * (1 + bitShiftRight(long, 32) % 60) as step_ms
    from numbers({first:UInt64}, {count:UInt64})
  ),
  steps as (
    select
      *,
      arrayJoin(range(events)) as step,
      cityHash64(session, step) as dice,
      addMilliseconds({from:DateTime64(3, 'UTC')}, toInt64(second * 1000) + step * step_ms + dice % step_ms) as at,
      arrayJoin(multiIf(dice % 100 = 0, [0, 1], dice % 10000 = 7, [0, 2], [0])) as copy,
      if(copy = 2, addHours(at, 1), at) as placed,
      addMilliseconds(placed, multiIf(copy = 1, 4000, dice % 50 = 1, dice % 20000000, 0) + 200 + dice % 3000) as received,
      lower(hex(sipHash128({seed:UInt64}, session, step))) as message,
      logs_in and step >= login_step as is_known,
      bitShiftRight(dice, 16) % 100 as kind_draw,
      multiIf(
        step = 0, 'page',
        logs_in and step = login_step, 'identify',
        is_known and device_number % 1000 = 3 and step = login_step + 1, 'alias',
        kind_draw < 60, 'page',
        'track'
      ) as kind,
      multiIf(kind != 'track', '', kind_draw < 75, 'Product Viewed', kind_draw < 86, 'Offer Clicked', kind_draw < 94, 'Product Searched', 'Scroll Depth') as name,
      multiIf(
        step = 0, concat('/guide/', toString(toUInt32(pow(bitShiftRight(dice, 24) % 1000 / 1000, 3) * 200))),
        kind_draw < 50 or name = 'Product Viewed', concat('/hotel/', toString(toUInt32(pow(bitShiftRight(dice, 24) % 1000 / 1000, 2) * 500))),
        '/search'
      ) as path,
      concat('www.', affiliate_id, '.example') as host
    from sessions
  )
select
  placed,
  affiliate_id,
  message,
  reinterpretAsUInt64(substring(SHA1(concat(affiliate_id, '\n', message)), 1, 8)),
  received,
  reinterpretAsUUID(sipHash128(session, step, copy)),
  reinterpretAsUUID(sipHash128({seed:UInt64}, toStartOfHour(received), dice % {batchesPerHour:UInt32})),
  'http',
  kind,
  name,
  anonymous_id,
  multiIf(kind = 'alias', concat('member-', user), is_known, user, '') as event_user,
  if(kind = 'alias', user, ''),
  placed,
  placed,
  received,
  host,
  path,
  multiIf(
    step > 0, host,
    source_draw < 30, '',
    source_draw < 68, 'www.google.com',
    source_draw < 88, '',
    source_draw < 93, 'l.instagram.com',
    concat('blog-', toString(who % 300), '.example.org')
  ) as referrer,
  multiIf(step > 0 or source_draw < 55, '', source_draw < 68, 'google', source_draw < 76, 'newsletter', source_draw < 88, concat('partner-', toString(who % 40)), '') as source,
  multiIf(step > 0 or source_draw < 55, '', source_draw < 68, 'cpc', source_draw < 76, 'email', source_draw < 88, 'affiliate', '') as medium,
  multiIf(step > 0 or source_draw < 55 or source_draw >= 76, '', concat('campaign-', toString(who % 25))) as campaign,
  if(step = 0 and source_draw >= 55 and source_draw < 68, 'gclid', '') as ad,
  if(ad = '', '', hex(who)) as ad_id,
  ['NL', 'DE', 'GB', 'FR', 'US', 'PT', 'ES', 'IN'][traits % 8 + 1] as country,
  ['nl-NL', 'de-DE', 'en-GB', 'fr-FR', 'en-US', 'pt-PT', 'es-ES', 'en-IN'][traits % 8 + 1] as locale,
  ['mobile', 'mobile', 'desktop', 'tablet'][intDiv(traits, 8) % 4 + 1] as device,
  ['Chrome', 'Safari', 'Firefox', 'Edge'][intDiv(traits, 32) % 4 + 1] as browser,
  ['Android', 'iOS', 'Windows', 'macOS'][intDiv(traits, 128) % 4 + 1] as os,
  if(name = 'Offer Clicked', concat('c', toString(session), '-', toString(step)), '') as click,
  name = 'Scroll Depth',
  if(traits % 40 = 5, 'user-agent', ''),
  concat(
    '{"type":"', kind, '","messageId":"', message, '","anonymousId":"', anonymous_id, '","userId":"', event_user,
    '","event":"', name, '","timestamp":"', toString(placed), '","properties":{"clickId":"', click, '","price":',
    toString(dice % 90000 / 100), ',"currency":"EUR"},"context":{"locale":"', locale, '","page":{"url":"https://', host, path,
    '?utm_source=', source, '&utm_campaign=', campaign, '","path":"', path, '","referrer":"https://', referrer, '/"},',
    '"userAgent":"Mozilla/5.0 (', os, ') AppleWebKit/537.36 (KHTML, like Gecko) ', browser, '/', toString(120 + traits % 20), '.0",',
    '"screen":{"width":', toString(390 + traits % 5 * 100), ',"height":844},"library":{"name":"analytics.js","version":"1.84.0"}}}'
  )
from steps
where placed < {until:DateTime64(3, 'UTC')}
settings max_insert_threads = 2, max_block_size = 16384, min_insert_block_size_rows = 200000
