import { listPeople, type Person } from '../dashboards/session/people.ts';
import { demoAffiliates } from '../demo/world/affiliates.ts';
import type { World } from './world.ts';

/** Says who can be whom at an address: one of each role, of affiliates the largest, with the way to a token. */
export async function describePeople(address: string, world: World): Promise<string> {
  const people = await listPeople({ warehouse: await world.warehouse(), clock: world.clock });
  const largest = `affiliate:${demoAffiliates[0]?.affiliateId}`;
  const roles = ['affiliate', 'support', 'traveler', 'admin'] as const;
  const lines = roles.flatMap((role) => {
    const ofRole = people.filter((each) => each.role === role);
    const person = ofRole.find((each) => each.person === largest) ?? ofRole[0];
    return person === undefined ? [] : [describePerson(person)];
  });
  return [`Open ${address} and sign in, without a password, as one of`, ...lines].join('\n');
}

function describePerson({ person, role, name }: Person): string {
  const [, id] = person.split(/:(.*)/s);
  const token = `npx milepost token --role ${role}${id === undefined ? '' : ` --id ${id}`}`;
  return `  ${role.padEnd(10)} ${name.padEnd(24)} or, for a program: \`${token}\``;
}
