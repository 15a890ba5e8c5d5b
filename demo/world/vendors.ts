/** Who offers hotels, flights or cars. All names are invented. */
export interface DemoVendor {
  vendorId: string;
  type: 'hotel' | 'flight' | 'car';
  name: string;
  owner: string;
  timezone: string;
  currency: string;
  country: string;
  city: string;
  class: string;
  /** Airports of the cities where it has houses or stations; of an airline its hub. */
  airports: readonly string[];
  /** Euro a night or a day, on average; an airline's prices against the others'. */
  price: number;
  /** How much it sells against the others. */
  weight: number;
  /** An airline's code. */
  carrier?: string;
}

/** In order: id, name, owner, its city, its airports, its price. */
type Row = readonly [string, string, string, string, string, number];

const inSpain = { timezone: 'Europe/Madrid', currency: 'EUR', country: 'ES' } as const;
const inItaly = { timezone: 'Europe/Rome', currency: 'EUR', country: 'IT' } as const;
const inBritain = { timezone: 'Europe/London', currency: 'GBP', country: 'GB' } as const;
const inAmerica = { timezone: 'America/New_York', currency: 'USD', country: 'US' } as const;
const inJapan = { timezone: 'Asia/Tokyo', currency: 'JPY', country: 'JP' } as const;
const inSweden = { timezone: 'Europe/Stockholm', currency: 'SEK', country: 'SE' } as const;

const spanishHotels: readonly Row[] = [
  ['casa-almendro', 'Casa Almendro', 'Grupo Almendro', 'Barcelona', 'BCN SVQ VLC AGP', 112],
  ['olivar-urbano', 'Olivar Urbano', 'Grupo Almendro', 'Madrid', 'MAD VLC SVQ', 98],
  ['marisma-resorts', 'Marisma Resorts', 'Marisma Hoteles', 'Palma De Mallorca', 'PMI TFS AGP', 138],
  ['puerta-del-norte', 'Puerta del Norte', 'Puerta del Norte', 'Madrid', 'MAD BCN', 126],
  ['bahia-serena', 'Bahía Serena', 'Costa Serena', 'Malaga', 'AGP PMI TFS', 121],
  ['torre-clara', 'Torre Clara Hotels', 'Torre Clara', 'Barcelona', 'BCN MAD PMI', 133],
  ['ribera-nueve', 'Ribera Nueve', 'Ribera Gestión', 'Valencia', 'VLC BCN SVQ TFS', 104],
];
const lanternhouse: Row = [
  'lanternhouse',
  'Lanternhouse Hotels',
  'Lantern & Hearth',
  'London',
  'LHR CDG FCO ATH VIE CPH PRG LIS OPO DXB BKK SIN HND SYD CPT',
  176,
];
const northway: Row = [
  'northway-inns',
  'Northway Inns',
  'Northway Lodging',
  'New York',
  'JFK LAX SFO MIA CUN ORD',
  149,
];
const halcyon: Row = ['halcyon-air', 'Halcyon Air', 'Halcyon', 'London', 'LHR', 1.1];
const nordlys: Row = ['nordlys-airways', 'Nordlys Airways', 'Nordlys', 'Stockholm', 'CPH', 1.05];
const aurelia: Row = ['aurelia-linee', 'Aurelia Linee', 'Aurelia', 'Rome', 'FCO', 0.95];
const vela: Row = ['vela-iberica', 'Vela Ibérica', 'Vela', 'Madrid', 'MAD', 0.85];
const translumen: Row = ['translumen', 'TransLumen Airlines', 'TransLumen', 'New York', 'JFK', 1];
const kaze: Row = ['kaze-pacific', 'Kaze Pacific', 'Kaze', 'Tokyo', 'HND', 1.1];
const rondo: Row = [
  'rondo-autos',
  'Rondo Autos',
  'Rondo',
  'Malaga',
  'AGP PMI TFS SVQ VLC BCN MAD LIS OPO',
  41,
];
const autovento: Row = ['autovento', 'Autovento', 'Autovento', 'Rome', 'FCO ATH VIE PRG CDG BCN PMI AGP', 46];
const kestrel: Row = [
  'kestrel-cars',
  'Kestrel Cars',
  'Lantern & Hearth',
  'London',
  'LHR CPH CPT SYD DXB PMI AGP',
  52,
];
const peregrine: Row = [
  'peregrine-rent-a-car',
  'Peregrine Rent-a-Car',
  'Peregrine',
  'Miami',
  'JFK LAX SFO MIA CUN ORD',
  58,
];
const minato: Row = ['minato-rentals', 'Minato Rentals', 'Minato', 'Tokyo', 'HND SIN BKK SYD', 49];

/** 9 hotel groups, 6 airlines, 5 car rentals. The seven Spanish hotel groups are each other's peers. */
export const demoVendors: readonly DemoVendor[] = [
  ...spanishHotels.map((row) => vendor('hotel', row, { ...inSpain, class: '4 stars' })),
  vendor('hotel', lanternhouse, { ...inBritain, class: '5 stars' }),
  vendor('hotel', northway, { ...inAmerica, class: '3 stars' }),
  vendor('flight', halcyon, { ...inBritain, class: 'network', carrier: 'H7', weight: 1.3 }),
  vendor('flight', nordlys, { ...inSweden, class: 'network', carrier: 'N3' }),
  vendor('flight', aurelia, { ...inItaly, class: 'network', carrier: 'L6' }),
  vendor('flight', vela, { ...inSpain, class: 'leisure', carrier: 'V2', weight: 1.5 }),
  vendor('flight', translumen, { ...inAmerica, class: 'network', carrier: 'T9', weight: 1.2 }),
  vendor('flight', kaze, { ...inJapan, class: 'network', carrier: 'K4' }),
  vendor('car', rondo, { ...inSpain, class: 'airport stations', weight: 1.3 }),
  vendor('car', autovento, { ...inItaly, class: 'airport stations' }),
  vendor('car', kestrel, { ...inBritain, class: 'airport stations' }),
  vendor('car', peregrine, { ...inAmerica, class: 'airport stations' }),
  vendor('car', minato, { ...inJapan, class: 'airport stations' }),
];

function vendor(
  type: DemoVendor['type'],
  [vendorId, name, owner, city, airports, price]: Row,
  rest: Pick<DemoVendor, 'timezone' | 'currency' | 'country' | 'class'> & Partial<DemoVendor>,
): DemoVendor {
  return { vendorId, type, name, owner, city, airports: airports.split(' '), price, weight: 1, ...rest };
}
