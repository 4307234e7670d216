import { redirect } from 'react-router';
import { keep } from '../finding/kept-list.js';
import { SignOutDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import type { Route } from './+types/sign-out.js';

/** Signing out changes something, so looking at the address does nothing. */
export function loader() {
  throw redirect('/');
}

export async function action({ context, request }: Route.ActionArgs) {
  await callGraphql({ context, request }, SignOutDocument);
  // The next person at this screen starts with an empty list.
  throw redirect('/', { headers: await keep(request, []) });
}
