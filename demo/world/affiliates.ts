/** Who sends travelers on. All names are invented. */
export interface DemoAffiliate {
  affiliateId: string;
  name: string;
  currency: string;
  timezone: string;
  /** Its share of the visits, against the others. */
  weight: number;
  /** Countries that its visitors come from, the most important first. */
  countries: readonly string[];
  /** Share of a booking that it earns. */
  rate: string;
  /** Its pages and apps. */
  site: string;
  hasApp: boolean;
}

type Row = readonly [string, string, string, string, number, string, string];

const rows: readonly Row[] = [
  ['wanderlight', 'Wanderlight', 'EUR', 'Europe/Amsterdam', 20, 'NL DE GB', '0.04'],
  ['farecompass', 'Farecompass', 'GBP', 'Europe/London', 16, 'GB IE US', '0.035'],
  ['kofferpost', 'Kofferpost', 'EUR', 'Europe/Berlin', 13, 'DE CH NL', '0.035'],
  ['miles-and-meals', 'Miles & Meals', 'USD', 'America/New_York', 12, 'US CA GB', '0.02'],
  ['sol-y-ruta', 'Sol y Ruta', 'EUR', 'Europe/Madrid', 9, 'ES FR IT', '0.04'],
  ['sakura-trips', 'Sakura Trips', 'JPY', 'Asia/Tokyo', 7, 'JP SG AU', '0.03'],
  ['norrsken-resor', 'Norrsken Resor', 'SEK', 'Europe/Stockholm', 6, 'SE DK DE', '0.035'],
  ['carnet-voyage', 'Carnet Voyage', 'EUR', 'Europe/Paris', 6, 'FR CH ES', '0.04'],
  ['alpenbrief', 'Alpenbrief', 'CHF', 'Europe/Zurich', 4, 'CH DE IT', '0.04'],
  ['southern-nomad', 'Southern Nomad', 'AUD', 'Australia/Sydney', 3, 'AU SG GB', '0.02'],
  ['desi-departures', 'Desi Departures', 'INR', 'Asia/Kolkata', 2.5, 'IN SG GB', '0.02'],
  ['brisa-viagens', 'Brisa Viagens', 'BRL', 'America/Sao_Paulo', 1.5, 'BR US ES', '0.025'],
];

/** The twelve affiliates, the largest first. */
export const demoAffiliates: readonly DemoAffiliate[] = rows.map(
  ([affiliateId, name, currency, timezone, weight, countries, rate]) => ({
    affiliateId,
    name,
    currency,
    timezone,
    weight,
    countries: countries.split(' '),
    rate,
    site: `${affiliateId}.example`,
    hasApp: weight >= 12,
  }),
);

/** A rate beside the usual one: of one type or vendor, or from a day on. */
export interface DemoRateTerm {
  affiliateId: string;
  rate: string;
  type?: string;
  vendorId?: string;
  /** Months before the end of the world. */
  monthsAgo?: number;
}

/** What was agreed beside {@link DemoAffiliate.rate}. */
export const demoRateTerms: readonly DemoRateTerm[] = [
  { affiliateId: 'wanderlight', type: 'flight', rate: '0.015' },
  { affiliateId: 'wanderlight', vendorId: 'marisma-resorts', rate: '0.06' },
  { affiliateId: 'wanderlight', rate: '0.045', monthsAgo: 7 },
  { affiliateId: 'farecompass', type: 'flight', rate: '0.012' },
  { affiliateId: 'kofferpost', type: 'car', rate: '0.06' },
  { affiliateId: 'miles-and-meals', rate: '0.022', monthsAgo: 5 },
  { affiliateId: 'sakura-trips', type: 'flight', rate: '0.014' },
];
