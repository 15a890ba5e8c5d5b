    -- Sessions that bookings since bookedFrom may be of, and whether the filters select them.
    select
      '' as booking_id,
      toUInt32(0) as bucket,
      session_started_at as happened_at,
      anonymous_id,
      '' as user_id,
      session_started_at as at,
-- include: trait.sql
      as trait,
      true
-- include: whole_session_filter.sql
      as is_selected
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and sessions = 1
      and first_at >= {sessionsFrom:DateTime('UTC')}
      and slice >= formatDateTime({sessionsFrom:DateTime('UTC')}, '%FT%H')
      and session_started_at >= {sessionsFrom:DateTime('UTC')}
      and session_started_at < {to:DateTime('UTC')}
