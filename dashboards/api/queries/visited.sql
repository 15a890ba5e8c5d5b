  seen as (
    select
      pages,
      channel,
      session_started_at,
      anonymous_id,
      user_id,
      at
    from visit_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and quarter < {to:DateTime('UTC')}
      and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
-- include: session_filter.sql
  )
