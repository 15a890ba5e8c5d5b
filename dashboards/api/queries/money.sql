-- The entries of the money ledger by bucket of their own date, in the affiliate's currency. An entry in another currency
-- (the affiliate's of another time) is in no sum, see unconverted.sql.
select
  roundDown(toUnixTimestamp(at), {starts:Array(UInt32)}) as bucket,
  uniqExactIf(reservation_id, entry = 'cancelled') as cancellations,
  uniqExactIf(reservation_id, entry = 'gross' and problem = 'no_amount') as without_amount,
  uniqExactIf(reservation_id, entry = 'gross' and problem = '' and currency = {currency:String}) as converted_bookings,
  sum(if(entry = 'gross', worth, zero)) as gross_value,
  sum(if(entry = 'adjusted', worth, zero)) as adjusted_value,
  -sum(if(entry = 'cancelled', worth, zero)) as cancelled_value,
  sum(if(entry = 'reinstated', worth, zero)) as reinstated_value,
  sum(if(entry = 'deleted', worth, zero)) as deleted_value,
  sum(if(entry = 'transferred', worth, zero)) as transferred_value,
  sum(worth) as net_value,
  sum(if(currency = {currency:String}, ifNull(completed_value, zero), zero)) as completed_value,
  sum(if(currency = {currency:String}, commission_approved, zero)) as commission_approved,
  sum(if(currency = {currency:String}, commission_declined, zero)) as commission_declined,
  sum(if(currency = {currency:String}, commission_reversed, zero)) as commission_reversed
from (
  select
    *,
    toDecimal128(0, 4) as zero,
    if(currency = {currency:String}, ifNull(value, zero), zero) as worth
  from value_entries
  where affiliate_id = {affiliateId:String}
    and at >= {from:DateTime('UTC')}
    and at < {to:DateTime('UTC')}
)
group by bucket
order by bucket
