-- part: vendor_reservations
-- about: Reservations of vendors as they stand, with their dates in the vendor's zone.
select
  *,
  formatDateTime(booked_at, '%Y-%m', zone) as booked_month,
  formatDateTime(start_at, '%Y-%m', zone) as start_month,
  toDate32(formatDateTime(booked_at, '%F', zone)) as booked_on,
  toDate32(formatDateTime(start_at, '%F', zone)) as start_on,
  toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', zone)) as today,
  status = 'booked' and presumed_at <= {logicalNow:DateTime64(3, 'UTC')} as is_presumed,
  toUInt32(ifNull(hotel_nights, 0)) as nights,
  if(type = 'car', car_rental_days, nights) as length,
  toUInt32(ifNull(hotel_rooms, 1)) as rooms,
  dateDiff('day', booked_on, start_on) as lead_days,
  ifNull(hotel_room_amount, amount) as stay_amount
from vendor_versions
where is_latest
