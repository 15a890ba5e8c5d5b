import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { resolve } from 'node:path';
import { MilepostError, codeOf } from './errors.ts';
import { parseObjectsUrl, type ObjectsConfig } from './objects/objects-url.ts';

export interface KafkaConfig {
  brokers: string[];
  topicPrefix: string;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  ssl?: { ca?: string; cert?: string; key?: string };
}

/** Everything the environment can say, parsed once at start. */
export interface Config {
  host: string;
  port: number;
  /** Absolute path: local engine, development keys. */
  dataDir: string;
  /** Absent: the local engine. */
  clickhouseUrl?: string;
  /** Absent: the data directory. */
  objects?: ObjectsConfig;
  /** Absent: in process. */
  kafka?: KafkaConfig;
  /** Absent: the development issuer. */
  issuer?: { url: string; audience: string };
  /** True: the development issuer signs people in without a password, also where others reach this machine. */
  isDemoSignIn: boolean;
  logLevel: LogLevel;
  /** Absent: a key in the data directory. */
  erasureSecret?: string;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];
const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Parses the environment.
 *
 * @throws {MilepostError} `config_invalid`, whose message names every fault, a line each, with its way out.
 */
export function parseConfig(env: Environment): Config {
  const faults: string[] = [];
  const get = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const oneOf = <T extends string>(name: string, allowed: readonly T[], fallback: T): T => {
    const value = get(name) ?? fallback;
    const found = allowed.find((each) => each === value.toLowerCase());
    if (found === undefined) faults.push(`${name}=${value}: must be one of ${allowed.join(', ')}`);
    return found ?? fallback;
  };
  const url = (name: string, schemes: readonly string[]): string | undefined => {
    const value = get(name);
    if (value === undefined) return undefined;
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (!schemes.includes(scheme)) {
      // The value may hold a password: it is not repeated.
      faults.push(
        `${name}: must be a URL that starts with ${schemes.map((each) => `${each}://`).join(' or ')}`,
      );
    }
    return value;
  };

  const kafka = parseKafka(get, faults, oneOf);
  const issuerUrl = url('AUTH_ISSUER', ['https', 'http']);
  const audience = get('AUTH_AUDIENCE');
  if ((issuerUrl === undefined) !== (audience === undefined)) {
    faults.push(
      'AUTH_ISSUER, AUTH_AUDIENCE: set both (an OpenID Connect provider) or neither (development issuer)',
    );
  }
  const clickhouseUrl = url('CLICKHOUSE_URL', ['http', 'https']);
  if (get('CLICKHOUSE_CLUSTER') !== undefined) faults.push('CLICKHOUSE_CLUSTER: not supported yet; unset it');
  const objects = parseObjectsUrl(get, faults);
  const erasureSecret = get('ERASURE_SECRET');
  if (erasureSecret !== undefined && erasureSecret.length < 32)
    faults.push('ERASURE_SECRET: must have 32 characters or more');
  const config: Config = {
    host: get('HOST') ?? '127.0.0.1',
    port: parsePort(get('PORT') ?? '8080', faults),
    dataDir: resolve(get('MILEPOST_DATA') ?? './data'),
    logLevel: oneOf('LOG_LEVEL', logLevels, 'info'),
    isDemoSignIn: oneOf('DEMO_SIGN_IN', ['true', 'false'], 'false') === 'true',
    ...(clickhouseUrl === undefined ? {} : { clickhouseUrl }),
    ...(objects === undefined ? {} : { objects }),
    ...(erasureSecret === undefined ? {} : { erasureSecret }),
    ...(kafka === undefined ? {} : { kafka }),
    ...(issuerUrl === undefined || audience === undefined ? {} : { issuer: { url: issuerUrl, audience } }),
  };
  if (faults.length > 0) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    throw new MilepostError('config_invalid', `The environment has ${count}:\n  ${faults.join('\n  ')}`);
  }
  return config;
}

/** Returns the process's environment over the `.env` file in `directory`; a missing file is no fault. */
export function readEnvironment(env: Environment, directory: string): Environment {
  try {
    return { ...parseEnv(readFileSync(resolve(directory, '.env'), 'utf8')), ...env };
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return env;
    throw new MilepostError('config_invalid', 'The file .env cannot be read', { cause: thrown });
  }
}

function parsePort(text: string, faults: string[]): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    faults.push(`PORT=${text}: must be a whole number from 0 to 65535`);
  return port;
}

function parseKafka(
  get: (name: string) => string | undefined,
  faults: string[],
  oneOf: <T extends string>(name: string, allowed: readonly T[], fallback: T) => T,
): KafkaConfig | undefined {
  const text = get('KAFKA_BROKERS');
  if (text === undefined) return undefined;
  const brokers = text.split(',').map((each) => each.trim());
  for (const broker of brokers) {
    if (!/^[^\s:/]+:\d{1,5}$/.test(broker))
      faults.push(`KAFKA_BROKERS=${text}: "${broker}" is not host:port`);
  }
  const username = get('KAFKA_SASL_USERNAME');
  const password = get('KAFKA_SASL_PASSWORD');
  if ((username === undefined) !== (password === undefined)) {
    faults.push('KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD: set both or neither');
  }
  const mechanism = oneOf('KAFKA_SASL_MECHANISM', mechanisms, 'plain');
  const isSsl = oneOf('KAFKA_SSL_ENABLED', ['true', 'false'], 'false') === 'true';
  const pem = (name: string): string | undefined => {
    const path = get(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch {
      faults.push(`${name}=${path}: the file cannot be read`);
      return undefined;
    }
  };
  const [ca, cert, key] = [pem('KAFKA_SSL_CA_FILE'), pem('KAFKA_SSL_CERT_FILE'), pem('KAFKA_SSL_KEY_FILE')];
  return {
    brokers,
    topicPrefix: get('KAFKA_TOPIC_PREFIX') ?? 'milepost.',
    ...(username === undefined || password === undefined ? {} : { sasl: { mechanism, username, password } }),
    ...(isSsl
      ? {
          ssl: {
            ...(ca === undefined ? {} : { ca }),
            ...(cert === undefined ? {} : { cert }),
            ...(key === undefined ? {} : { key }),
          },
        }
      : {}),
  };
}
