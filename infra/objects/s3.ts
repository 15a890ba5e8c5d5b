import { AwsClient } from 'aws4fetch';
import { MilepostError, messageOf } from '../errors.ts';
import { createLocalCopies } from './local-copies.ts';
import { requireKey } from './object-key.ts';
import type { Objects } from './objects.ts';
import type { ObjectsConfig } from './objects-url.ts';

/** Objects of a bucket, and the copies of them on this machine. */
export interface S3Objects extends Objects {
  /** Removes this machine's copies. */
  close(): Promise<void>;
}

const requestTimeoutMs = 60_000;
/** A server that is overloaded for a moment is asked again, after 0.1 s, 0.2 s, 0.4 s, 0.8 s at most. */
const retrying = { retries: 4, initRetryMs: 100 };
const isTransient = (status: number): boolean => status === 429 || status === 409 || status >= 500;

/**
 * Keeps objects in a bucket of Amazon S3 or of whatever speaks its protocol, conditional writes (`If-None-Match: *`)
 * included. The bucket must be there.
 *
 * @example
 * const objects = createS3Objects({ kind: 's3', bucket: 'books', prefix: '', region: 'eu-west-1', accessKeyId, secretAccessKey });
 */
export function createS3Objects(config: Extract<ObjectsConfig, { kind: 's3' }>): S3Objects {
  const { bucket, prefix, region, endpoint } = config;
  const client = new AwsClient({ ...config, ...retrying, service: 's3' });
  const base =
    endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint}/${bucket}`;
  const urlOf = (key: string): string =>
    `${base}/${`${prefix}${requireKey(key)}`.split('/').map(encodeURIComponent).join('/')}`;
  const copies = createLocalCopies();

  /** Sends a request and returns its answer, which is one of `expected`. */
  async function send(act: string, url: string, init: RequestInit, expected: number[]): Promise<Response> {
    let answer: Response;
    try {
      answer = await client.fetch(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
    } catch (thrown) {
      throw new MilepostError('objects_failed', `${act} failed: ${base} ${messageOf(thrown)}`, {
        cause: thrown,
        retryable: true,
      });
    }
    if (expected.includes(answer.status)) return answer;
    const body = await answer.text().catch(() => '');
    const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? '';
    if (answer.status === 404 && code !== 'NoSuchBucket' && expected.includes(-404)) return answer;
    throw new MilepostError(
      'objects_failed',
      `${act} failed: the bucket ${bucket} answered ${answer.status} ${code}${wayOut(answer.status, code)}`,
      { retryable: isTransient(answer.status) },
    );
  }

  async function get(key: string): Promise<Uint8Array | undefined> {
    const answer = await send(`Reading ${key}`, urlOf(key), {}, [200, -404]);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  }

  return {
    async put(key, bytes) {
      await send(`Writing ${key}`, urlOf(key), { method: 'PUT', body: new Uint8Array(bytes) }, [200]);
    },
    async putIfAbsent(key, bytes) {
      const headers = { 'if-none-match': '*' };
      const init = { method: 'PUT', body: new Uint8Array(bytes), headers };
      const answer = await send(`Writing ${key}`, urlOf(key), init, [200, 412]);
      if (answer.ok) return true;
      // A write that was done and not answered is repeated: it then finds itself.
      const there = await get(key);
      return there !== undefined && Buffer.compare(there, bytes) === 0;
    },
    get,
    async list(wanted) {
      const keys: string[] = [];
      for (let token: string | undefined = ''; token !== undefined;) {
        const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url' });
        query.set('prefix', `${prefix}${wanted}`);
        if (token !== '') query.set('continuation-token', token);
        const answer = await send(`Listing ${wanted}`, `${base}?${query.toString()}`, {}, [200]);
        const text = await answer.text();
        for (const [, key = ''] of text.matchAll(/<Key>([^<]*)<\/Key>/g))
          keys.push(decodeURIComponent(key).slice(prefix.length));
        token = /<NextContinuationToken>([^<]+)<\/NextContinuationToken>/.exec(text)?.[1];
      }
      return keys.toSorted();
    },
    async delete(key) {
      await send(`Deleting ${key}`, urlOf(key), { method: 'DELETE' }, [200, 204, -404]);
    },
    async localFile(key) {
      const bytes = await get(key);
      return bytes === undefined ? undefined : copies.write(bytes);
    },
    close: () => copies.close(),
  };
}

/** What a person can do about a refusal. */
function wayOut(status: number, code: string): string {
  if (code === 'NoSuchBucket') return '; create it, or mend OBJECTS_URL';
  if (status === 301 || status === 400) return "; see whether the region in OBJECTS_URL is the bucket's";
  if (status === 401 || status === 403)
    return '; see whether AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY may list, read, write and delete there';
  return '';
}
