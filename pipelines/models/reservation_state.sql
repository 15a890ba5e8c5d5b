-- model: reservation_state
-- kind: view
-- about: The state of every reservation: its highest version.
-- owner: reservations
-- inputs: reservation_versions
-- grain: reservation_id
-- columns: reservation_versions
select * from reservation_versions where is_latest
