import { fileURLToPath } from 'node:url';

/** Where objects are kept. */
export type ObjectsConfig =
  | { kind: 'file'; directory: string }
  | {
      kind: 's3';
      bucket: string;
      /** Stands before every key; empty or ending in a slash. */
      prefix: string;
      region: string;
      /** Absent: Amazon's. Else the bucket is the first part of the path. */
      endpoint?: string;
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    };

const way = 'write s3://bucket/prefix?region=eu-west-1&endpoint=https://... or file:///a/directory';

/**
 * Reads `OBJECTS_URL` and, for S3, `AWS_REGION` and the credentials `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and
 * `AWS_SESSION_TOKEN`. What is wrong goes to `faults`, a sentence each; undefined where there is no `OBJECTS_URL`.
 */
export function parseObjectsUrl(
  get: (name: string) => string | undefined,
  faults: string[],
): ObjectsConfig | undefined {
  const text = get('OBJECTS_URL');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'file:' && url.host === '') return { kind: 'file', directory: fileURLToPath(url) };
  if (url?.protocol !== 's3:') {
    faults.push(`OBJECTS_URL: ${way}`);
    return undefined;
  }
  const bucket = url.hostname;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    faults.push(`OBJECTS_URL: "${bucket}" is no bucket`);
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  if (path !== '' && !/^[\w=-][\w.=-]*(\/[\w=-][\w.=-]*)*$/.test(path))
    faults.push(`OBJECTS_URL: the prefix "${path}" may hold letters, digits and ._-=/ only`);
  for (const name of url.searchParams.keys())
    if (name !== 'region' && name !== 'endpoint') faults.push(`OBJECTS_URL: ${name} is unknown; ${way}`);
  const region = url.searchParams.get('region') ?? get('AWS_REGION');
  if (region === undefined) faults.push('OBJECTS_URL: add ?region=, or set AWS_REGION');
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint))
    faults.push('OBJECTS_URL: the endpoint must start with http:// or https://');
  if (url.username !== '' || url.password !== '')
    faults.push('OBJECTS_URL: give credentials as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead');
  const [accessKeyId, secretAccessKey] = [get('AWS_ACCESS_KEY_ID'), get('AWS_SECRET_ACCESS_KEY')];
  if (accessKeyId === undefined || secretAccessKey === undefined)
    faults.push('AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: set both, OBJECTS_URL names a bucket');
  const sessionToken = get('AWS_SESSION_TOKEN');
  return {
    kind: 's3',
    bucket,
    prefix: path === '' ? '' : `${path}/`,
    region: region ?? '',
    accessKeyId: accessKeyId ?? '',
    secretAccessKey: secretAccessKey ?? '',
    ...(endpoint === undefined ? {} : { endpoint: endpoint.replace(/\/+$/, '') }),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}
