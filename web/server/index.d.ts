import type { StorefrontPlugin } from './contract.js';

export type { StorefrontOptions, StorefrontPlugin } from './contract.js';
export type {
  GraphqlAnswer,
  GraphqlFailure,
  StorefrontHostContext,
  Viewer,
  ViewerRole,
} from '../app/graphql/load-context.js';

export declare const storefront: StorefrontPlugin;
