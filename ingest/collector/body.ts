import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Problem } from '../../infra/http/problem.ts';
import { codeOf } from '../../infra/errors.ts';
import { isObject, type JsonObject } from '../json.ts';

const unzip = promisify(gunzip);

/** A body that was read: its text, and the object in it. */
export interface Body {
  text: string;
  value: JsonObject;
}

/**
 * Reads a request's body as a JSON object, whatever content type it claims, gzip or not (SDKs label it wrongly, so
 * its first two bytes tell).
 *
 * @param maxBytes most bytes of it, unpacked; a body that would unpack to more is never unpacked whole
 * @throws {Problem} 413 `body_too_large`, 400 `invalid_body`
 */
export async function readBody(raw: unknown, maxBytes: number): Promise<Body> {
  if (!Buffer.isBuffer(raw) || raw.length === 0) throw invalid('The body is empty; send JSON');
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? await unpack(raw, maxBytes) : raw;
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const value = parse(text);
  if (!isObject(value)) throw invalid('The body is not a JSON object');
  return { text, value };
}

async function unpack(raw: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await unzip(raw, { maxOutputLength: maxBytes });
  } catch (thrown) {
    if (codeOf(thrown) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes);
    throw invalid('The body starts as gzip but cannot be unpacked', thrown);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw invalid('The body is not JSON', thrown);
  }
}

function invalid(detail: string, cause?: unknown): Problem {
  return new Problem(400, 'invalid_body', detail, { cause });
}

function tooLarge(maxBytes: number): Problem {
  const limit = `${Math.floor(maxBytes / 1024)} KB`;
  return new Problem(413, 'body_too_large', `The body is over ${limit}; send it in smaller parts`);
}
