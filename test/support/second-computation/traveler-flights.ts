import { testAirports } from '../traveler-world.ts';
import type { Segment } from './change.ts';
import { zoneOf } from './make-trip.ts';
import { countryAt } from './traveler-home.ts';
import { segmentsOf, type Counting } from './traveler-trips.ts';

/** A flight that a traveler took. */
export interface Flown extends Counting {
  segment: Segment;
  /** As planned. */
  departsMs: number;
  arrivesMs: number;
  /** As it was flown, else as planned. */
  airMs: number;
  km: number;
  /** Left again within 24 hours, and not to where it came from. */
  isLayover: boolean;
}

/**
 * kg of CO2e by passenger and km, with radiative forcing and without: "Greenhouse gas reporting: conversion factors 2025",
 * Business travel - air, of the Department for Energy Security and Net Zero.
 */
const factors: Readonly<Record<string, readonly [number, number]>> = {
  'domestic average': [0.22928, 0.13552],
  'short_haul average': [0.12786, 0.07559],
  'short_haul economy': [0.12576, 0.07435],
  'short_haul business': [0.18863, 0.11152],
  'long_haul average': [0.15282, 0.09043],
  'long_haul economy': [0.11704, 0.06926],
  'long_haul premium_economy': [0.18726, 0.11081],
  'long_haul business': [0.3394, 0.20083],
  'long_haul first': [0.46814, 0.27701],
  'international average': [0.14253, 0.0842],
  'international economy': [0.10916, 0.06449],
  'international premium_economy': [0.17465, 0.10318],
  'international business': [0.31656, 0.18701],
  'international first': [0.43663, 0.25794],
};

/** Every flight that was flown, by departure. */
export function flownOf(counting: readonly Counting[]): Flown[] {
  const flown = counting
    .flatMap((each) =>
      segmentsOf(each.reservation).map((segment) => ({
        ...each,
        segment,
        departsMs: msOf(segment.departsAt, segment.from),
        arrivesMs: msOf(segment.arrivesAt, segment.to),
        airMs:
          msOf(segment.actualArrivesAt ?? segment.arrivesAt, segment.to) -
          msOf(segment.actualDepartsAt ?? segment.departsAt, segment.from),
        km: kmBetween(segment.from, segment.to),
        isLayover: false,
      })),
    )
    .toSorted((a, b) => a.departsMs - b.departsMs);
  for (const [index, flight] of flown.entries()) {
    const next = flown[index + 1];
    flight.isLayover =
      next !== undefined &&
      next.departsMs - flight.arrivesMs < 24 * 3_600_000 &&
      next.segment.to !== flight.segment.from;
  }
  return flown;
}

/** kg of one seat: of its cabin, else of the average passenger. */
export function emissionsOf({ segment, km }: Flown): readonly [withForcing: number, without: number] {
  const british = [segment.from, segment.to].filter((airport) => countryAt(airport) === 'GB').length;
  const haul =
    british === 2 ? 'domestic' : british === 0 ? 'international' : km <= 3_700 ? 'short_haul' : 'long_haul';
  const [more, less] = factors[`${haul} ${segment.cabin ?? ''}`] ?? factors[`${haul} average`] ?? [0, 0];
  return [km * more, km * less];
}

/** Great circle, by the angle between two vectors; km. */
function kmBetween(from: string, to: string): number {
  const [a, b] = [vectorTo(from), vectorTo(to)];
  const cosine = a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0);
  return 6_371.0088 * Math.acos(Math.min(1, cosine));
}

function vectorTo(airport: string): number[] {
  const [, , , , latitude = 0, longitude = 0] = testAirports.find(([code]) => code === airport) ?? [];
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

function msOf(local: string, airport: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zoneOf(airport)).epochMilliseconds;
}
