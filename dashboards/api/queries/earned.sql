-- Commission by bucket of the booking, whenever its entries are dated: what is left of it, and what is approved.
select
  roundDown(toUnixTimestamp(booked_at), {starts:Array(UInt32)}) as bucket,
  sum(commission) as earned,
  sum(commission_approved) - sum(commission_reversed) as approved
from value_entries
where affiliate_id = {affiliateId:String}
  and currency = {currency:String}
  and slice >= formatDateTime({from:DateTime('UTC')}, '%F')
  and slice <= formatDateTime({to:DateTime('UTC')}, '%F')
  and booked_at >= {from:DateTime('UTC')}
  and booked_at < {to:DateTime('UTC')}
group by bucket
order by bucket
