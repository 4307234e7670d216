import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { createContext } from 'react-router';

/** The parts a person can play; they decide the navigation, never what they may do. */
export type ViewerRole =
  | 'BUDGET_HOLDER'
  | 'REPRESENTATIVE'
  | 'BROKER'
  | 'CARER'
  | 'SELF_FUNDER'
  | 'PROVIDER_OWNER'
  | 'PROVIDER_CATALOGUE'
  | 'PROVIDER_ORDERS'
  | 'PROVIDER_FINANCE'
  | 'COMMUNITY_GROUP'
  | 'CARE_MANAGER'
  | 'APPROVER'
  | 'FINANCE_OFFICER'
  | 'COMMISSIONER'
  | 'MODERATOR'
  | 'OPERATOR';

/** The signed-in person, as the header needs them. */
export interface Viewer {
  readonly personId: string;
  readonly displayName: string;
  readonly roles: readonly ViewerRole[];
  /** Key of the council they work for or are funded by, such as `marlbridge`; it also names the theme. */
  readonly councilKey: string | null;
  /** The organisation they work for, when they are not here for themselves. */
  readonly organisationName: string | null;
}

export interface GraphqlFailure {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: { readonly code?: string | undefined } | undefined;
}

export interface GraphqlAnswer<TData> {
  readonly data: TData | null;
  readonly errors: readonly GraphqlFailure[];
  /** Raw Set-Cookie values; the storefront plugin passes them on to the browser. */
  readonly setCookie: readonly string[];
}

/** What the host process supplies for one request. */
export interface StorefrontHostContext {
  /** Runs an operation with this request's cookie. Resolves also when the operation has errors. */
  graphql<TData, TVariables>(
    document: TypedDocumentNode<TData, TVariables>,
    variables: TVariables,
  ): Promise<GraphqlAnswer<TData>>;
  /** True when the demo people may be offered by name. */
  readonly demo: boolean;
  readonly viewer: Viewer | null;
  /** The council this address belongs to, for people who are not signed in; null for none. */
  readonly councilKey: string | null;
  /** The injected clock's present moment, as an ISO instant in UTC. */
  readonly now: string;
  /** Writes an unexpected failure to the host's log. */
  reportError(error: unknown): void;
}

export interface StorefrontLoadContext extends StorefrontHostContext {
  /** Marks this page's own scripts for the content security policy. */
  readonly nonce: string;
}

export const storefrontContext = createContext<StorefrontLoadContext>();
