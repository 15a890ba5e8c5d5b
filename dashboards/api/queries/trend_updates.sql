-- How often the network's reservations change, by month, source and vendor. For support and admin.
select dimension, period, key, updates, live_reservations, median_interval_hours, last_changed_at
from network_updates
where period >= {from:String}
  and period <= {to:String}
  and type = {type:String}
  and live_reservations >= {least:UInt64}
order by period, dimension, live_reservations desc, key
