import { fileURLToPath } from 'node:url';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { IdentityPort } from '@owncourse/identity/contract';
import {
  type Database,
  DateScalar,
  DateTimeScalar,
  OperationContext,
  PenceScalar,
  FileContentScalar,
  QuantityScalar,
  Refusal,
  refusalWords,
  rowScope,
} from '@owncourse/kernel/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { listedOperationsOnly } from './listed-operations.js';
import { finishOperation } from './operation-lifecycle.js';
import { sessionToken } from './session-cookie.js';

const MOST_DEPTH = 12;
const MOST_COST = 60_000;
const MOST_ALIASES = 30;

export const SCHEMA_FILES = fileURLToPath(new URL('../../../*/schema/*.graphql', import.meta.url));

export interface GraphqlOptions {
  readonly identity: IdentityPort;
  readonly database: Database;
  /** Demo mode accepts ad-hoc operations and introspection; production only listed ones. */
  readonly demo: boolean;
  readonly reportError: (error: unknown) => void;
}

/** The context of one operation: who asks, and one lazy read transaction as them. */
export async function operationContext(
  options: Pick<GraphqlOptions, 'identity' | 'database'>,
  request: FastifyRequest,
): Promise<OperationContext> {
  const token = sessionToken(request.headers.cookie);
  const actor = token === null ? null : await options.identity.resolveSession(token);
  return new OperationContext(actor, options.database.reads(rowScope(actor)), {
    id: request.id,
    address: request.ip,
    sessionToken: token,
  });
}

export function graphqlOptions(options: GraphqlOptions): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    path: '/graphql',
    typePaths: [SCHEMA_FILES],
    resolvers: {
      Pence: PenceScalar,
      Quantity: QuantityScalar,
      Date: DateScalar,
      DateTime: DateTimeScalar,
      FileContent: FileContentScalar,
    },
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
    context: (request: FastifyRequest, _reply: FastifyReply) => operationContext(options, request),
    introspection: options.demo,
    playground: false,
    graphiql: false,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    validationRules: [
      maxDepthRule({ n: MOST_DEPTH, ignoreIntrospection: true }),
      costLimitRule({ maxCost: MOST_COST, ignoreIntrospection: true }),
      maxAliasesRule({ n: MOST_ALIASES }),
    ],
    // Answers to POST are never cached, and working out for how long costs a call for each field: a tenth of a search.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      finishOperation(),
      ...(options.demo ? [] : [listedOperationsOnly()]),
    ],
    formatError: (formatted, error) => formatError(formatted, error, options.reportError),
  };
}

/**
 * The field of a variable that no scalar can read, named as typed results name it: "date" of `$input` "input.oneOff.date".
 * GraphQL tells it in its message alone; what was sent stands before it there, and may hold anything.
 */
function fieldOf(message: string): string {
  const path = / at "([^"]+)"; [^"]*$/.exec(message)?.[1] ?? /^Variable "\$([^"]+)"/.exec(message)?.[1] ?? 'input';
  return (
    path
      .split('.')
      .at(-1)
      ?.replace(/\[\d+\]$/, '') ?? path
  );
}

/** A refusal where no union can carry it (a list, say) still reaches the reader in plain words; the rest is a failure of ours. */
function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  reportError: (error: unknown) => void,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof Refusal) {
    const words = refusalWords(original.code);
    return {
      ...formatted,
      message: words.message,
      extensions: { code: original.code, whatToDo: words.whatToDo, problems: original.details['problems'] ?? [] },
    };
  }
  const remedy = formatted.extensions?.['remedy'];
  if (typeof remedy === 'string') {
    const field = fieldOf(formatted.message);
    const words = refusalWords('INVALID_INPUT');
    return {
      message: words.message,
      extensions: {
        code: formatted.extensions?.['code'],
        whatToDo: words.whatToDo,
        field,
        remedy,
        problems: [{ field, message: remedy }],
      },
    };
  }
  if (formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR') return formatted;
  reportError(original);
  return {
    message: 'Something went wrong at our end. Nothing was changed. Try again in a minute.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
    ...(formatted.path ? { path: formatted.path } : {}),
  };
}
