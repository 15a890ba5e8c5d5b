-- part: vendor_trip_months
-- about: Months of vendors in which a flight leaves or a rental has a day, by the clocks of their places. Nothing else of
--   the reservation need lie in them: a rental may have more days than it lasts, and an airport is not where the vendor is.
select distinct
  vendor_id,
  formatDateTime(
    toDateTime64(
      arrayJoin(
        arrayConcat(
          arrayMap(segment -> toDate32(segment.departs_at), flight_segments),
          if(type = 'car', arrayMap(day -> toDate32(car_pickup.at) + day, range(greatest(car_rental_days, 1))), [])
        )
      ),
      0, 'UTC'
    ),
    '%Y-%m'
  ) as period
from vendor_reservations
where type in ('flight', 'car') and status in ('booked', 'completed')
