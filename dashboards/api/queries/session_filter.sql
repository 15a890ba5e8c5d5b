-- include: trait_filter.sql
    -- By what the session holds: a page or an event in the range, its last page whenever. No session holds nothing.
    and (
      not has({filtered:Array(String)}, 'page')
      or ((anonymous_id, ifNull(session_started_at, toDateTime64(0, 3, 'UTC'))) in (
        select anonymous_id, assumeNotNull(session_started_at)
        from visit_quarters
        where affiliate_id = {affiliateId:String}
          and quarter >= {from:DateTime('UTC')}
          and quarter < {to:DateTime('UTC')}
          and session_started_at is not null
          and concat('page=', page_path) in {filterValues:Array(String)}
      )) = has({limited:Array(String)}, 'page')
    )
    and (
      not has({filtered:Array(String)}, 'event')
      or ((anonymous_id, ifNull(session_started_at, toDateTime64(0, 3, 'UTC'))) in (
        select anonymous_id, assumeNotNull(session_started_at)
        from event_quarters
        where affiliate_id = {affiliateId:String}
          and quarter >= {from:DateTime('UTC')}
          and quarter < {to:DateTime('UTC')}
          and session_started_at is not null
          and concat('event=', event) in {filterValues:Array(String)}
      )) = has({limited:Array(String)}, 'event')
    )
    and (
      not has({filtered:Array(String)}, 'exitPage')
      or ((anonymous_id, ifNull(session_started_at, toDateTime64(0, 3, 'UTC'))) in (
        select anonymous_id, session_started_at
        from session_fragments
        where affiliate_id = {affiliateId:String}
          and first_at >= toStartOfHour({from:DateTime('UTC')})
          and session_started_at < {to:DateTime('UTC')}
        group by anonymous_id, session_started_at
        having concat('exitPage=', argMax(exit_page, last_at)) in {filterValues:Array(String)}
      )) = has({limited:Array(String)}, 'exitPage')
    )
