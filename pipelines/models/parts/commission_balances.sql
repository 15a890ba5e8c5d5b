-- part: commission_balances
-- about: Balances run through the versions: (pending, approved, ever completed, this step's flows).
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
from affiliate_steps
group by balance_owner_id, balance_reservation_id
