-- What money.sql and earned.sql say of a range as a whole, what the entries from balanceFrom on change the pending balance by,
-- and of how many entries unconverted.sql tells: the ledger is read once. What entries of other times say has other names, so
-- that money_sums.sql sees nothing of them.
select
-- include: money_sums.sql
  ,
  sumIf(whole_commission, is_booked) as earned,
  sumIf(whole_approved, is_booked) as approved,
  sumIf(whole_pending, is_balanced) as pending,
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
    currency = {currency:String}
      and ledger.at >= {balanceFrom:DateTime('UTC')}
      and ledger.at < {to:DateTime('UTC')} as is_balanced,
    ledger.commission_pending as whole_pending
  from value_entries as ledger
  where affiliate_id = {affiliateId:String}
    and (
      at >= least({from:DateTime('UTC')}, {balanceFrom:DateTime('UTC')}) and at < {to:DateTime('UTC')}
      or booked_at >= {from:DateTime('UTC')} and booked_at < {to:DateTime('UTC')}
    )
)
