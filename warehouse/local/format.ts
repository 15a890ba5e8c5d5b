const json = 'application/json; charset=UTF-8';
const types: readonly (readonly [RegExp, string])[] = [
  [/^(JSON.*EachRow.*|NDJSON|JSONLines)$/i, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/i, json],
  [/^CSV.*Names/i, 'text/csv; charset=UTF-8; header=present'],
  [/^CSV/i, 'text/csv; charset=UTF-8; header=absent'],
  [/^(TabSeparated|TSV|LineAsString|Raw)/i, 'text/tab-separated-values; charset=UTF-8'],
  [/^XML$/i, 'application/xml; charset=UTF-8'],
  [
    /^(Arrow|Avro|BSON|CapnProto|MsgPack|Native|Npy|ORC|Parquet|Protobuf|RowBinary)/i,
    'application/octet-stream',
  ],
];

/** Returns the content type of a format's rows; plain text for those made for people. */
export function contentTypeOf(format: string): string {
  return types.find(([pattern]) => pattern.test(format))?.[1] ?? 'text/plain; charset=UTF-8';
}
