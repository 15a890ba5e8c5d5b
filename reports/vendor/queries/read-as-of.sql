-- Up to when the vendor months are complete; no row where nothing was computed.
select max(logical_now) as as_of
from published_slices
where model = 'vendor_months'
having count() > 0
