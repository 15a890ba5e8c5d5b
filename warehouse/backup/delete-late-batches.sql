-- What was done after the rows had been cloned counts as begun.
delete from {name:Identifier}.batches
where phase = 'done'
  and batch_id not in (select batch_id from {name:Identifier}.batches_before where phase = 'done')
