import Stripe from 'stripe';
import type { StripeOptions } from '../contract/card-company.js';
import { NotKnown, NotTaken } from './card-gateway.js';

/** What the types of this version of the library were made for. */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MILLISECONDS = 15_000;

/** What an error of the library means: it certainly was not done, or nobody knows. */
export function failure(error: unknown): Error {
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return new NotTaken(error.code ?? 'invalid_request');
  if (error instanceof Stripe.errors.StripeAuthenticationError) return new NotKnown('the key is not accepted');
  if (error instanceof Stripe.errors.StripePermissionError) return new NotTaken(error.code ?? 'not_permitted');
  if (error instanceof Stripe.errors.StripeError) return new NotKnown(error.code ?? error.type);
  return error instanceof Error ? error : new Error(String(error));
}

/** @throws NotKnown, NotTaken */
export async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failure(error);
  }
}

/** By itself it sends nothing again: our own rows say when. */
export function openStripe(options: StripeOptions): Stripe {
  const url = options.apiUrl === null ? null : new URL(options.apiUrl);
  return new Stripe(options.secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: 0,
    timeout: options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS,
    telemetry: false,
    ...(url === null
      ? {}
      : {
          host: url.hostname,
          port: url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port,
          protocol: url.protocol === 'http:' ? 'http' : 'https',
        }),
  });
}
