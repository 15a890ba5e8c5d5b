-- The entries of the money ledger by bucket of their own date, in the affiliate's currency. An entry in another currency
-- (the affiliate's of another time) is in no sum, see unconverted.sql.
select
  roundDown(toUnixTimestamp(at), {starts:Array(UInt32)}) as bucket,
-- include: money_sums.sql
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
