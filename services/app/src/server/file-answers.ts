import type { FastifyReply } from 'fastify';

/** Of every file that belongs to somebody: no other keeps it, and nothing in it runs. */
export const HEADERS = {
  'Cache-Control': 'private, no-store',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
} as const;

export function notThere(reply: FastifyReply): FastifyReply {
  // The same for what does not exist and what is not theirs to see.
  return reply.status(404).headers(HEADERS).type('text/plain; charset=utf-8').send('There is nothing here.');
}
