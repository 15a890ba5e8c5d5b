/** An exception as ClickHouse words it: its code, and its text from `Code: ` on. */
export class EngineException extends Error {
  readonly code: number;
  readonly text: string;

  constructor(code: number, text: string) {
    super(text);
    this.name = 'EngineException';
    this.code = code;
    this.text = text;
  }
}

const coded = /^Code: (\d+)\. DB::Exception: /;

/** Codes by the HTTP status a server answers them with (ClickHouse, exceptionCodeToHTTPStatus.cpp); others are 500. */
const statuses = new Map<number, number>(
  Object.entries({
    400: [
      6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675,
      676,
    ],
    401: [194],
    403: [192, 193, 497, 512, 516],
    404: [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511],
    408: [159],
    411: [381],
    413: [229],
    415: [779],
    501: [48],
    503: [76, 209, 439],
  }).flatMap(([status, codes]) => codes.map((code): [number, number] => [code, Number(status)])),
);

/** Returns the HTTP status of an exception code. */
export function statusOf(code: number): number {
  return statuses.get(code) ?? 500;
}

/** Words an exception as a server does: `Code: 60. DB::Exception: ... (UNKNOWN_TABLE) (version 26.7.2.1 (official build))`. */
export function exceptionOf(code: number, name: string, message: string): EngineException {
  return new EngineException(code, `Code: ${code}. DB::Exception: ${message} (${name})`);
}

/**
 * Reads what the engine threw. The pipes that carry rows in and out are this process's own business,
 * so their paths leave the text.
 */
export function readException(thrown: unknown, pipe?: string): EngineException {
  if (thrown instanceof EngineException) return thrown;
  let text = thrown instanceof Error ? thrown.message : String(thrown);
  const code = coded.exec(text)?.[1];
  if (code === undefined) return exceptionOf(1002, 'UNKNOWN_EXCEPTION', text);
  // Each layer of the engine wraps it once more: Code: 73. DB::Exception: Code: 73. DB::Exception: ...
  for (let inner = text.replace(coded, ''); coded.test(inner); inner = text.replace(coded, '')) {
    text = inner.replace(/ \(version [^)]*\)\. \(\w+\)$/, '');
  }
  if (pipe !== undefined) {
    text = text
      .replaceAll(`: (in file/uri ${pipe})`, '')
      .replaceAll('data for INSERT was parsed from file', 'data for INSERT was parsed from query')
      .replaceAll(pipe, 'data');
  }
  return new EngineException(Number(code), text);
}
