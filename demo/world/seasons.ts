import type { Draw } from './places.ts';
import { dayMs } from './time.ts';

/** How much a month draws, January first; 1 on average. */
const byMonth: Readonly<Record<Draw | 'work', readonly number[]>> = {
  sun: [0.35, 0.4, 0.6, 0.9, 1.15, 1.5, 2.1, 2.2, 1.4, 0.75, 0.35, 0.3],
  city: [0.7, 0.8, 1, 1.15, 1.25, 1.1, 1, 1, 1.15, 1.1, 0.85, 0.9],
  winter: [1.5, 1.45, 1.25, 0.9, 0.6, 0.55, 0.65, 0.65, 0.6, 0.95, 1.3, 1.6],
  far: [0.8, 0.8, 1.1, 1.2, 0.9, 0.85, 1.1, 1.1, 0.95, 1.15, 0.95, 1.1],
  work: [1, 1.1, 1.2, 1.05, 1.1, 1.1, 0.7, 0.45, 1.25, 1.25, 1.2, 0.6],
};

/** How likely a trip starts on a weekday, Sunday first. */
const byWeekday = {
  leisure: [0.7, 0.5, 0.6, 0.9, 1.3, 1.9, 1.6],
  work: [0.9, 2.2, 1.7, 1.2, 0.8, 0.2, 0.05],
} as const;

/** How many visit a travel site in an hour of their day, from midnight; 1 on average. */
const byHour = [
  0.35, 0.2, 0.12, 0.1, 0.12, 0.25, 0.5, 0.85, 1.05, 1.1, 1.15, 1.2, 1.35, 1.2, 1.05, 1.05, 1.1, 1.2, 1.35,
  1.65, 1.95, 2, 1.5, 0.8,
] as const;

/** How many do on a weekday, Sunday first: trips are planned on Sunday evenings and at work on Mondays. */
const visitsByWeekday = [1.3, 1.2, 1.05, 1, 0.95, 0.75, 0.85] as const;

/** How many browse in a month, January first: they plan the summer in January and look for it until July. */
const visitsByMonth = [1.4, 1.15, 1.05, 1, 1, 1.05, 1.1, 1, 0.9, 0.85, 0.85, 0.75] as const;

/** How much a month (0 is January) draws to what a trip is for. */
export function monthWeight(draw: Draw | 'work', month: number): number {
  return byMonth[draw][month] ?? 1;
}

/** How likely a trip starts on a day, counted from 1970. */
export function departureWeight(isWork: boolean, day: number): number {
  return byWeekday[isWork ? 'work' : 'leisure'][weekdayOf(day)] ?? 1;
}

/** Hours of a day with the share of visits in each, 1 on average. */
export function visitHourWeight(hour: number): number {
  return byHour[hour] ?? 1;
}

/** How many visits a day (of the visitors' calendar) has, 1 on average. */
export function visitDayWeight(day: number): number {
  return (visitsByWeekday[weekdayOf(day)] ?? 1) * visitMonthWeight(day);
}

/** How much the month of a day draws to travel sites, 1 on average. */
export function visitMonthWeight(day: number): number {
  return visitsByMonth[new Date(day * dayMs).getUTCMonth()] ?? 1;
}

/** Prices follow what a month draws, less steeply. */
export function priceLevel(draw: Draw, month: number): number {
  return 0.7 + 0.3 * monthWeight(draw, month);
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (day + 4) % 7;
}
