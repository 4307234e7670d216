import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router';
import * as build from 'virtual:react-router/server-build';
import { storefrontContext, type StorefrontHostContext } from '../app/graphql/load-context.js';
import type { StorefrontOptions, StorefrontPlugin } from './contract.js';
import { toWebRequest, sendWebResponse } from './request-bridge.js';
import { mayChangeThings } from './same-origin.js';
import { applySecurityHeaders, contentSecurityPolicy } from './security-headers.js';

const clientDirectory = fileURLToPath(new URL('../client/', import.meta.url));
/** Most forms carry text only. */
const formLimitBytes = 1024 * 1024;
/** Forms that carry a file of at most 10 MB beside their text. */
const fileForms = {
  urls: ['/my-budget/spent/*', '/council/rate-cards/new', '/council/rate-cards/new.data'],
  limitBytes: 11 * 1024 * 1024,
};

/** Forms whose file is read as it comes, of any size that its reader lets pass. */
const streamedForms = {
  urls: ['/provider/import', '/provider/import.data', '/council/register', '/council/register.data'],
};

const handleRequest = createRequestHandler(build as ServerBuild);

/** Remembers the cookies that GraphQL sets while a page is made, so that no page has to pass them on. */
function collectCookies(host: StorefrontHostContext): { host: StorefrontHostContext; cookies: string[] } {
  const cookies: string[] = [];
  return {
    cookies,
    // Field by field, because the host may be an instance of a class, whose methods a spread would lose.
    host: {
      demo: host.demo,
      viewer: host.viewer,
      councilKey: host.councilKey,
      now: host.now,
      reportError: (error) => host.reportError(error),
      async graphql(document, variables) {
        const answer = await host.graphql(document, variables);
        cookies.push(...answer.setCookie);
        return answer;
      },
    },
  };
}

/** Pages made for one signed-in person must not lie in any cache; the rest may be kept but checked. */
function cacheControl(response: Response, signedIn: boolean): string {
  const isPage = /text\/html|text\/x-script/.test(response.headers.get('content-type') ?? '');
  if (signedIn && (isPage || response.status >= 300)) return 'no-store';
  return response.headers.get('cache-control') ?? (signedIn ? 'no-store' : 'private, no-cache');
}

function isAllowed(request: FastifyRequest, publicOrigin: string | undefined): boolean {
  const { origin, referer } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  return mayChangeThings({
    method: request.method,
    host: request.host,
    origin,
    referer,
    fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
    publicOrigin,
  });
}

async function answerPage(
  request: FastifyRequest,
  reply: FastifyReply,
  options: StorefrontOptions,
): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  applySecurityHeaders(reply, request.protocol === 'https');
  reply.header('Content-Security-Policy', contentSecurityPolicy(nonce));
  if (!isAllowed(request, options.publicOrigin)) {
    return reply
      .status(403)
      .type('text/plain; charset=utf-8')
      .send('This form was sent from another website, so we did not use it. Nothing was changed.');
  }
  const { host, cookies } = collectCookies(await options.createContext(request));
  const aborted = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) aborted.abort();
  });
  const context = new RouterContextProvider();
  context.set(storefrontContext, { ...host, nonce });
  const response = await handleRequest(toWebRequest(request, aborted.signal), context);
  const signedInNow = host.viewer !== null || cookies.length > 0;
  const caching = cacheControl(response, signedInNow);
  if (!caching.startsWith('public')) reply.header('Vary', 'Cookie');
  for (const cookie of cookies) reply.header('set-cookie', cookie);
  return sendWebResponse(reply, response, { 'cache-control': caching });
}

/** For what fails outside the pages themselves, such as a form that is too large or a database that is away. */
function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const tooLarge = error.statusCode === 413;
  if (!tooLarge) request.log.error(error);
  return reply
    .status(tooLarge ? 413 : 500)
    .header('Cache-Control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(
      tooLarge
        ? 'That was too much for us to read. Go back, and send a shorter text or a smaller file (10 MB at most). Nothing was changed.'
        : 'Something went wrong at our end. It was not your fault. Wait a minute, then try again.',
    );
}

/** The storefront as one Fastify plugin: built files, then every page and form. */
export const storefront: StorefrontPlugin = async (fastify, options) => {
  await fastify.register(fastifyStatic, {
    root: clientDirectory,
    wildcard: false,
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      applySecurityHeaders(reply, reply.request.protocol === 'https');
      reply.header(
        'Cache-Control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    },
  });
  await fastify.register(async (pages) => {
    // React Router reads bodies itself, so this room keeps them as bytes whatever the host has registered.
    pages.setErrorHandler(answerFailure);
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
      done(null, body);
    });
    const page = (url: string, bodyLimit: number, within: FastifyInstance = pages): void => {
      within.route({
        method: ['GET', 'HEAD', 'POST'],
        url,
        bodyLimit,
        handler: (request, reply) => answerPage(request, reply, options),
      });
    };
    page('/*', formLimitBytes);
    for (const url of fileForms.urls) page(url, fileForms.limitBytes);
    await pages.register((streamed, _options, done) => {
      streamed.addContentTypeParser('multipart/form-data', (_request, body, parsed) => {
        parsed(null, body);
      });
      for (const url of streamedForms.urls) page(url, formLimitBytes, streamed);
      done();
    });
  });
};
