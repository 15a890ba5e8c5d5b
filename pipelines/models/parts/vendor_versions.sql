-- part: vendor_versions
-- about: Versions of the reservations that may count in the months asked for, of vendors that are known; one of
--   several reservations that are the same booking.
select *, vendor_timezone as zone
from reservation_versions
where is_vendor_known
  and span_from <= toDate32({to:DateTime64(3, 'UTC')}) + 1
  and span_to >= toDate32({from:DateTime64(3, 'UTC')}) - 1
  and reservation_id not in (select reservation_id from linked_reservations)
