const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface OriginFacts {
  readonly method: string;
  /** Host and port the request was sent to, as the browser wrote it. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly referer: string | undefined;
  readonly fetchSite: string | undefined;
  readonly publicOrigin: string | undefined;
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * True when a request may change something: it is a read, or it was sent from one of our own pages.
 * A program without Origin, Referer and Sec-Fetch-Site is not a browser, so nobody's cookie is borrowed.
 */
export function mayChangeThings(facts: OriginFacts): boolean {
  if (safeMethods.has(facts.method)) return true;
  const sender = facts.origin ?? facts.referer;
  if (sender === undefined) return facts.fetchSite === undefined || facts.fetchSite === 'same-origin';
  if (facts.publicOrigin !== undefined) {
    return URL.canParse(sender) && new URL(sender).origin === new URL(facts.publicOrigin).origin;
  }
  return hostOf(sender) === facts.host.toLowerCase();
}
