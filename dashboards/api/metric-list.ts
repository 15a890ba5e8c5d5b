import { invalidField } from '../../infra/http/problem.ts';
import { isMetricName, metricNames, type MetricName } from './metric.ts';

const defaultNames: readonly MetricName[] = ['visitors', 'sessions', 'pageviews'];

/** Splits a comma-separated parameter; blanks and repeats are left out. */
export function splitList(text: string): string[] {
  return [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '');
}

/**
 * Reads the parameter `metrics`; absent: visitors, sessions and pageviews.
 *
 * @throws {Problem} 400 when it names an unknown metric, or none.
 */
export function chooseMetricNames(text: string | undefined): readonly MetricName[] {
  if (text === undefined) return defaultNames;
  const names = splitList(text);
  if (names.length === 0) throw invalidField('metrics', 'must name a metric');
  return names.map((name) => {
    if (!isMetricName(name)) throw invalidField('metrics', `${name}: must be of ${metricNames.join(', ')}`);
    return name;
  });
}
