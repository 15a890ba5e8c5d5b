  -- The entries that a tile counts, with what each adds to it. Those in a currency that the affiliate no longer has are
  -- in no sum, see unconverted.sql; a balance has no beginning.
  counted as (
    select
      reservation_id,
      version,
      booked_at,
      multiIf(
        {tile:String} in ('unconverted', 'withoutAmount', 'cancellations') or currency != {currency:String}, 0,
        {tile:String} = 'commissionPending', commission_pending,
        {tile:String} = 'commissionApproved', commission_approved,
        {tile:String} = 'commissionDeclined', commission_declined,
        {tile:String} = 'commissionReversed', commission_reversed,
        {tile:String} = 'completedValue', ifNull(completed_value, 0),
        {tile:String} = 'cancelledValue', -ifNull(value, 0),
        ifNull(value, 0)
      ) as amount
    from value_entries
    where affiliate_id = {affiliateId:String}
      and {tile:String} != 'bookings'
      and (at >= {from:DateTime('UTC')} or {tile:String} = 'commissionPending')
      and at < {to:DateTime('UTC')}
      and multiIf(
        {tile:String} = 'cancellations', entry = 'cancelled',
        {tile:String} = 'withoutAmount', entry = 'gross' and problem = 'no_amount',
        {tile:String} = 'unconverted', problem != 'no_amount' and (problem = 'no_rate' or currency != {currency:String}),
        currency != {currency:String}, false,
        {tile:String} = 'commissionPending', commission_pending != 0,
        {tile:String} = 'commissionApproved', commission_approved != 0,
        {tile:String} = 'commissionDeclined', commission_declined != 0,
        {tile:String} = 'commissionReversed', commission_reversed != 0,
        {tile:String} = 'completedValue', completed_value is not null,
        {tile:String} = 'netValue', value is not null,
        value is not null and entry = replaceOne({tile:String}, 'Value', '')
      )
  )
