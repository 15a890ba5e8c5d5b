/** What the API's questions about an affiliate read. */
export const affiliateModels = [
  'affiliate_quarters',
  'alias_ends',
  'clicks',
  'event_quarters',
  'identifications',
  'linked_reservations',
  'reservation_destinations',
  'reservation_state',
  'touches',
  'value_entries',
  'visit_quarters',
];
