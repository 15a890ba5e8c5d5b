-- What was received in [from, to) and can be sent once more; a copy that a replay has stored counts once.
select
  (
    select uniqExact(receipt_id)
    from events
    where received_at >= {from:DateTime64(3, 'UTC')} and received_at < {to:DateTime64(3, 'UTC')}
  ) as events,
  (
    select uniqExactIf(receipt_id, payload != '')
    from reservation_changes
    where received_at >= {from:DateTime64(3, 'UTC')} and received_at < {to:DateTime64(3, 'UTC')}
  ) as changes,
  (
    select uniqExactIf(receipt_id, payload = '')
    from reservation_changes
    where received_at >= {from:DateTime64(3, 'UTC')} and received_at < {to:DateTime64(3, 'UTC')}
  ) as anonymous
