import type { Config } from '../infra/config.ts';
import type { HttpServer } from '../infra/http/server.ts';
import { describeListenFault } from '../cli/fault.ts';

/**
 * Has a server listen where the environment says, and returns its address.
 *
 * @throws {MilepostError} whose message is the way out
 */
export async function listen(server: HttpServer, { host, port }: Config): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (thrown) {
    throw describeListenFault(thrown, host, port);
  }
}
