-- Bookings of the range whose amount is in no sum: no rate, or converted into a currency that the affiliate no longer has.
select
  entries.original_currency as original_currency,
  if(any(minor.currency) = '', 2, any(minor.minor_digits)) as minor_digits,
  uniqExact(entries.reservation_id) as bookings,
  sum(entries.original_value) as amount
from value_entries as entries
left join (select currency, minor_digits from currencies final) as minor on entries.original_currency = minor.currency
where entries.affiliate_id = {affiliateId:String}
  and entries.at >= {from:DateTime('UTC')}
  and entries.at < {to:DateTime('UTC')}
  and entries.entry = 'gross'
  and entries.problem != 'no_amount'
  and (entries.problem = 'no_rate' or entries.currency != {currency:String})
group by original_currency
order by original_currency
