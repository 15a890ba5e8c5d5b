import { exceptionOf } from './exception.ts';
import { readHead, type Body } from './body.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * Reads the fields of a multipart/form-data body: `query` and `param_*` of the official clients.
 *
 * @throws EngineException when it is too long, broken, or carries files (external tables)
 */
export async function readFields(body: Body, contentType: string): Promise<Map<string, string>> {
  const { head, ended } = await readHead(body, maxBytes);
  if (!ended) throw exceptionOf(229, 'QUERY_IS_TOO_LARGE', `A form is limited to ${maxBytes} bytes`);
  const fields = new Map<string, string>();
  const response = new Response(new Uint8Array(head), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => {
    throw exceptionOf(117, 'INCORRECT_DATA', 'The multipart/form-data body is broken.');
  });
  for (const [name, value] of form.entries()) {
    if (typeof value !== 'string') {
      throw exceptionOf(48, 'NOT_IMPLEMENTED', 'External tables are not offered by the local engine.');
    }
    fields.set(name, value);
  }
  return fields;
}
