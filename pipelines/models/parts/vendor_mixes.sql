-- part: vendor_mixes
-- about: What was booked of a vendor in a month, by affiliate, country, source and length.
select vendor_id, period, arraySort(groupArray((dimension, key, bookings))) as mix
from (
  select
    vendor_id,
    booked_month as period,
    arrayJoin([
      ('affiliate', toString(affiliate_id)),
      ('travelerCountry', toString(traveler_country)),
      ('source', toString(source)),
      ('lengthOfStay', multiIf(length = 0, '0', length = 1, '1', length = 2, '2', length = 3, '3', length <= 6, '4-6', length <= 13, '7-13', '14+'))
    ]) as pair,
    pair.1 as dimension,
    pair.2 as key,
    count() as bookings
  from vendor_reservations
  group by vendor_id, period, pair
)
group by vendor_id, period
