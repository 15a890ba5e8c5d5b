-- model: value_entries
-- about: The money of affiliates as a signed ledger: what each version of a reservation changed. A version's value is its
--   amount while booked or completed, what was retained when cancelled or no_show, 0 when deleted; converted at the
--   rate of the booking day in the affiliate's zone and rounded, so that the differences add up without residue.
-- owner: finance
-- slice: day
-- inputs: reservation_versions by day
-- influences: linked_reservations by day, daily_rates by day, table affiliates, table commission_rates, table currencies
-- grain: affiliate_id, reservation_id, version
-- order_by: affiliate_id, at, reservation_id
-- feeds: [concat('day:', slice)]
-- max_slices: 400
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   reservation_id String: the reservation
--   version UInt64: the version that made the entry
--   entry LowCardinality(String): gross, adjusted, cancelled, reinstated, deleted or transferred
--   at DateTime64(3, 'UTC'): bookedAt of the lowest version for gross, changedAt for the others
--   booked_at DateTime64(3, 'UTC'): bookedAt of the lowest version
--   vendor_id LowCardinality(String): the vendor
--   traveler_id String: the traveler
--   type LowCardinality(String): hotel, flight or car
--   status LowCardinality(String): the status after it
--   click_id String: the click it names
--   click_anonymous_id String: the device it names
--   click_user_id String: the user it names
--   currency LowCardinality(String): the affiliate's currency at booking
--   problem LowCardinality(String): no_rate or no_amount, else empty
--   value Nullable(Decimal(38, 4)): signed difference in currency, null without a rate
--   value_after Nullable(Decimal(38, 4)): the version's value in currency, null without a rate
--   completed_value Nullable(Decimal(38, 4)): the value at completion, on the entry that completes
--   original_value Decimal(38, 4): signed difference in the currency of booking, to nothing where that changed
--   original_currency LowCardinality(String): the currency of booking
--   commission_rate Decimal(9, 6): rate in force at booking
--   commission Decimal(38, 4): signed difference of the commission
--   commission_pending Decimal(38, 4): signed change of the pending balance
--   commission_approved Decimal(38, 4): what became approved
--   commission_declined Decimal(38, 4): what was lost while pending
--   commission_reversed Decimal(38, 4): what was lost after approval
with
  versions as (
    select *
    from reservation_versions
    where slice in {slices:Array(String)}
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  owners as (select distinct reservation_id, affiliate_id as owner_id from versions where affiliate_id != ''),
  tenant as (
    select affiliate_id, valid_from, currency, timezone
    from affiliates final
    where not is_removed
  ),
  -- Attributes hold from valid_from; what was booked before the first of them has the first.
  attributes as (
    select
      booked.owner_id as owner_id,
      booked.reservation_id as booking_id,
      argMax(tenant.currency, (tenant.valid_from <= booked.first_booked_at, if(tenant.valid_from <= booked.first_booked_at, 1, -1) * toInt64(toUnixTimestamp64Milli(tenant.valid_from)))) as tenant_currency,
      argMax(toString(tenant.timezone), (tenant.valid_from <= booked.first_booked_at, if(tenant.valid_from <= booked.first_booked_at, 1, -1) * toInt64(toUnixTimestamp64Milli(tenant.valid_from)))) as tenant_timezone
    from (
      select owners.owner_id as owner_id, owners.reservation_id as reservation_id, any(versions.first_booked_at) as first_booked_at
      from owners inner join versions on owners.reservation_id = versions.reservation_id
      group by owner_id, reservation_id
    ) as booked
    inner join tenant on booked.owner_id = tenant.affiliate_id
    group by owner_id, booking_id
  ),
  rates as (
    select affiliate_id, vendor_id, type, valid_from, rate
    from commission_rates final
  ),
  -- Each version as each of the reservation's owners sees it: nothing while it belongs to somebody else.
  seen as (
    select
      attributes.owner_id as owner_id,
      attributes.tenant_currency as tenant_currency,
      if(minor.minor_currency = '', 2, minor.minor_digits) as digits,
      versions.*,
      versions.affiliate_id = attributes.owner_id as is_owner,
      multiIf(
        versions.status in ('booked', 'completed'), ifNull(toDecimal128(versions.amount, 4), toDecimal128(0, 4)),
        versions.status in ('cancelled', 'no_show'), ifNull(toDecimal128(versions.retained, 4), toDecimal128(0, 4)),
        toDecimal128(0, 4)
      ) as original,
      versions.status in ('booked', 'completed') and versions.amount is null as is_without_amount,
      toDate32(formatDateTime(versions.first_booked_at, '%F', attributes.tenant_timezone)) as booked_on
    from versions
    inner join attributes on versions.reservation_id = attributes.booking_id
    left join (select currency as minor_currency, minor_digits from currencies final) as minor
      on attributes.tenant_currency = minor.minor_currency
  ),
  rated as (
    select
      seen.*,
      multiIf(
        seen.currency = seen.tenant_currency, toNullable(toDecimal128(1, 18)),
        seen.currency = '', null,
        (seen.currency != 'EUR' and from_rate = 0) or (seen.tenant_currency != 'EUR' and to_rate = 0), null,
        toDecimal128(
          divideDecimal(
            if(seen.currency = 'EUR', toDecimal128(1, 12), from_rate),
            if(seen.tenant_currency = 'EUR', toDecimal128(1, 12), to_rate),
            18
          ),
          18
        )
      ) as fx_rate
    from seen
    left join (select currency as from_currency, date as from_date, rate as from_rate from daily_rates) as origin
      on seen.currency = origin.from_currency and seen.booked_on = origin.from_date
    left join (select currency as to_currency, date as to_date, rate as to_rate from daily_rates) as target
      on seen.tenant_currency = target.to_currency and seen.booked_on = target.to_date
  ),
  commissioned as (
    select
      booked.owner_id as rated_owner_id,
      booked.reservation_id as rated_reservation_id,
      booked.vendor_id as rated_vendor_id,
      booked.type as rated_type,
      argMax(
        rates.rate,
        (
          multiIf(rates.vendor_id != '', 3, rates.type != '', 2, 1),
          rates.valid_from
        )
      ) as commission_rate
    from (select distinct owner_id, reservation_id, vendor_id, type, first_booked_at from rated) as booked
    inner join rates on booked.owner_id = rates.affiliate_id
    where rates.valid_from <= booked.first_booked_at
      and rates.vendor_id in ('', booked.vendor_id)
      and rates.type in ('', booked.type)
    group by rated_owner_id, rated_reservation_id, rated_vendor_id, rated_type
  ),
  valued as (
    select
      rated.*,
      ifNull(commissioned.commission_rate, 0) as commission_rate,
      if(rated.is_owner, rated.original, toDecimal128(0, 4)) as own_original,
      multiplyDecimal(own_original, ifNull(rated.fx_rate, toDecimal128(0, 18)), 22) as converted,
      toDecimal128(
        multiIf(digits = 0, round(converted, 0), digits = 3, round(converted, 3), digits = 4, round(converted, 4), round(converted, 2)),
        4
      ) as value_now,
      multiplyDecimal(value_now, commission_rate, 10) as commission_exact,
      toDecimal128(
        multiIf(
          digits = 0, round(commission_exact, 0),
          digits = 3, round(commission_exact, 3),
          digits = 4, round(commission_exact, 4),
          round(commission_exact, 2)
        ),
        4
      ) as commission_now
    from rated
    left join commissioned
      on rated.owner_id = commissioned.rated_owner_id
        and rated.reservation_id = commissioned.rated_reservation_id
        and rated.vendor_id = commissioned.rated_vendor_id
        and rated.type = commissioned.rated_type
  ),
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
    from valued
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
      ifNull(anyLast(if(is_known, commission_now, null)) over before, toDecimal128(0, 4)) as commission_before
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
  ),
  entries as (
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
      if(is_known, commission_now - commission_before, toDecimal128(0, 4)) as commission_step,
      is_owner and status = 'completed' as is_completed
    from steps
  ),
  -- Balances run through the versions: (pending, approved, ever completed, this step's four flows).
  balanced as (
    select
      owner_id as balance_owner_id,
      reservation_id as balance_reservation_id,
      arraySort(groupArray((version, commission_step, is_completed))) as path,
      arrayMap(
        i -> arrayFold(
          (state, move) -> (
            -- pending
            if(
              move.3,
              toDecimal128(0, 4),
              if(
                move.2 >= 0,
                state.1 + move.2,
                state.1 - (-move.2 - if(state.3, least(-move.2, state.2), toDecimal128(0, 4)))
              )
            ),
            -- approved
            if(
              move.3,
              state.2 + state.1 + move.2,
              if(move.2 < 0 and state.3, state.2 - least(-move.2, state.2), state.2)
            ),
            state.3 or move.3,
            -- flow into approved
            if(
              move.3,
              state.1
                + if(move.2 >= 0, move.2, -(-move.2 - if(state.3, least(-move.2, state.2), toDecimal128(0, 4)))),
              toDecimal128(0, 4)
            ),
            -- declined
            if(
              move.2 < 0,
              -move.2 - if(state.3, least(-move.2, state.2), toDecimal128(0, 4)),
              toDecimal128(0, 4)
            ),
            -- reversed
            if(move.2 < 0 and state.3, least(-move.2, state.2), toDecimal128(0, 4))
          ),
          arraySlice(path, 1, i),
          (toDecimal128(0, 4), toDecimal128(0, 4), false, toDecimal128(0, 4), toDecimal128(0, 4), toDecimal128(0, 4))
        ),
        range(1, length(path) + 1)
      ) as states
    from entries
    group by balance_owner_id, balance_reservation_id
  )
select
  toString(toDate32(entries.first_booked_at)) as slice,
  entries.owner_id as affiliate_id,
  entries.reservation_id as reservation_id,
  entries.version as version,
  entries.entry as entry,
  if(entries.entry = 'gross', entries.first_booked_at, entries.changed_at) as at,
  entries.first_booked_at as booked_at,
  entries.vendor_id as vendor_id,
  entries.traveler_id as traveler_id,
  entries.type as type,
  entries.status as status,
  entries.click_id as click_id,
  entries.click_anonymous_id as click_anonymous_id,
  entries.click_user_id as click_user_id,
  entries.tenant_currency as currency,
  multiIf(not entries.is_known, 'no_rate', entries.is_without_amount and entries.is_owner, 'no_amount', '') as problem,
  if(entries.is_known, entries.value_now - entries.value_before, null) as value,
  if(entries.is_known, entries.value_now, null) as value_after,
  if(
    problem = '' and entries.is_completed and (entries.step = 1 or entries.status_before != 'completed'),
    toNullable(entries.value_now),
    null
  ) as completed_value,
  entries.own_original - if(entries.currency = entries.currency_before, entries.original_before, 0) as original_value,
  entries.currency as original_currency,
  entries.commission_rate as commission_rate,
  entries.commission_step as commission,
  balanced.states[entries.step].1 - if(entries.step = 1, toDecimal128(0, 4), balanced.states[entries.step - 1].1) as commission_pending,
  balanced.states[entries.step].4 as commission_approved,
  balanced.states[entries.step].5 as commission_declined,
  balanced.states[entries.step].6 as commission_reversed
from entries
inner join balanced
  on entries.owner_id = balanced.balance_owner_id and entries.reservation_id = balanced.balance_reservation_id
where entries.entry != ''
  and (
    entries.entry != 'adjusted'
    or original_value != 0
    or commission != 0
    or entries.is_completed != (entries.status_before = 'completed')
  )
