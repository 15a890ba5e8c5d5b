/** An answer that is not what was asked for, or none at all. */
export class RequestFault extends Error {
  /** 0: no answer came. */
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(status: number, code: string, detail: string, requestId?: string) {
    super(detail);
    this.name = 'RequestFault';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

interface ProblemBody {
  code?: string;
  detail?: string;
  requestId?: string;
}

/**
 * Asks this server and returns its JSON.
 *
 * @throws {RequestFault} for every answer that is not a success, and where none comes.
 */
export async function request<T>(path: string, init: RequestInit = {}): Promise<T> {
  return (await answerOf(path, init)).json();
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new RequestFault(0, 'unreachable', '');
  }
  if (!answer.ok) throw await toFault(answer);
  return answer;
}

/** Sends JSON. @throws {RequestFault} as {@link request} does. */
export async function send(method: 'POST' | 'DELETE', path: string, body?: object): Promise<void> {
  await answerOf(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

/** Joins a path of the API and its parameters; what is undefined is left out, lists repeat. */
export function apiPath(
  path: string,
  params: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const each of value === undefined ? [] : [value].flat()) query.append(name, each);
  }
  const text = query.toString();
  return `/api${path}${text === '' ? '' : `?${text}`}`;
}

async function toFault(answer: Response): Promise<RequestFault> {
  const requestId = answer.headers.get('x-request-id') ?? undefined;
  try {
    const body: ProblemBody = await answer.json();
    return new RequestFault(answer.status, body.code ?? '', body.detail ?? '', body.requestId ?? requestId);
  } catch {
    return new RequestFault(answer.status, '', '', requestId);
  }
}
