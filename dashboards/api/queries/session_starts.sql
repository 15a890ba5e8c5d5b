    -- Sessions that bookings since bookedFrom may be of, and whether the filters select them: as a whole, since they may be
    -- over before the range.
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
-- include: trait_filter.sql
      and (
        not has({filtered:Array(String)}, 'page')
        or ((anonymous_id, session_started_at) in (
          select anonymous_id, assumeNotNull(session_started_at)
          from visit_quarters
          where affiliate_id = {affiliateId:String}
            and quarter >= toStartOfHour({sessionsFrom:DateTime('UTC')})
            and session_started_at < {to:DateTime('UTC')}
            and concat('page=', page_path) in {filterValues:Array(String)}
        )) = has({limited:Array(String)}, 'page')
      )
      and (
        not has({filtered:Array(String)}, 'event')
        or ((anonymous_id, session_started_at) in (
          select anonymous_id, assumeNotNull(session_started_at)
          from event_quarters
          where affiliate_id = {affiliateId:String}
            and quarter >= toStartOfHour({sessionsFrom:DateTime('UTC')})
            and session_started_at < {to:DateTime('UTC')}
            and concat('event=', event) in {filterValues:Array(String)}
        )) = has({limited:Array(String)}, 'event')
      )
      and (
        not has({filtered:Array(String)}, 'exitPage')
        or ((anonymous_id, session_started_at) in (
          select anonymous_id, session_started_at
          from session_fragments
          where affiliate_id = {affiliateId:String}
            and first_at >= toStartOfHour({sessionsFrom:DateTime('UTC')})
            and session_started_at < {to:DateTime('UTC')}
          group by anonymous_id, session_started_at
          having concat('exitPage=', argMax(exit_page, last_at)) in {filterValues:Array(String)}
        )) = has({limited:Array(String)}, 'exitPage')
      ) as is_selected
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and {followsSessions:Bool}
      and sessions = 1
      and first_at >= {sessionsFrom:DateTime('UTC')}
      and session_started_at >= {sessionsFrom:DateTime('UTC')}
      and session_started_at < {to:DateTime('UTC')}
