import { describe, expect, it } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { RouterContextProvider } from 'react-router';
import { callGraphql, requireViewer, safeReturnPath, signInAddress } from './call.js';
import { storefrontContext, type GraphqlAnswer, type GraphqlFailure } from './load-context.js';

const document = {} as TypedDocumentNode<{ me: string }, { id: string }>;
const request = new Request('http://market.example/my-budget.data?week=2');

function contextWith(answer: Partial<GraphqlAnswer<unknown>>): RouterContextProvider {
  const context = new RouterContextProvider();
  context.set(storefrontContext, {
    graphql: async <TData>() => ({ data: null, errors: [], setCookie: [], ...answer }) as GraphqlAnswer<TData>,
    demo: false,
    viewer: null,
    councilKey: null,
    now: '2026-03-03T09:00:00Z',
    nonce: 'n',
    reportError: () => undefined,
  });
  return context;
}

async function thrownFor(errors: readonly GraphqlFailure[]): Promise<unknown> {
  try {
    await callGraphql({ context: contextWith({ errors }), request }, document, { id: '1' });
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Nothing was thrown');
}

describe('calling GraphQL from a page', () => {
  it('returns the data', async () => {
    const data = await callGraphql({ context: contextWith({ data: { me: 'Maggie' } }), request }, document, {
      id: '1',
    });
    expect(data).toEqual({ me: 'Maggie' });
  });

  it('sends people who are not signed in to sign in, and back afterwards', async () => {
    const thrown = await thrownFor([{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(thrown).toBeInstanceOf(Response);
    expect((thrown as Response).headers.get('location')).toBe('/sign-in?return=%2Fmy-budget%3Fweek%3D2');
  });

  it.each([
    ['NOT_FOUND', 404],
    ['INVALID_INPUT', 404],
    ['FORBIDDEN', 403],
    ['NOT_PERMITTED', 403],
  ])('turns %s into a page with status %d', async (code, status) => {
    expect(await thrownFor([{ message: 'no', extensions: { code } }])).toMatchObject({ init: { status } });
  });

  it('throws what it did not expect', async () => {
    expect(await thrownFor([{ message: 'boom' }])).toEqual(new Error('GraphQL failed: boom'));
  });

  it('asks for a signed-in person', () => {
    expect(() => requireViewer(contextWith({}), request)).toThrow();
    expect(signInAddress(request)).toBe('/sign-in?return=%2Fmy-budget%3Fweek%3D2');
  });

  it.each([
    ['/my-budget?week=2', '/my-budget?week=2'],
    [null, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ])('returns to %p only when it is ours', (wanted, expected) => {
    expect(safeReturnPath(wanted, '/')).toBe(expected);
  });
});
