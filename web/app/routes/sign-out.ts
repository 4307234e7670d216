import { redirect } from 'react-router';
import { SignOutDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import type { Route } from './+types/sign-out.js';

/** Signing out changes something, so looking at the address does nothing. */
export function loader() {
  throw redirect('/');
}

export async function action({ context, request }: Route.ActionArgs) {
  await callGraphql({ context, request }, SignOutDocument);
  throw redirect('/');
}
