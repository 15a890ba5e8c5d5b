-- Entries of the range that are in no sum: no rate, or converted into a currency that the affiliate no longer has.
-- A completion that changes no value is a row of the ledger for its commission, not an entry of value.
with lost as (
  select
    original_currency,
    count() as entries,
    sum(original_value) as amount
  from value_entries
  where affiliate_id = {affiliateId:String}
    and at >= {from:DateTime('UTC')}
    and at < {to:DateTime('UTC')}
    and problem != 'no_amount'
    and (entry = 'gross' or original_value != 0)
    and (problem = 'no_rate' or currency != {currency:String})
  group by original_currency
)
select
  lost.original_currency as original_currency,
  lost.entries as entries,
  lost.amount as amount,
  if(minor.currency = '', 2, minor.minor_digits) as minor_digits
from lost
left join (select currency, minor_digits from currencies final) as minor on lost.original_currency = minor.currency
order by original_currency
