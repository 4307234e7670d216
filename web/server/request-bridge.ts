import type { FastifyReply, FastifyRequest } from 'fastify';

/** A web Request with the same address, headers and (already read) body as the Fastify one. */
export function toWebRequest(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(':') || value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) headers.append(name, single);
  }
  const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
  return new Request(new URL(request.url, `${request.protocol}://${request.host}`), {
    method: request.method,
    headers,
    signal,
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { body }),
  });
}

/** Copies a web Response onto the Fastify reply; every Set-Cookie stays a header of its own. `overrides` win. */
export async function sendWebResponse(
  reply: FastifyReply,
  response: Response,
  overrides: Readonly<Record<string, string>> = {},
): Promise<FastifyReply> {
  reply.status(response.status);
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') reply.header(name, value);
  }
  reply.headers(overrides);
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return reply.send(response.body === null ? null : Buffer.from(await response.arrayBuffer()));
}
