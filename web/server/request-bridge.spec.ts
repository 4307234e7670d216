import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { sendWebResponse, toWebRequest } from './request-bridge.js';
import { contentSecurityPolicy } from './security-headers.js';

describe('a request through the bridge', () => {
  let server: FastifyInstance;
  let address: string;

  beforeAll(async () => {
    server = fastify();
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    server.all('/*', async (request, reply) => {
      const web = toWebRequest(request, new AbortController().signal);
      const form = web.method === 'POST' ? Object.fromEntries(await web.formData()) : {};
      const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'public' });
      headers.append('set-cookie', 'one=1; Expires=Tue, 03 Mar 2026 09:00:00 GMT');
      headers.append('set-cookie', 'two=2');
      const seen = JSON.stringify({ url: web.url, cookie: web.headers.get('cookie'), form });
      return sendWebResponse(reply.header('set-cookie', 'zero=0'), new Response(seen, { status: 201, headers }), {
        'cache-control': 'no-store',
      });
    });
    address = await server.listen({ host: '127.0.0.1', port: 0 });
  });

  afterAll(() => server.close());

  it('keeps address, headers and the fields of a form', async () => {
    const answer = await fetch(`${address}/order/what?hours=2`, {
      method: 'POST',
      headers: { cookie: 'session=abc', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'note=T%C3%AAte+%26+talk',
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      url: `${address}/order/what?hours=2`,
      cookie: 'session=abc',
      form: { note: 'Tête & talk' },
    });
  });

  it('keeps every cookie apart and lets overrides win', async () => {
    const answer = await fetch(`${address}/`);
    expect(answer.headers.getSetCookie()).toEqual(['zero=0', 'one=1; Expires=Tue, 03 Mar 2026 09:00:00 GMT', 'two=2']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the content security policy', () => {
  it('allows the scripts of this page only, and no inline style at all', () => {
    const policy = contentSecurityPolicy('abc');
    expect(policy).toContain("script-src 'self' 'nonce-abc'");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe');
  });
});
