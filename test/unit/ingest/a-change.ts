/** The example of the contract, with other fields of its reservation. */
export function aChange(reservation: object = {}) {
  return {
    changeId: 'hb-17:3',
    reservationId: 'hb-17',
    version: 3,
    changedAt: '2016-05-01T12:00:00.000Z',
    source: 'agency',
    kind: 'cancelled',
    initiator: 'traveler',
    reason: null,
    reservation: {
      type: 'hotel',
      status: 'cancelled',
      vendorId: 'city-hotel',
      travelerId: 'guest-17',
      affiliateId: 'agent-9',
      tripId: null,
      confirmation: 'XK4T2P',
      click: { clickId: 'c1', anonymousId: null, userId: null, subId: null },
      bookedAt: '2016-02-01T12:00:00.000Z',
      startAt: '2016-05-03T15:00:00',
      endAt: '2016-05-06T11:00:00',
      timezone: 'Europe/Lisbon',
      amount: '294.60',
      retained: '98.20',
      currency: 'EUR',
      travelerCountry: 'PRT',
      hotel: { nights: 3, rooms: 1, guests: 2, roomAmount: '294.60', city: 'Lisbon', country: 'PT' },
      ...reservation,
    },
  };
}
