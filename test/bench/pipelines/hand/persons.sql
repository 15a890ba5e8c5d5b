  named as (
    select
      seen.*,
      multiIf(
        seen.user_id != '' or seen.anonymous_id = '', seen.user_id,
        then.user != '', then.user,
        ever.user != '', ever.user,
        concat('device ', seen.anonymous_id)
      ) as known
    from seen
    asof left join (
      select anonymous_id as device, user_id as user, at as told_at from identifications where affiliate_id = {site:String}
    ) as then on seen.anonymous_id = then.device and seen.at >= then.told_at
    left join (
      select anonymous_id as device, argMin(user_id, at) as user from identifications where affiliate_id = {site:String} group by device
    ) as ever on seen.anonymous_id = ever.device
  ),
  persons as (
    select named.*, if(merged.user != '', merged.user, named.known) as person
    from named
    left join (
      select previous_id, argMax(user_id, at) as user from aliases where affiliate_id = {site:String} group by previous_id
    ) as merged on named.known = merged.previous_id
  )
