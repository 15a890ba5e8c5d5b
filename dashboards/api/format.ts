import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../infra/http/problem.ts';

export type Format = 'json' | 'csv' | 'pdf' | 'parquet' | 'arrow';

const mediaTypes: Record<Format, string> = {
  json: 'application/json',
  csv: 'text/csv',
  pdf: 'application/pdf',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
};

/**
 * Chooses the format that the `Accept` header likes best; the first of `offered` where it does not care.
 *
 * @throws {Problem} 406, naming what there is.
 */
export function chooseFormat(request: FastifyRequest, offered: readonly Format[]): Format {
  const ranges = (request.headers.accept ?? '*/*').split(',').map((text) => {
    const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const qualityOf = (format: Format): number => {
    const mediaType = mediaTypes[format];
    const found =
      ranges.find(({ type }) => type === mediaType) ??
      ranges.find(({ type }) => type === `${mediaType.split('/')[0]}/*`) ??
      ranges.find(({ type }) => type === '*/*');
    return found === undefined || Number.isNaN(found.quality) ? 0 : found.quality;
  };
  const best = offered.toSorted((a, b) => qualityOf(b) - qualityOf(a))[0];
  if (best !== undefined && qualityOf(best) > 0) return best;
  const known = offered.map((format) => mediaTypes[format]).join(', ');
  throw new Problem(
    406,
    'not_acceptable',
    `There is ${known} here; ${request.headers.accept ?? ''} is not built.`,
  );
}

export interface Answer {
  asOf: string | null;
  /** Of a download, without its extension. */
  fileName: string;
  /** Shown in a page of ours rather than downloaded. */
  isInline?: boolean;
}

/** Sends a file as a download, or where it is inline for a frame of this address; `asOf` goes in the header `Milepost-As-Of`. */
export function sendFile(
  reply: FastifyReply,
  format: Format,
  content: string | Uint8Array,
  answer: Answer,
): FastifyReply {
  if (answer.asOf !== null) reply.header('milepost-as-of', answer.asOf);
  if (answer.isInline === true) reply.header('x-frame-options', 'SAMEORIGIN');
  const fileName = answer.fileName.replaceAll(/[^\w.-]/g, '_');
  return reply
    .header(
      'content-disposition',
      `${answer.isInline === true ? 'inline' : 'attachment'}; filename="${fileName}.${format}"`,
    )
    .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : mediaTypes[format])
    .send(content);
}
