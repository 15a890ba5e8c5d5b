  goals as (
    select
      reservation_id as goal_id,
      version as goal_version,
      arrayStringConcat(arrayFilter(part -> part != '', [if(city = '', airport, city), country]), ', ') as destination
    from reservation_destinations
    where affiliate_id = {affiliateId:String}
  ),
