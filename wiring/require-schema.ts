import { MilepostError } from '../infra/errors.ts';
import type { Migrator } from '../warehouse/migrate.ts';

/**
 * Refuses a server whose schema is behind: others share it, so only `migrate` and the roles change it.
 *
 * @throws {MilepostError} `schema_outdated`
 */
export async function requireSchema(migrator: Migrator): Promise<void> {
  const { pending } = await migrator.plan();
  if (pending.length === 0) return;
  throw new MilepostError(
    'schema_outdated',
    `The warehouse lacks ${pending.join(', ')}; run \`milepost migrate\` first`,
  );
}
