import { data, type RouterContextProvider } from 'react-router';
import { machineDate } from '../format/dates.js';
import { requireViewer, storefront } from '../graphql/call.js';
import type { Viewer, ViewerRole } from '../graphql/load-context.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

/**
 * The signed-in person, when one of their roles has work on this page. Others see the page "You can’t open this page";
 * people who are not signed in sign in first. What they may really do is decided behind GraphQL.
 */
export function requireRole({ context, request }: Asked, ...roles: readonly ViewerRole[]): Viewer {
  const viewer = requireViewer(context, request);
  if (!viewer.roles.some((role) => roles.includes(role))) throw data(null, { status: 403 });
  return viewer;
}

/** Today in London by the product’s own clock, as "2026-03-03". */
export function todayOf(context: Readonly<RouterContextProvider>): string {
  return machineDate(storefront(context).now);
}

/** A new key for one form: sending the form twice does its work once. */
export function newFormKey(): string {
  return crypto.randomUUID();
}
