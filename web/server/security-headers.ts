import type { FastifyReply } from 'fastify';

/** The policy allows only our own files and the scripts that carry this page's nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that every storefront answer carries, static files included. */
export function applySecurityHeaders(reply: FastifyReply, secureTransport: boolean): void {
  reply.headers({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // "same-origin" rather than "no-referrer": with the latter browsers send `Origin: null` on our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  });
  if (secureTransport) reply.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}
