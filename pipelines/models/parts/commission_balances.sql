-- part: commission_balances
-- about: What the steps of a commission, each (what it adds, whether it completes), come to: (pending, approved, ever
--   completed), and of the last step (its flow into approved, declined, reversed, what was pending before it).
(path) -> arrayFold(
  (state, move) -> (
    -- pending
    if(
      move.2,
      toDecimal128(0, 4),
      if(
        move.1 >= 0,
        state.1 + move.1,
        state.1 - (-move.1 - if(state.3, least(-move.1, state.2), toDecimal128(0, 4)))
      )
    ),
    -- approved
    if(
      move.2,
      state.2 + state.1 + move.1,
      if(move.1 < 0 and state.3, state.2 - least(-move.1, state.2), state.2)
    ),
    state.3 or move.2,
    -- flow into approved
    if(
      move.2,
      state.1
        + if(move.1 >= 0, move.1, -(-move.1 - if(state.3, least(-move.1, state.2), toDecimal128(0, 4)))),
      toDecimal128(0, 4)
    ),
    -- declined
    if(
      move.1 < 0,
      -move.1 - if(state.3, least(-move.1, state.2), toDecimal128(0, 4)),
      toDecimal128(0, 4)
    ),
    -- reversed
    if(move.1 < 0 and state.3, least(-move.1, state.2), toDecimal128(0, 4)),
    state.1
  ),
  path,
  (toDecimal128(0, 4), toDecimal128(0, 4), false, toDecimal128(0, 4), toDecimal128(0, 4), toDecimal128(0, 4), toDecimal128(0, 4))
)
