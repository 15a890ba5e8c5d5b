-- The affiliates of a day's reservations, also those that nobody added.
select slice, arrayJoin(['affiliates', 'commission_rates']) as reference, affiliate_id as key
from reservation_versions
where slice in {slices:Array(String)}
