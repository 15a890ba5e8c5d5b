import type { HttpServer } from '../infra/http/server.ts';
import { api } from './api/api.ts';
import type { ApiDeps } from './api/deps.ts';
import { pages, type PagesDeps } from './pages/pages.ts';
import { shareLink } from './share/share-link.ts';

export interface DashboardsDeps {
  api: ApiDeps;
  pages: PagesDeps;
}

/** What people and programs read from, as a Fastify plugin: the API and the pages on it. */
export async function dashboards(server: HttpServer, deps: DashboardsDeps): Promise<void> {
  await server.register(api, deps.api);
  await server.register(shareLink, deps.api);
  await server.register(pages, deps.pages);
}
