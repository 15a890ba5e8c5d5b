import { once } from 'node:events';
import { createServer } from 'node:http';
import { messageOf } from '../../../infra/errors.ts';
import { startProduct, type Product } from './product.ts';

/** A product that is not started before somebody asks where it is. */
export interface ProductOnDemand {
  /** Answers with the product's address once it is filled; with 500 and why where it cannot be. */
  url: string;
  stop(): Promise<void>;
}

/** Offers a run's workers one product, which costs those nothing that never ask. */
export async function offerProduct(): Promise<ProductOnDemand> {
  let starting: Promise<Product> | undefined;
  const server = createServer((_request, response) => {
    starting ??= startProduct();
    starting.then(
      ({ address }) => response.end(address),
      (thrown: unknown) => response.writeHead(500).end(messageOf(thrown)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      // One that could not be started has stopped itself, and told who asked.
      const product = await starting?.catch(() => undefined);
      await product?.stop();
    },
  };
}
