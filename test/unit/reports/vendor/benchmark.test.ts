import { describe, expect, test } from 'vitest';
import { benchmarkOf, type Peer } from '../../../../reports/vendor/benchmark.ts';
import { emptyMonthRow, type MonthRow } from '../../../../reports/vendor/month-row.ts';

const month = (row: Partial<MonthRow>): MonthRow => ({
  ...emptyMonthRow('2016-05', { currency: 'EUR', minorDigits: 2, timezone: 'UTC' }),
  ...row,
});
const subject = { type: 'hotel', owner: 'us', month: month({ arrivals: 10 }) };
/** A peer per pair of owner and arrivals, one in ten of them cancelled. */
const peersOf = (...peers: [owner: string, arrivals: number][]): Peer[] =>
  peers.map(([owner, arrivals]) => ({
    owner,
    month: month({ arrivals, arrivals_cancelled: arrivals / 10 }),
  }));
const rateOf = (peers: Peer[]) => benchmarkOf(subject, peers).figures.cancellationRate;

describe('benchmark', () => {
  test.each([
    {
      why: 'five peers, the largest owner at 40 %',
      peers: peersOf(['a', 20], ['a', 20], ['b', 20], ['b', 10], ['c', 30]),
    },
    {
      why: 'owners that are not known count as one',
      peers: peersOf(['', 20], ['', 20], ['b', 20], ['b', 10], ['c', 30]),
    },
  ])('is shown: $why', ({ peers }) => {
    expect(rateOf(peers)).toEqual({ status: 'shown', value: 0.1, peers: 5, owners: 3 });
  });

  test.each([
    ['few_peers', 'nobody', peersOf()],
    ['few_peers', 'four peers', peersOf(['a', 10], ['b', 10], ['c', 10], ['d', 10])],
    [
      'few_peers',
      'the subject’s owner is no peer',
      peersOf(['a', 10], ['b', 10], ['c', 10], ['d', 10], ['us', 10]),
    ],
    [
      'few_peers',
      'a peer without arrivals has no rate',
      peersOf(['a', 10], ['b', 10], ['c', 10], ['d', 10], ['e', 0]),
    ],
    ['few_owners', 'two owners', peersOf(['a', 10], ['a', 10], ['a', 10], ['b', 10], ['b', 10])],
    ['few_owners', 'unknown owners', peersOf(['', 10], ['', 10], ['', 10], ['b', 10], ['b', 10])],
    ['one_owner_dominates', 'above 40 %', peersOf(['a', 41], ['b', 15], ['b', 15], ['c', 15], ['d', 14])],
  ])('is suppressed as %s: %s', (reason, _why, peers) => {
    expect(rateOf(peers)).toEqual({ status: 'suppressed', reason });
  });

  test('is the sum of numerators by the sum of denominators, not a mean of rates', () => {
    const peers = ['a', 'b', 'c', 'd', 'e'].map((owner, index) => ({
      owner,
      month: month({
        arrivals: 10 + index,
        arrivals_no_show: index,
        room_nights_stayed: 3,
        room_revenue: '10.01',
      }),
    }));
    const { figures } = benchmarkOf(subject, peers);
    expect(figures.noShowRate).toMatchObject({ value: 10 / 60 });
    // 50.05 by 15.
    expect(figures.adr).toMatchObject({ value: '3.34' });
    const inDollars = peers.map((peer) => ({ ...peer, month: { ...peer.month, currency: 'USD' } }));
    expect(benchmarkOf(subject, inDollars).figures.adr).toMatchObject({ status: 'suppressed' });
  });
});
