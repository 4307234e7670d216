import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { formatPounds, inOrderOf, type OperationContext, type Pence, statement } from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { statementWords } from '../domain/statement-words.js';
import { personName } from './names.js';

interface StatementLine {
  readonly kind: string;
  readonly amountPence: Pence;
  readonly leftPence: Pence;
  readonly orderId: string | null;
  readonly providerId: string | null;
  /** Who was paid off the platform. */
  readonly payee: string | null;
  readonly actorId: string;
  /** What is left is one part's. */
  readonly inPart?: boolean;
}

interface ProviderName {
  readonly id: string;
  readonly name: string;
}

interface Bought {
  readonly id: string;
  readonly service_name: string;
  readonly provider_name: string;
}

const BOUGHT = Symbol('What an order the reader may see is of');
/** One question for both rooms: a statement of a year waits for the database as seldom as it can. */
const BOUGHT_BY_ORDER = statement(
  'ordering.bought-by-order',
  `select o.id, n.service_name, n.provider_name from ordering."order" o
   join lateral catalogue.service_names(array[o.service_id]) n on true where o.id = any (array(select unnest($1::uuid[])))`,
);
const PROVIDER_NAME = Symbol('Provider name by id');
const PROVIDER_NAMES = statement(
  'ordering.provider-names',
  'select id, name from catalogue.provider_names($1::uuid[])',
);

/** The ledger keeps no words; the room that knows the order says what a line was about. */
@Resolver('StatementLine')
export class StatementLineResolver {
  @ResolveField('words')
  async words(@Parent() line: StatementLine, @Context() context: OperationContext): Promise<string> {
    const about = await this.about(line, context);
    return statementWords({
      kind: line.kind,
      about,
      amount: formatPounds(line.amountPence),
      left: formatPounds(line.leftPence),
      inPart: line.inPart ?? false,
    });
  }

  @ResolveField('actorName')
  async actorName(@Parent() line: StatementLine, @Context() context: OperationContext): Promise<string | null> {
    return line.actorId === SYSTEM_ACTOR_ID ? null : personName(context, line.actorId);
  }

  private async about(line: StatementLine, context: OperationContext): Promise<string | null> {
    if (line.payee !== null) return line.payee;
    if (line.orderId !== null) {
      const bought = await context
        .loader<Bought>(BOUGHT, async (ids, { reads }) =>
          inOrderOf(ids, await reads.query<Bought>(BOUGHT_BY_ORDER, [ids]), (row) => row.id),
        )
        .load(line.orderId);
      return bought ? `${bought.service_name} with ${bought.provider_name}` : null;
    }
    if (line.providerId === null) return null;
    const provider = await context
      .loader<ProviderName>(PROVIDER_NAME, async (ids, { reads }) =>
        inOrderOf(ids, await reads.query<ProviderName>(PROVIDER_NAMES, [ids]), (row) => row.id),
      )
      .load(line.providerId);
    return provider?.name ?? null;
  }
}
