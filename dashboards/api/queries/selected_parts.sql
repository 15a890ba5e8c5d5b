  -- The parts of sessions, each from its first event on, and whether the filters select its session.
  selected_parts as (
    select
      anonymous_id as part_anonymous_id,
      first_at as part_at,
      session_started_at as part_session_started_at,
      true
-- include: session_filter.sql
      as part_is_selected
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and first_at >= toStartOfHour({from:DateTime('UTC')})
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and first_at < {to:DateTime('UTC')}
  ),
