  -- Whom each device of the affiliate stands for, and since when, by number, where nobody has aliases; see aliased_people.sql.
  known as (
    select
      reinterpretAsUInt128(sipHash128('', anonymous_id)) as known_key,
      arrayMap(
        each -> (each.1, each.3),
        arraySort(groupArray((at, user_id, reinterpretAsUInt128(sipHash128(user_id, '')))))
      ) as people
    from identifications
    where affiliate_id = {affiliateId:String}
      and anonymous_id != ''
    group by anonymous_id
  )
