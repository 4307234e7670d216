import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { data, redirect, type RouterContextProvider } from 'react-router';
import { storefrontContext, type GraphqlFailure, type StorefrontLoadContext, type Viewer } from './load-context.js';

type Context = Readonly<RouterContextProvider>;
type VariablesArgument<TVariables> =
  Record<string, never> extends TVariables ? [variables?: TVariables] : [variables: TVariables];

/** The host's services for this request: viewer, demo mode, clock, raw GraphQL. */
export function storefront(context: Context): StorefrontLoadContext {
  return context.get(storefrontContext);
}

/** Where to come back to after signing in. Only a path of our own is kept. */
export function signInAddress(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return `/sign-in?${new URLSearchParams({ return: `${pathname.replace(/\.data$/, '')}${search}` }).toString()}`;
}

/** A path inside this site, or the fallback: an address from outside never decides where people go. */
export function safeReturnPath(wanted: string | null, fallback: string): string {
  return wanted !== null && /^\/(?![/\\])[^\\]*$/.test(wanted) ? wanted : fallback;
}

/** The signed-in person; sends everybody else to sign in first. */
export function requireViewer(context: Context, request: Request): Viewer {
  const { viewer } = storefront(context);
  if (viewer === null) throw redirect(signInAddress(request));
  return viewer;
}

/** Throws a 404 page. The same for what does not exist and what is not theirs to see. */
export function notFound(): never {
  throw data(null, { status: 404 });
}

function throwFor(failures: readonly GraphqlFailure[], request: Request): never {
  const codes = new Set(failures.map((failure) => failure.extensions?.code));
  if (codes.has('UNAUTHENTICATED') || codes.has('NOT_SIGNED_IN')) throw redirect(signInAddress(request));
  // An address with a mistyped id or an old cursor asks for something that is not there.
  if (codes.has('NOT_FOUND') || codes.has('INVALID_INPUT')) notFound();
  if (codes.has('FORBIDDEN') || codes.has('NOT_PERMITTED')) throw data(null, { status: 403 });
  throw new Error(`GraphQL failed: ${failures.map((failure) => failure.message).join('; ')}`);
}

/**
 * Runs an operation and returns its data, for a loader or an action.
 * Expected refusals are members of result unions in the data; what is left as an error
 * becomes the sign-in page, a 404, a 403 or the error page.
 */
export async function callGraphql<TData, TVariables>(
  { context, request }: { context: Context; request: Request },
  document: TypedDocumentNode<TData, TVariables>,
  ...[variables]: VariablesArgument<TVariables>
): Promise<TData> {
  const answer = await storefront(context).graphql(document, variables ?? ({} as TVariables));
  if (answer.errors.length > 0) throwFor(answer.errors, request);
  if (answer.data === null) throw new Error('GraphQL answered without data');
  return answer.data;
}
