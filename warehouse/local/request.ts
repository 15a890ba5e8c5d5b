import { Buffer } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { exceptionOf, type EngineException } from './exception.ts';

/** What a request carries beside its body. */
export interface EngineRequest {
  url: URL;
  query: string;
  queryId: string | undefined;
  database: string | undefined;
  defaultFormat: string | undefined;
  /** Wait until the query has ended before answering. */
  waits: boolean;
  session: { id: string; timeoutSeconds: number; check: boolean; close: boolean } | undefined;
  settings: Map<string, string>;
  parameters: Map<string, string>;
}

/** URL parameters that are not settings. */
const reserved = new Set([
  'query', 'query_id', 'database', 'default_format', 'user', 'password', 'quota_key', 'role', 'compress', 'decompress',
  'session_id', 'session_timeout', 'session_check', 'close_session', 'wait_end_of_query', 'buffer_size', 'stacktrace',
  'client_protocol_version', 'http_method',
]); // prettier-ignore

const maxSessionSeconds = 3600;
const settingName = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/** The user and password of a request: Basic, X-ClickHouse-User and -Key, or URL parameters, in this order. */
function credentialsOf(message: IncomingMessage, url: URL): { user: string; password: string } {
  const basic = /^Basic +(\S+)$/i.exec(message.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const pair = Buffer.from(basic, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    return colon === -1
      ? { user: pair, password: '' }
      : { user: pair.slice(0, colon), password: pair.slice(colon + 1) };
  }
  const user = message.headers['x-clickhouse-user'];
  const key = message.headers['x-clickhouse-key'];
  return {
    user: (typeof user === 'string' ? user : undefined) ?? url.searchParams.get('user') ?? 'default',
    password: (typeof key === 'string' ? key : undefined) ?? url.searchParams.get('password') ?? '',
  };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Returns the exception for a wrong user or password, or undefined. */
export function refuse(
  message: IncomingMessage,
  url: URL,
  account: { user: string; password: string },
): EngineException | undefined {
  const given = credentialsOf(message, url);
  if (same(given.user, account.user) && same(given.password, account.password)) return undefined;
  return exceptionOf(
    516,
    'AUTHENTICATION_FAILED',
    `${given.user}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

/**
 * Reads a request's parameters; those of a multipart body count like those of the URL.
 *
 * @returns an exception when one of them cannot be
 */
export function readRequest(
  url: URL,
  message: IncomingMessage,
  fields: Map<string, string>,
): EngineRequest | EngineException {
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  const all = [...url.searchParams.entries(), ...fields.entries()];
  for (const [name, value] of all) {
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else if (!reserved.has(name)) settings.set(name, value);
  }
  for (const name of [...settings.keys(), ...parameters.keys()]) {
    if (!settingName.test(name)) return exceptionOf(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'.`);
  }
  const one = (name: string): string | undefined =>
    fields.get(name) ?? url.searchParams.get(name) ?? undefined;
  const flag = (name: string): boolean => !['', '0', 'false'].includes(one(name) ?? '');
  if (flag('compress') || flag('decompress')) {
    return exceptionOf(
      48,
      'NOT_IMPLEMENTED',
      'The native compression of ClickHouse is not offered here: use gzip.',
    );
  }
  const role = one('role');
  if (role !== undefined)
    return exceptionOf(511, 'UNKNOWN_ROLE', `There is no role \`${role}\` in user directories.`);
  const sessionId = one('session_id');
  const timeoutSeconds = Number(one('session_timeout') ?? '60');
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 0 || timeoutSeconds > maxSessionSeconds) {
    return exceptionOf(
      374,
      'INVALID_SESSION_TIMEOUT',
      `Invalid session timeout: '${one('session_timeout') ?? ''}', maximum: ${maxSessionSeconds}.`,
    );
  }
  // GET must not change anything: a link that is followed, prefetched or retried stays harmless.
  if (message.method === 'GET' && !settings.has('readonly')) settings.set('readonly', '2');
  const header = (name: string): string | undefined => {
    const value = message.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    url,
    query: [...url.searchParams.getAll('query'), fields.get('query') ?? ''].join(''),
    queryId: one('query_id') ?? undefined,
    database: one('database') ?? header('x-clickhouse-database'),
    defaultFormat: one('default_format') ?? header('x-clickhouse-format'),
    waits: flag('wait_end_of_query'),
    session:
      sessionId === undefined || sessionId === ''
        ? undefined
        : {
            id: sessionId,
            timeoutSeconds,
            check: one('session_check') === '1',
            close: flag('close_session'),
          },
    settings,
    parameters,
  };
}
