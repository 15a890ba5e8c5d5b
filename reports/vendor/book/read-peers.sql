-- The month of everybody of the vendor's group in the year's frozen set.
select
  peer.owner as peer_owner,
  month.* replace (
    month.room_revenue::varchar as room_revenue,
    month.cancellation_fees::varchar as cancellation_fees,
    month.no_show_fees::varchar as no_show_fees,
    month.rental_revenue::varchar as rental_revenue
  )
from read_parquet($vendors) as own
inner join read_parquet($vendors) as peer
  on peer.peer_group = own.peer_group and peer.vendor_id != own.vendor_id
inner join read_parquet($months) as month
  on month.vendor_id = peer.vendor_id and month.period = $period
where own.vendor_id = $vendorId
  and own.peer_group != ''
order by peer.vendor_id
