    and ((anonymous_id, ifNull(session_started_at, toDateTime64(0, 3, 'UTC'))) in (
      select anonymous_id, session_started_at
      from session_fragments
      where affiliate_id = {affiliateId:String}
        and first_at >= toStartOfHour({from:DateTime('UTC')})
        and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
        and session_started_at < {to:DateTime('UTC')}
      group by anonymous_id, session_started_at
      having concat('exitPage=', argMax(exit_page, last_at)) in {filterValues:Array(String)}
    )) = has({limited:Array(String)}, 'exitPage')
