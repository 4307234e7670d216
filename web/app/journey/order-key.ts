import { redirect } from 'react-router';

/**
 * The key that makes an order happen once is made here and kept in the address: coming back to this page with the browser's
 * Back and sending again gives the same order, not a second one. Sends the reader on to the address with a key.
 * @param stepAddress the page's own, as `stepHref` gives it
 */
export function keyOf(request: Request, stepAddress: string): string {
  const { searchParams } = new URL(request.url);
  const key = searchParams.get('key');
  if (key !== null && /^[0-9a-f-]{36}$/.test(key)) return key;
  searchParams.set('key', crypto.randomUUID());
  // The request's own path is another one where the page is fetched by script.
  throw redirect(`${stepAddress.replace(/\?.*$/, '')}?${searchParams.toString()}`);
}
