  -- The bookings that filters of their vendor and destination leave, as their latest version under this affiliate says.
  destined as (
    select
      reservation_id,
      max(version) as last_version,
      max(is_latest) as is_owned,
      argMax((first_booked_at, click_id, click_anonymous_id, click_user_id, traveler_id, vendor_id), version) as latest
    from reservation_versions
    where affiliate_id = {affiliateId:String}
      and slice >= formatDateTime({bookedFrom:DateTime('UTC')}, '%F')
      and slice <= formatDateTime({to:DateTime('UTC')}, '%F')
      and first_booked_at >= {bookedFrom:DateTime('UTC')}
      and first_booked_at < {to:DateTime('UTC')}
      and reservation_id not in (select reservation_id from linked_reservations)
    group by reservation_id
  ),
-- include: goals.sql -- when: destinations
  booked as (
    select
      destined.reservation_id as reservation_id,
      destined.is_owned as is_owned,
      destined.latest.1 as first_booked_at,
      destined.latest.2 as click_id,
      destined.latest.3 as click_anonymous_id,
      destined.latest.4 as click_user_id,
      destined.latest.5 as traveler_id,
      destined.latest.6 as vendor_id,
      toString(destined.latest.6) as key -- when: by_vendor
      goals.destination as key -- when: by_destination
      '' as key -- unless: by_booking
    from destined
    left join goals on destined.reservation_id = goals.goal_id and destined.last_version = goals.goal_version -- when: destinations
    where true
      and (concat('vendor=', vendor_id) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'vendor') -- when: vendor
      and (concat('destination=', goals.destination) in {filterValues:Array(String)}) = has({limited:Array(String)}, 'destination') -- when: destination
  )
