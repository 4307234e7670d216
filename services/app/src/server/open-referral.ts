import { createHash } from 'node:crypto';
import type { FeedAnswer, FeedObject, FeedResource, OpenReferralPort } from '@owncourse/catalogue/contract';
import { type Clock, type FieldProblem, Refusal } from '@owncourse/kernel/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { isNotModified, lastModifiedOf } from './conditional-requests.js';

const ROOT = '/open-referral/v3';
const RESOURCES: readonly FeedResource[] = ['services', 'service_at_locations', 'taxonomies', 'taxonomy_terms'];
const ABOUT = {
  version: 'HSDS-UK-3.0',
  profile: 'https://openreferraluk.org/developers/specifications',
  openapi_url: 'https://openreferraluk.org/specifications/3.0/openapi.json',
};
const READS = 'GET, HEAD, OPTIONS';
const OTHER_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Any site may read it with anything but somebody's sign-in: there is none here. */
const HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Last-Modified, Link',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;
/** Kept by anybody, and asked about each time: what is withdrawn goes at once, what is the same costs nothing. */
const KEPT = 'public, no-cache';

type Answer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

interface Told {
  readonly body: unknown;
  readonly changedAt: Date | null;
  /** Where the next page is. */
  readonly next?: string | undefined;
}

function say(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply
    .status(status)
    .headers({ ...HEADERS, 'Cache-Control': 'no-store' })
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

function notThere(reply: FastifyReply): FastifyReply {
  // The same for what does not exist, what is not public yet and what was withdrawn.
  return say(reply, 404, { message: 'There is nothing here.', what_to_do: `Begin at ${ROOT}/services.` });
}

function wrong(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problems = (refusal.details['problems'] ?? []) as readonly FieldProblem[];
  return say(reply, 400, {
    message: 'Some of the parameters cannot be used. Nothing was looked for.',
    problems: problems.map(({ field, message }) => ({ parameter: field, what_to_do: message })),
  });
}

function nextPage(request: FastifyRequest, { next }: FeedAnswer<unknown>): string | undefined {
  if (next === null) return undefined;
  const path = request.url.split('?')[0] ?? '';
  const asked = Object.entries(request.query as Readonly<Record<string, unknown>>).filter(
    (parameter): parameter is [string, string] => typeof parameter[1] === 'string',
  );
  return `${path}?${new URLSearchParams({ ...Object.fromEntries(asked), ...next }).toString()}`;
}

/**
 * Open Referral UK 3.0: nine addresses that answer GET, to everybody the same.
 * @param options.site where the storefront's pages are, for links in the feed
 */
export function registerOpenReferral(
  server: FastifyInstance,
  options: {
    readonly feed: OpenReferralPort;
    readonly clock: Clock;
    readonly site: string;
    readonly reportError: (error: unknown) => void;
  },
): void {
  const { feed, clock, reportError } = options;
  const site = options.site.replace(/\/+$/, '');

  const tell = (request: FastifyRequest, reply: FastifyReply, { body, changedAt, next }: Told): FastifyReply => {
    const text = JSON.stringify(body);
    const version = {
      etag: `"${createHash('sha256').update(text).digest('base64url')}"`,
      lastModified: lastModifiedOf(changedAt, clock.now()),
    };
    reply.headers({ ...HEADERS, 'Cache-Control': KEPT, ETag: version.etag });
    if (version.lastModified) reply.header('Last-Modified', version.lastModified.toUTCString());
    if (next !== undefined) reply.header('Link', `<${next}>; rel="next"`);
    if (isNotModified(request.headers, version)) return reply.status(304).send();
    return reply.type('application/json; charset=utf-8').send(text);
  };

  const route: RouteShorthandOptions = {
    errorHandler: (error, _request, reply) => {
      if (error instanceof Refusal) {
        void wrong(reply, error);
        return;
      }
      reportError(error);
      void say(reply, 500, { message: 'Something went wrong at our end.', what_to_do: 'Try again in a minute.' });
    },
  };
  /** An address with and without a slash at its end, and what it does not do. */
  const at = (path: string, answer: Answer): void => {
    for (const url of [`${ROOT}${path}`, `${ROOT}${path}/`]) {
      server.get(url, route, answer);
      refuseOthers(server, url);
    }
  };

  at('', (request, reply) => tell(request, reply, { body: ABOUT, changedAt: null }));
  for (const resource of RESOURCES) {
    at(`/${resource}`, async (request, reply) => {
      const page = await feed.page(resource, request.query as Readonly<Record<string, unknown>>, site);
      return tell(request, reply, { ...page, next: nextPage(request, page) });
    });
    at(`/${resource}/:id`, async (request, reply) => {
      const { id } = request.params as { readonly id: string };
      const found: FeedAnswer<FeedObject> | null = await feed.one(resource, id, site);
      return found ? tell(request, reply, { ...found, next: undefined }) : notThere(reply);
    });
  }
  server.get(`${ROOT}/*`, (_request, reply) => notThere(reply));
  refuseOthers(server, `${ROOT}/*`);
}

/** Before anything that was sent is read. */
function refuseOthers(server: FastifyInstance, url: string): void {
  server.route({
    method: OTHER_METHODS,
    url,
    // It answers, and so does not go on.
    onRequest: (_request, reply, _done) => {
      reply.header('Allow', READS);
      void say(reply, 405, { message: 'This is for reading only.', what_to_do: `Use one of ${READS}.` });
    },
    handler: (_request, reply) => reply,
  });
  server.options(url, (_request, reply) =>
    reply
      .status(204)
      .headers({
        ...HEADERS,
        Allow: READS,
        'Access-Control-Allow-Methods': READS,
        'Access-Control-Allow-Headers': 'Accept, Content-Type, If-Modified-Since, If-None-Match',
        'Access-Control-Max-Age': '86400',
      })
      .send(),
  );
}
