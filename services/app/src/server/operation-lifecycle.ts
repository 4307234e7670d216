import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '@owncourse/kernel/contract';

/** Ends an operation: its reads are closed and its cookies put on the answer. */
export function finishOperation(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: async ({ contextValue, response }) => {
          await contextValue.reads.close();
          // One cookie at the most: the session's.
          for (const cookie of contextValue.cookies) response.http.headers.set('set-cookie', cookie);
          if (contextValue.actor) response.http.headers.set('cache-control', 'no-store');
        },
      }),
  };
}
