-- The balance of commission that is neither approved nor declined when the range ends.
select sum(commission_pending) as pending
from value_entries
where affiliate_id = {affiliateId:String}
  and currency = {currency:String}
  and at < {to:DateTime('UTC')}
