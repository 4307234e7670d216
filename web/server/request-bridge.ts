import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A web Request with the same address, headers and body as the Fastify one: bytes that were read already, or a stream. */
export function toWebRequest(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith(':') || value === undefined) continue;
    for (const single of Array.isArray(value) ? value : [value]) headers.append(name, single);
  }
  const body = bodyOf(request.body);
  return new Request(new URL(request.url, `${request.protocol}://${request.host}`), {
    method: request.method,
    headers,
    signal,
    ...(request.method === 'GET' || request.method === 'HEAD' ? {} : { body, duplex: 'half' }),
  });
}

function bodyOf(body: unknown): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  return body instanceof Readable ? (Readable.toWeb(body) as ReadableStream<Uint8Array>) : null;
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
