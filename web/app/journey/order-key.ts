import { redirect } from 'react-router';

/**
 * The key that makes an order happen once is made here and kept in the address: coming back to this page with the browser's
 * Back and sending again gives the same order, not a second one. Sends the reader on to the address with a key.
 */
export function keyOf(request: Request): string {
  const address = new URL(request.url);
  const key = address.searchParams.get('key');
  if (key !== null && /^[0-9a-f-]{36}$/.test(key)) return key;
  address.searchParams.set('key', crypto.randomUUID());
  throw redirect(`${address.pathname}${address.search}`);
}
