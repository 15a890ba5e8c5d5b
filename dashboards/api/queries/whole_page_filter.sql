    and ((anonymous_id, session_started_at) in (
      select anonymous_id, assumeNotNull(session_started_at)
      from visit_quarters
      where affiliate_id = {affiliateId:String}
        and quarter >= toStartOfHour({sessionsFrom:DateTime('UTC')})
        and slice >= formatDateTime({sessionsFrom:DateTime('UTC')}, '%FT%H')
        and session_started_at < {to:DateTime('UTC')}
        and hasAny(arrayMap(path -> concat('page=', path), pages.path), {filterValues:Array(String)})
    )) = has({limited:Array(String)}, 'page')
