  -- Who made each of the bookings in `booked`: who made the click that it names, else who is behind the device, the user
  -- or the traveler that it names; at is the moment at which that is asked.
  clicked as (
    select
      click_id as seen_click_id,
      argMin((anonymous_id, user_id, at), (at, message_id)) as click
    from clicks
    where affiliate_id = {affiliateId:String}
      -- Those of `booked` and some more: to name it twice is to find it twice.
      and click_id in (
        select click_id
        from reservation_versions
        where affiliate_id = {affiliateId:String}
          and slice >= formatDateTime({bookedFrom:DateTime('UTC')}, '%F')
          and slice <= formatDateTime({to:DateTime('UTC')}, '%F')
      )
    group by click_id
  ),
  bookers as (
    select
      booked.*,
      if(clicked.seen_click_id != '', clicked.click.1, booked.click_anonymous_id) as anonymous_id,
      multiIf(
        clicked.seen_click_id != '', clicked.click.2,
        booked.click_anonymous_id != '', '',
        booked.click_user_id != '', booked.click_user_id,
        booked.traveler_id
      ) as user_id,
      if(clicked.seen_click_id != '', clicked.click.3, booked.first_booked_at) as at
    from booked
    left join clicked on booked.click_id = clicked.seen_click_id
  )
