    and ((anonymous_id, ifNull(session_started_at, toDateTime64(0, 3, 'UTC'))) in (
      select anonymous_id, assumeNotNull(session_started_at)
      from visit_quarters
      where affiliate_id = {affiliateId:String}
        and quarter >= {from:DateTime('UTC')}
        and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
        and quarter < {to:DateTime('UTC')}
        and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
        and session_started_at is not null
        and hasAny(arrayMap(path -> concat('page=', path), pages.path), {filterValues:Array(String)})
    )) = has({limited:Array(String)}, 'page')
