import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, parse, print } from 'graphql';

const LISTED = fileURLToPath(new URL('../../../../docs/api/examples/', import.meta.url));

/** The operations that production answers over HTTP: those in docs/api/examples, compared without their white space. */
export function readListedOperations(folder: string = LISTED): ReadonlySet<string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  return new Set(files.map((file) => print(parse(readFileSync(`${folder}/${file}`, 'utf8')))));
}

/** Marks operations that the storefront runs inside this process; they come from our own build, not from outside. */
export const FROM_STOREFRONT = Symbol('from the storefront');

/** ASVS 4.3.1: nobody outside can run an operation that was not reviewed. */
export function listedOperationsOnly(listed: ReadonlySet<string> = readListedOperations()): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, contextValue }) => {
          if (FROM_STOREFRONT in contextValue || listed.has(print(document))) return Promise.resolve();
          throw new GraphQLError('This operation is not on the list of this server.', {
            extensions: { code: 'OPERATION_NOT_LISTED' },
          });
        },
      }),
  };
}
