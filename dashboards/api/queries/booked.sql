  -- The bookings of a range: of the affiliate that has them now, another source's copies left out.
  booked as (
    select
      reservation_id,
      first_booked_at,
      click_id,
      click_anonymous_id,
      click_user_id,
      traveler_id
    from reservation_versions
    where affiliate_id = {affiliateId:String}
      and is_latest
      and slice >= formatDateTime({from:DateTime('UTC')}, '%F')
      and slice <= formatDateTime({to:DateTime('UTC')}, '%F')
      and first_booked_at >= {from:DateTime('UTC')}
      and first_booked_at < {to:DateTime('UTC')}
      and reservation_id not in (select reservation_id from linked_reservations)
  )
