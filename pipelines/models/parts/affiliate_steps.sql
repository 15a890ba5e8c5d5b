-- part: affiliate_steps
-- about: What each version changed for an owner.
with
  -- Without a rate a version's value is not known, unless it is nothing after one that was known.
  known as (
    select
      *,
      fx_rate is not null
        or is_without_amount
        or (
          own_original = 0
          and countIf(fx_rate is not null and is_owner) over (
            partition by owner_id, reservation_id
            order by version
            rows between unbounded preceding and current row
          ) > 0
        ) as is_known
    from affiliate_values
  ),
  -- A difference is to the last value that was known, so that the entries add up to the last known value.
  steps as (
    select
      *,
      row_number() over so_far as step,
      lagInFrame(is_owner, 1) over so_far as was_owner,
      lagInFrame(status, 1) over so_far as status_before,
      lagInFrame(currency, 1) over so_far as currency_before,
      lagInFrame(own_original, 1) over so_far as original_before,
      ifNull(anyLast(if(is_known, value_now, null)) over before, toDecimal128(0, 4)) as value_before,
      ifNull(anyLast(if(is_known, commission_now, null)) over before, toDecimal128(0, 4)) as commission_before,
      if(is_known, commission_now - commission_before, toDecimal128(0, 4)) as commission_step,
      is_owner and status = 'completed' as is_completed
    from known
    window
      so_far as (
        partition by owner_id, reservation_id
        order by version
        rows between unbounded preceding and current row
      ),
      before as (
        partition by owner_id, reservation_id
        order by version
        rows between unbounded preceding and 1 preceding
      )
  )
select
  *,
  status in ('booked', 'completed') as is_live,
  status_before in ('booked', 'completed') as was_live,
  multiIf(
    not is_owner and not was_owner, '',
    step = 1, 'gross',
    is_owner != was_owner, 'transferred',
    status = 'deleted' and status_before != 'deleted', 'deleted',
    was_live and not is_live, 'cancelled',
    not was_live and is_live, 'reinstated',
    'adjusted'
  ) as entry,
  groupArray((commission_step, is_completed)) over (
    partition by owner_id, reservation_id
    order by version
    rows between unbounded preceding and current row
  ) as path
from steps
