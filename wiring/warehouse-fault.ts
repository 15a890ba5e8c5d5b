import { MilepostError, messageOf } from '../infra/errors.ts';
import { hasEngineCode } from '../warehouse/warehouse-error.ts';

const wrongPassword = '516';
const denied = '497';

/** Returns an error of the first contact with the configured ClickHouse with its way out; the URL without its password. */
export function describeWarehouseFault(thrown: unknown, clickhouseUrl: string): unknown {
  if (!(thrown instanceof MilepostError)) return thrown;
  const { host, username } = new URL(clickhouseUrl);
  if (hasEngineCode(thrown, wrongPassword) || hasEngineCode(thrown, denied)) {
    return new MilepostError(
      'warehouse_denied',
      `ClickHouse at ${host} refuses the user "${username}"; check the user and password in CLICKHOUSE_URL and the user's grants`,
      { cause: thrown },
    );
  }
  if (thrown.code !== 'warehouse_unavailable') return thrown;
  return new MilepostError(
    'warehouse_unavailable',
    `ClickHouse at ${host} does not answer (${reasonOf(thrown)}); check CLICKHOUSE_URL and that the server runs, ` +
      'or unset it to use the local engine',
    { cause: thrown, retryable: true },
  );
}

function reasonOf(error: MilepostError): string {
  return messageOf(error.cause ?? error);
}
