  -- What brought visitors: session starts, and within a session each event that brings a campaign, an ad click or another
  -- site's referrer that the session has not had. Sessions that reach into the time asked for are looked at whole.
  reaching as (
    select ifNull(minOrNull(session_started_at), toDateTime64({touchFrom:DateTime('UTC')}, 3, 'UTC')) as first_start
    from touches
    where affiliate_id = {affiliateId:String}
      and at >= {touchFrom:DateTime('UTC')}
      and slice >= formatDateTime({touchFrom:DateTime('UTC')}, '%FT%H')
      and at < {to:DateTime('UTC')}
  ),
  brought as (
    select
      true as is_start, anonymous_id, session_started_at, session_started_at as touched_at, '' as message_id,
      channel, utm_source, utm_medium, utm_campaign, ad_click_id, external_referrer_host
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and sessions = 1
      and session_started_at >= least((select first_start from reaching), {touchFrom:DateTime('UTC')})
      and session_started_at < {to:DateTime('UTC')}
    union all
    select
      false as is_start, anonymous_id, session_started_at, at as touched_at, message_id,
      channel, utm_source, utm_medium, utm_campaign, ad_click_id, external_referrer_host
    from touches
    where affiliate_id = {affiliateId:String}
      and session_started_at >= least((select first_start from reaching), {touchFrom:DateTime('UTC')})
      and at < {to:DateTime('UTC')}
  ),
  arrivals as (
    select
      anonymous_id, touched_at, message_id, channel, utm_source, utm_medium, utm_campaign,
      is_start
        or (
          (utm_source != '' or utm_medium != '' or utm_campaign != '')
          and row_number() over (
            partition by anonymous_id, session_started_at, utm_source, utm_medium, utm_campaign
            order by is_start desc, touched_at, message_id
          ) = 1
        )
        or (
          ad_click_id != ''
          and row_number() over (
            partition by anonymous_id, session_started_at, ad_click_id
            order by is_start desc, touched_at, message_id
          ) = 1
        )
        or (
          external_referrer_host != ''
          and row_number() over (
            partition by anonymous_id, session_started_at, external_referrer_host
            order by is_start desc, touched_at, message_id
          ) = 1
        ) as is_touch
    from brought
  )
