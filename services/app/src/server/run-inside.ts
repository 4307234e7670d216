import type { ApolloServer } from '@apollo/server';
import type { OperationContext } from '@owncourse/kernel/contract';
import type { DocumentNode } from 'graphql';
import { FROM_STOREFRONT } from './listed-operations.js';

interface Answer {
  readonly data: unknown;
  readonly errors: readonly unknown[];
  readonly setCookie: readonly string[];
}

/** Runs one of the storefront's operations in this process, with the browser's cookie: no second HTTP request. */
export async function runInside(
  apollo: ApolloServer<OperationContext>,
  context: OperationContext,
  document: DocumentNode,
  variables: unknown,
): Promise<Answer> {
  const { body } = await apollo.executeOperation(
    { query: document, variables: variables as Record<string, unknown> },
    { contextValue: Object.assign(context, { [FROM_STOREFRONT]: true }) },
  );
  if (body.kind !== 'single') throw new Error('The storefront sends no incremental operations.');
  // Plain JSON values only, as a browser would get them.
  return { data: body.singleResult.data ?? null, errors: body.singleResult.errors ?? [], setCookie: context.cookies };
}
