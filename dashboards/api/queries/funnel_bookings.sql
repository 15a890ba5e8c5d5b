    union all
    select
      reservation_id as booking_id,
      toUInt32(2) as bucket,
      first_booked_at as happened_at,
      anonymous_id,
      user_id,
      at,
      '' as trait,
      false as is_selected,
      reservation_id as id,
      arrayFilter((step, kind) -> kind = 'booking', arrayEnumerate({kinds:Array(String)}), {kinds:Array(String)}) as steps
    from bookers
    where is_owned -- when: bookings
