import { invalidField } from '../../infra/http/problem.ts';

/** What a session is told apart by. */
const sessionDimensions = [
  'page',
  'entryPage',
  'exitPage',
  'referrer',
  'channel',
  'source',
  'medium',
  'campaign',
  'country',
  'device',
  'browser',
  'os',
  'event',
] as const;
/** What a booking is told apart by. */
const bookingDimensions = ['vendor', 'destination'] as const;
type FilterDimension = (typeof sessionDimensions | typeof bookingDimensions)[number];
const filterDimensions: readonly FilterDimension[] = [...sessionDimensions, ...bookingDimensions];

const maxFilters = 20;
const maxValues = 200;
const maxValueLength = 500;

/** What the API's documentation says of `filter`. */
export const filterDescription = [
  '`<dimension>:<eq|ne>:<value>[,<value>...]`, repeatable; all of them must hold. A comma in a value is written `\\,`, a',
  `backslash \`\\\\\`. Dimensions: ${filterDimensions.join(', ')}.`,
  'A filter selects sessions: by what they are told apart by, or for page and event by having such an event in the range.',
  'Visitors, page views and clicks are those of the events of selected sessions; an event without a session passes only ne.',
  "Bookings and their money are those whose session is selected: the last session of the booking's person that starts",
  'at or before bookedAt and within 30 days, judged as a whole; a booking without one passes only ne.',
  'Retention has the selected sessions only, each judged as a whole; a funnel takes the range up to the end of its window;',
  'attribution shares the credit of selected bookings among all of their touches.',
  'vendor and destination select bookings and money and leave the traffic as it is. They go by the latest version of the',
  "booking; a destination is \"City, CC\" (a stay's, a car's pick-up, a flight's arrival; the airport's code where its city is",
  `not known). At most ${maxFilters} filters with ${maxValues} values.`,
].join(' ');

/** Which sessions and bookings numbers are about. */
export interface Filters {
  /** Dimensions that are filtered. */
  dimensions: readonly FilterDimension[];
  /** Of those the ones that are limited to their values; the others are free of them. */
  limited: readonly FilterDimension[];
  /** `dimension=value`. */
  values: readonly string[];
  filtersSessions: boolean;
  /** Bookings and money are filtered, whether by their session or by themselves. */
  filtersBookings: boolean;
  /** What has no session is selected: no dimension of sessions is limited. */
  passesWithoutSession: boolean;
}

/**
 * Reads the parameter `filter`, given once, repeatedly or not at all. Filters of one dimension are taken together: what
 * all `eq` allow and no `ne` excludes.
 *
 * @throws {Problem} 400, saying what is wrong with which filter.
 * @example parseFilters(['country:eq:DE,FR', 'campaign:ne:spring'])
 */
export function parseFilters(given: string | readonly string[] | undefined): Filters {
  const texts = given === undefined ? [] : typeof given === 'string' ? [given] : given;
  if (texts.length > maxFilters) throw invalidField('filter', `must be at most ${maxFilters} filters`);
  const filters = texts.map(parseFilter);
  if (filters.flatMap((each) => each.values).length > maxValues) {
    throw invalidField('filter', `must have at most ${maxValues} values in all`);
  }
  const dimensions = filterDimensions.filter((name) => filters.some((each) => each.dimension === name));
  const limited = dimensions.filter((name) =>
    filters.some((each) => each.dimension === name && each.operator === 'eq'),
  );
  return {
    dimensions,
    limited,
    values: dimensions.flatMap((name) =>
      valuesOf(filters.filter((each) => each.dimension === name)).map((value) => `${name}=${value}`),
    ),
    filtersSessions: sessionDimensions.some((name) => dimensions.includes(name)),
    filtersBookings: dimensions.length > 0,
    passesWithoutSession: !sessionDimensions.some((name) => limited.includes(name)),
  };
}

/** Filters as one text, different for different ones. */
export function describeFilters(filters: Filters): string {
  return JSON.stringify([filters.limited, filters.values]);
}

interface Filter {
  dimension: FilterDimension;
  operator: 'eq' | 'ne';
  values: string[];
}

/** What filters of one dimension allow; where none of them is `eq`, what they exclude. */
function valuesOf(filters: readonly Filter[]): string[] {
  const excluded = filters.filter((each) => each.operator === 'ne').flatMap((each) => each.values);
  const [first, ...others] = filters.filter((each) => each.operator === 'eq');
  if (first === undefined) return [...new Set(excluded)];
  return [...new Set(first.values)].filter(
    (value) => !excluded.includes(value) && others.every((each) => each.values.includes(value)),
  );
}

function parseFilter(text: string): Filter {
  const [, name = '', operator = '', list = ''] = /^([^:]*):([^:]*):(.*)$/s.exec(text) ?? [];
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  const dimension = filterDimensions.find((each) => each === name);
  if (name === '' && operator === '') {
    throw invalidField('filter', `"${shown}": must be like country:eq:DE,FR or campaign:ne:spring`);
  }
  if (dimension === undefined) {
    throw invalidField('filter', `"${shown}": ${name} must be one of ${filterDimensions.join(', ')}`);
  }
  if (operator !== 'eq' && operator !== 'ne') {
    throw invalidField('filter', `"${shown}": ${operator} must be eq or ne`);
  }
  const values = splitValues(list);
  if (values.includes('')) {
    throw invalidField('filter', `"${shown}": has an empty value; a comma in a value is written \\,`);
  }
  if (values.some((value) => value.length > maxValueLength)) {
    throw invalidField('filter', `"${shown}": a value must be at most ${maxValueLength} characters`);
  }
  return { dimension, operator, values };
}

/** Splits at commas; `\,` is a comma, `\\` a backslash, any other backslash itself. */
function splitValues(list: string): string[] {
  const values = [''];
  for (const [part] of list.matchAll(/\\[\\,]|[^]/g)) {
    if (part === ',') values.push('');
    else
      values.push((values.pop() ?? '') + (part.length === 2 && part.startsWith('\\') ? part.slice(1) : part));
  }
  return values;
}
