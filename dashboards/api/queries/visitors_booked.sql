    union all
    select
      roundDown(toUnixTimestamp(first_booked_at), {starts:Array(UInt32)}) as bucket,
      true as is_booking,
      anonymous_id,
      user_id,
      at
    from bookers
