import { Writable } from 'node:stream';
import { renderToPipeableStream } from 'react-dom/server';
import {
  isRouteErrorResponse,
  ServerRouter,
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
} from 'react-router';
import { storefrontContext } from './graphql/load-context.js';

/** A page that is not made after this many milliseconds is given up. */
const renderLimitMilliseconds = 10_000;

/** Gathers a stream of text into one string. */
class Gathered extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/**
 * Makes the whole page before anything is sent: a page that arrives in pieces
 * would need script to put them in place.
 */
function render(element: React.ReactNode, nonce: string): Promise<{ html: string; failed: boolean }> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const stream = renderToPipeableStream(element, {
      nonce,
      // Never split the page into later pieces, whatever its length.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onAllReady() {
        clearTimeout(limit);
        const page = new Gathered();
        page.once('finish', () => resolve({ html: page.text(), failed }));
        page.once('error', reject);
        stream.pipe(page);
      },
      onShellError: (error) => {
        clearTimeout(limit);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
      onError() {
        failed = true;
      },
    });
    const limit = setTimeout(() => stream.abort(new Error('The page took too long to make')), renderLimitMilliseconds);
  });
}

export default async function handleRequest(
  request: Request,
  responseStatusCode: number,
  responseHeaders: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> {
  const { nonce } = loadContext.get(storefrontContext);
  responseHeaders.set('Content-Type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status: responseStatusCode, headers: responseHeaders });
  const { html, failed } = await render(
    <ServerRouter context={routerContext} url={request.url} nonce={nonce} />,
    nonce,
  );
  return new Response(html, { status: failed ? 500 : responseStatusCode, headers: responseHeaders });
}

/** Unexpected failures reach the host's log; people see kind words and no detail. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  context.get(storefrontContext).reportError(error);
};
