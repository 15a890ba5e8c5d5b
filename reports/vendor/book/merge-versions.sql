-- The vendors of a month with the version in which each one's numbers last changed: this one, where anything of its month
-- is other than in the version before.
create temp table versioned as
with
  fresh as (
    select
      v.vendor_id,
      md5(concat_ws('|', v.name, v.type, v.currency, v.timezone, v.minor_digits, v.owner, v.peer_group, m::varchar)) as content
    from vendors as v
    left join (select months as m, vendor_id from months where period = $period) as own on own.vendor_id = v.vendor_id
  ),
  former as (
    select
      v.vendor_id,
      v.version,
      md5(concat_ws('|', v.name, v.type, v.currency, v.timezone, v.minor_digits, v.owner, v.peer_group, m::varchar)) as content
    from old_vendors as v
    left join (select old_months as m, vendor_id from old_months where period = $period) as own on own.vendor_id = v.vendor_id
  )
select
  vendors.*,
  if(former.content = fresh.content, former.version, $version::integer) as version
from vendors
inner join fresh on fresh.vendor_id = vendors.vendor_id
left join former on former.vendor_id = vendors.vendor_id
order by vendors.vendor_id
