  -- Who is behind each row of `seen` (anonymous_id, user_id, at, ...): the user that the row carries, else the one last
  -- identified on its device by then, else the first ever identified on it, else the device. Users are followed
  -- through aliases to where the chain ends.
  devices as (
    select
      anonymous_id,
      arraySort(groupArray((at, user_id))) as identified
    from identifications
    where affiliate_id = {affiliateId:String}
    group by anonymous_id
  ),
  ends as (
    select start_id, end_id
    from alias_ends
    where affiliate_id = {affiliateId:String}
  ),
  named as (
    select
      seen.*,
      if(
        seen.user_id != '' or seen.anonymous_id = '',
        seen.user_id,
        devices.identified[greatest(1, arrayCount(each -> each.1 <= seen.at, devices.identified))].2
      ) as person_user_id
    from seen
    left join devices on seen.anonymous_id = devices.anonymous_id
  ),
  persons as (
    select
      named.*,
      -- A number, since names are slow to tell apart: of as many bits as uniqExact itself tells names apart by.
      reinterpretAsUInt128(
        sipHash128(
          if(ends.end_id = '', named.person_user_id, ends.end_id),
          if(named.person_user_id = '', named.anonymous_id, '')
        )
      ) as person
    from named
    left join ends on named.person_user_id = ends.start_id
  )
