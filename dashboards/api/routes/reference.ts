import type { HttpServer } from '../../../infra/http/server.ts';
import type { Reader } from '../reader.ts';
import { readReference } from '../reference.ts';
import { answers } from '../schemas/problem.ts';
import { referenceAnswer } from '../schemas/reference.ts';
import { nothing } from '../schemas/vendor.ts';

/** The reference data behind the numbers: nobody's in particular, so everybody with a token may see it. */
export function addReferenceRoute(app: HttpServer, reader: Reader): void {
  app.get(
    '/reference',
    {
      schema: {
        tags: ['reference'],
        summary: 'The lists that numbers lean on, with their sources and versions',
        querystring: nothing,
        response: answers({ 'application/json': referenceAnswer }),
      },
    },
    () => readReference(reader),
  );
}
