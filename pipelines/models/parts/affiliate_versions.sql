-- part: affiliate_versions
-- about: Each version of a reservation as each of its owners sees it: nothing while it belongs to somebody else.
with
  versions as (
    select *
    from reservation_versions
    where slice in {slices:Array(String)}
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  owners as (
    select distinct reservation_id, affiliate_id as owner_id from versions where affiliate_id != ''
  ),
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
  )
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
