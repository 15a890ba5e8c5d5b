import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { MilepostError } from './errors.ts';

/**
 * The process's measurements, in Prometheus's text format. Asking twice for one name gives the same
 * instrument, so that two roles in a process share it. Names start with `milepost_`.
 *
 * @example metrics.counter('milepost_events_total', 'Events by outcome', ['outcome']).inc({ outcome: 'accepted' });
 */
export interface Metrics {
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): Counter<Label>;
  /** `buckets` are upper bounds in the unit that the name carries; default: 5 ms to 10 s, in seconds. */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** Content type of what {@link Metrics.render} returns. */
  readonly contentType: string;
  render(): Promise<string>;
}

const defaultBucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 5, 10];

/** Creates an empty registry that also measures the process itself (memory, event loop, garbage collection). */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'milepost_' });
  const instruments = new Map<string, unknown>();
  const once = <T>(kind: new (...args: never[]) => T, name: string, make: () => T): T => {
    const known = instruments.get(name);
    if (known instanceof kind) return known;
    if (known !== undefined || !/^milepost_[a-z0-9_]+$/.test(name)) {
      throw new MilepostError('metric_invalid', `${name} is no name for a new ${kind.name.toLowerCase()}`);
    }
    const made = make();
    instruments.set(name, made);
    return made;
  };
  const registers = [registry];
  return {
    counter: <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
      once<Counter<Label>>(Counter, name, () => new Counter({ name, help, labelNames: labels, registers })),
    histogram: <Label extends string>(
      name: string,
      help: string,
      labels: readonly Label[] = [],
      buckets: readonly number[] = defaultBucketsSeconds,
    ) =>
      once<Histogram<Label>>(
        Histogram,
        name,
        () => new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers }),
      ),
    gauge: <Label extends string>(name: string, help: string, labels: readonly Label[] = []) =>
      once<Gauge<Label>>(Gauge, name, () => new Gauge({ name, help, labelNames: labels, registers })),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}
