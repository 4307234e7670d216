import { PUBLIC_PAGE_KINDS, type PublicPageKind, type PublicPagesPort } from '@owncourse/catalogue/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Well below the 50,000 addresses and 50 megabytes of https://www.sitemaps.org/protocol.html. */
const ADDRESSES_IN_A_FILE = 10_000;
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const FILE = /^(services|providers|community)-([1-9]\d{0,3})\.xml$/;
/** Pages that are there whatever is in the catalogue. */
const ALWAYS = ['/', '/search', '/help', '/accessibility', '/privacy', '/open-data'];
/** What is somebody's own, or differs for everybody who looks. */
const NOT_FOR_SEARCH_ENGINES = ['/sign-in', '/my-', '/compare', '/council', '/provider/', '/files'];

function xml(reply: FastifyReply, root: 'sitemapindex' | 'urlset', addresses: readonly string[]): FastifyReply {
  const part = root === 'urlset' ? 'url' : 'sitemap';
  const lines = addresses.map((address) => `<${part}><loc>${escaped(address)}</loc></${part}>\n`);
  return reply
    .type('application/xml; charset=utf-8')
    .send(`<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${lines.join('')}</${root}>\n`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What search engines may read, and where: robots.txt, and a sitemap with every public page.
 * @param options.site where the storefront's pages are
 */
export function registerSitemap(
  server: FastifyInstance,
  options: { readonly pages: PublicPagesPort; readonly site: string },
): void {
  const { pages } = options;
  const site = options.site.replace(/\/+$/, '');
  server.get('/robots.txt', (_request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(
        [
          'User-agent: *',
          ...NOT_FOR_SEARCH_ENGINES.map((path) => `Disallow: ${path}`),
          `Sitemap: ${site}/sitemap.xml`,
          '',
        ].join('\n'),
      ),
  );
  server.get('/sitemap.xml', async (_request, reply) => {
    const counts = await Promise.all(PUBLIC_PAGE_KINDS.map((kind) => pages.count(kind)));
    const files = PUBLIC_PAGE_KINDS.flatMap((kind, index) =>
      Array.from(
        { length: Math.ceil((counts[index] ?? 0) / ADDRESSES_IN_A_FILE) },
        (_, part) => `${site}/sitemap/${kind}-${part + 1}.xml`,
      ),
    );
    return xml(reply, 'sitemapindex', [`${site}/sitemap/pages.xml`, ...files]);
  });
  server.get('/sitemap/pages.xml', (_request, reply) =>
    xml(
      reply,
      'urlset',
      ALWAYS.map((path) => `${site}${path}`),
    ),
  );
  server.get('/sitemap/:file', async (request, reply) => {
    const [, kind, part] = FILE.exec((request.params as { readonly file: string }).file) ?? [];
    if (kind === undefined) return reply.status(404).type('text/plain; charset=utf-8').send('There is nothing here.\n');
    const from = (Number(part) - 1) * ADDRESSES_IN_A_FILE;
    const ids = await pages.ids(kind as PublicPageKind, from, ADDRESSES_IN_A_FILE);
    if (ids.length === 0) return reply.status(404).type('text/plain; charset=utf-8').send('There is nothing here.\n');
    return xml(
      reply,
      'urlset',
      ids.map((id) => `${site}/${kind}/${id}`),
    );
  });
}
