import { once } from 'node:events';
import { createServer } from 'node:http';
import { messageOf } from '../../../infra/errors.ts';
import { startProduct, type Product } from './product.ts';

/** A product that is not started before somebody asks where it is. */
export interface ProductOnDemand {
  /** Answers 200 with the product's address; 202 while it is filled; 500 with why where it cannot be. */
  url: string;
  stop(): Promise<void>;
}

/** Offers a run's workers one product, which costs those nothing that never ask. */
export async function offerProduct(): Promise<ProductOnDemand> {
  let starting: Promise<Product> | undefined;
  let answer = { status: 202, text: '' };
  const start = async (): Promise<Product> => {
    try {
      const product = await startProduct();
      answer = { status: 200, text: product.address };
      return product;
    } catch (thrown) {
      answer = { status: 500, text: messageOf(thrown) };
      throw thrown;
    }
  };
  const server = createServer((_request, response) => {
    starting ??= start();
    // Who asks is told; a failure that nobody hears must not end the run.
    starting.catch(() => undefined);
    response.writeHead(answer.status).end(answer.text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? String(address?.port) : ''}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      // One that could not be started has stopped itself.
      const product = await starting?.catch(() => undefined);
      await product?.stop();
    },
  };
}
