-- What money.sql and earned.sql say of a range as a whole, the balance that is pending at its end, and of how many entries
-- unconverted.sql tells: the ledger is read once. What entries of other times say has other names, so that money_sums.sql
-- sees nothing of them.
select
-- include: money_sums.sql
  ,
  sum(if(is_booked, whole_commission, zero)) as earned,
  sum(if(is_booked, whole_approved, zero)) as approved,
  sum(balance) as pending,
  countIf(
    entry != ''
      and problem != 'no_amount'
      and (entry = 'gross' or original_value != 0)
      and (problem = 'no_rate' or currency != {currency:String})
  ) as lost
from (
  select
    reservation_id,
    currency,
    problem,
    original_value,
    toDecimal128(0, 4) as zero,
    ledger.at >= {from:DateTime('UTC')} and ledger.at < {to:DateTime('UTC')} as is_moved,
    if(is_moved, toString(ledger.entry), '') as entry,
    if(is_moved and currency = {currency:String}, ifNull(ledger.value, zero), zero) as worth,
    if(is_moved, ledger.completed_value, null) as completed_value,
    if(is_moved, ledger.commission_approved, zero) as commission_approved,
    if(is_moved, ledger.commission_declined, zero) as commission_declined,
    if(is_moved, ledger.commission_reversed, zero) as commission_reversed,
    currency = {currency:String}
      and ledger.booked_at >= {from:DateTime('UTC')}
      and ledger.booked_at < {to:DateTime('UTC')} as is_booked,
    ledger.commission as whole_commission,
    ledger.commission_approved - ledger.commission_reversed as whole_approved,
    if(currency = {currency:String} and ledger.at < {to:DateTime('UTC')}, ledger.commission_pending, zero) as balance
  from value_entries as ledger
  where affiliate_id = {affiliateId:String}
    and (at < {to:DateTime('UTC')} or booked_at < {to:DateTime('UTC')})
)
