-- All columns, whatever they are: a column that nobody expects is a difference, too.
select * except (slice)
from vendor_months
where vendor_id in ('resort-hotel', 'city-hotel')
