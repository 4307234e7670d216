import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { StorefrontHostContext } from '../app/graphql/load-context.js';

/** What the process that mounts the storefront supplies. */
export interface StorefrontOptions {
  /**
   * Who is asking and how to run GraphQL as them. Called once for each page or form request,
   * never for static files. A rejection answers 500 in plain words.
   */
  readonly createContext: (request: FastifyRequest) => Promise<StorefrontHostContext>;
  /**
   * The address people see, such as `https://market.example`. When set, forms are accepted from
   * exactly this origin; otherwise from the host the request was sent to.
   */
  readonly publicOrigin?: string;
}

/** Register with `fastify.register(storefront, options)` after every other route. */
export type StorefrontPlugin = FastifyPluginAsync<StorefrontOptions>;
