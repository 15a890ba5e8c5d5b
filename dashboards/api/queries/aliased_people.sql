  -- Whom each user and device of the affiliate stands for, and since when, by number: where chains of aliases end.
  ends as (
    select start_id, end_id
    from alias_ends
    where affiliate_id = {affiliateId:String}
  ),
  identified as (
    select anonymous_id as device_id, at as identified_at, user_id as identified_id
    from identifications
    where affiliate_id = {affiliateId:String}
      and anonymous_id != ''
  ),
  known as (
    select
      reinterpretAsUInt128(sipHash128(start_id, '')) as known_key,
      [(toDateTime64(0, 3, 'UTC'), reinterpretAsUInt128(sipHash128(end_id, '')))] as people
    from ends
    union all
    select
      reinterpretAsUInt128(sipHash128('', device_id)) as known_key,
      arrayMap(
        each -> (each.1, each.3),
        arraySort(groupArray((identified_at, identified_id, reinterpretAsUInt128(sipHash128(end_or_self, '')))))
      ) as people
    from (
      select device_id, identified_at, identified_id, if(ends.end_id = '', identified_id, ends.end_id) as end_or_self
      from identified
      left join ends on identified.identified_id = ends.start_id
    )
    group by device_id
  )
