  seen as (
    select
      page_path,
      channel,
      session_started_at,
      anonymous_id,
      user_id,
      at,
      pageviews,
      clicks
    from visit_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and quarter < {to:DateTime('UTC')}
-- include: session_filter.sql
  )
