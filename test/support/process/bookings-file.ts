import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { createRandom } from '../../../demo/world/random.ts';
import { findHotelBookings } from '../hotel-bookings/file.ts';

const header =
  'hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month,arrival_date_week_number,' +
  'arrival_date_day_of_month,stays_in_weekend_nights,stays_in_week_nights,adults,children,babies,meal,country,' +
  'market_segment,distribution_channel,is_repeated_guest,previous_cancellations,previous_bookings_not_canceled,' +
  'reserved_room_type,assigned_room_type,booking_changes,deposit_type,agent,company,days_in_waiting_list,' +
  'customer_type,adr,required_car_parking_spaces,total_of_special_requests,reservation_status,' +
  'reservation_status_date';

/** Takes every so-manyth row of the real file: both hotels and all of its months are in the cut. */
const everyRow = 24;
const madeRows = 5_000;
const fewRows = 600;

/** Files of bookings, under the same row numbers. */
export interface Bookings {
  /** Some 5,000. */
  all: string;
  /** The first half of them. */
  half: string;
  /** The first 600 of them. */
  few: string;
}

/** Writes some 5,000 bookings as CSV, a cut of the real data set where it is there. */
export async function writeBookings(directory: string): Promise<Bookings> {
  const real = findHotelBookings('kills on the real bookings (made-up ones take their place)');
  const lines = real.isThere ? await cut(real.path) : make();
  const path = (name: string): string => join(directory, `${name}.csv`);
  const files = { all: path('all'), half: path('half'), few: path('few') };
  await writeFile(files.all, `${lines.join('\n')}\n`);
  await writeFile(files.half, `${lines.slice(0, Math.floor(lines.length / 2)).join('\n')}\n`);
  await writeFile(files.few, `${lines.slice(0, 1 + fewRows).join('\n')}\n`);
  return files;
}

async function cut(path: string): Promise<string[]> {
  const lines: string[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path).pipe(createGunzip()) })) {
    if (number === 0 || number % everyRow === 1) lines.push(line);
    number += 1;
  }
  return lines;
}

function make(): string[] {
  const random = createRandom(20);
  const row = (): string => {
    const arrivalMs = Date.UTC(2016, random.between(0, 11), random.between(1, 28));
    const at = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const arrival = new Date(arrivalMs);
    const leadDays = random.between(0, 200);
    const nights = random.between(0, 9);
    const status = random.pick(['Check-Out', 'Check-Out', 'Canceled', 'No-Show']);
    const cells: Readonly<Record<string, string | number>> = {
      hotel: random.pick(['City Hotel', 'Resort Hotel']),
      is_canceled: status === 'Check-Out' ? 0 : 1,
      lead_time: leadDays,
      arrival_date_year: arrival.getUTCFullYear(),
      arrival_date_month: arrival.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
      arrival_date_day_of_month: arrival.getUTCDate(),
      stays_in_weekend_nights: 0,
      stays_in_week_nights: nights,
      adults: 2,
      children: 0,
      babies: 0,
      country: random.pick(['PRT', 'DEU', 'FRA', 'NULL']),
      booking_changes: random.between(0, 2),
      agent: random.pick(['9', '240', '7', 'NULL']),
      adr: `${random.between(40, 250)}.${random.between(10, 99)}`,
      reservation_status: status,
      reservation_status_date: at(arrivalMs + (status === 'Check-Out' ? nights * 86_400_000 : 0)),
    };
    return header
      .split(',')
      .map((name) => cells[name] ?? 0)
      .join(',');
  };
  return [header, ...Array.from({ length: madeRows }, row)];
}
