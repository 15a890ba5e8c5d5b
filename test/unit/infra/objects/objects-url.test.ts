import { expect, test } from 'vitest';
import { parseObjectsUrl } from '../../../../infra/objects/objects-url.ts';

const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

function parse(url: string, env: Record<string, string> = keys) {
  const faults: string[] = [];
  return { config: parseObjectsUrl((name) => ({ ...env, OBJECTS_URL: url })[name], faults), faults };
}

test('a directory', () => {
  expect(parse('file:///var/lib/books', {})).toEqual({
    config: { kind: 'file', directory: '/var/lib/books' },
    faults: [],
  });
});

test.each([
  ['s3://books?region=eu-west-1', { bucket: 'books', prefix: '', region: 'eu-west-1' }],
  ['s3://books/a/b/?region=r', { bucket: 'books', prefix: 'a/b/', region: 'r' }],
  [
    's3://books?region=r&endpoint=https://store.example/',
    { bucket: 'books', prefix: '', region: 'r', endpoint: 'https://store.example' },
  ],
])('a bucket: %s', (url, says) => {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  expect(parse(url)).toEqual({ config: { kind: 's3', ...credentials, ...says }, faults: [] });
});

test.each([
  ['books', /write s3:\/\//],
  ['https://books', /write s3:\/\//],
  ['file://host/books', /write s3:\/\//],
  ['s3://Books_?region=r', /is no bucket/],
  ['s3://books', /add \?region=, or set AWS_REGION/],
  ['s3://books/a b?region=r', /prefix/],
  ['s3://books?region=r&endpoint=store.example', /must start with http/],
  ['s3://books?region=r&key=x', /key is unknown/],
  ['s3://id:secret@books?region=r', /give credentials as AWS_ACCESS_KEY_ID/],
])('%s is refused with the way out', (url, fault) => {
  const { faults } = parse(url);
  expect(faults.join('\n')).toMatch(fault);
  expect(faults.join('\n')).not.toContain('secret@');
});

test('a bucket needs credentials', () => {
  expect(parse('s3://books?region=r', {}).faults).toEqual([
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: set both, OBJECTS_URL names a bucket',
  ]);
});
