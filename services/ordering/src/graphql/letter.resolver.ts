import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { mayDo } from '@owncourse/identity/contract';
import {
  type Connection,
  connection,
  decodeCursor,
  encodeCursor,
  isId,
  type OperationContext,
  orRefusal,
  pageSize,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { LetterRepository, type LetterRow } from '../persistence/letter.repository.js';
import { PostLetters } from '../use-cases/post-letters.js';

const NOTHING = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

interface LetterView {
  readonly __typename: 'Letter';
  readonly id: string;
}

function letterView(row: LetterRow): LetterView & Record<string, unknown> {
  return {
    __typename: 'Letter',
    id: row.id,
    person: { id: row.person_id },
    title: row.content.title,
    lines: row.content.lines,
    hasAddress: row.has_address,
    madeAt: row.made_at,
    postedAt: row.posted_at,
    postedByName: row.posted_by_name,
  };
}

@Resolver('Letter')
export class LetterResolver {
  constructor(
    private readonly letters: LetterRepository,
    private readonly posting: PostLetters,
  ) {}

  @Query('letters')
  async list(
    @Args('posted') posted: boolean,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<Connection<LetterView> & { totalCount: number }> {
    const { actor, reads } = context;
    if (!actor || !mayDo(actor, 'letters')) return NOTHING;
    const size = pageSize(first);
    const [madeAt = '', id = ''] = decodeCursor(after, 2) ?? [];
    if (after && (Number.isNaN(Date.parse(madeAt)) || !isId(id)))
      throw Refusal.invalid('after', 'Start the list again from the beginning.');
    const [rows, totalCount] = await Promise.all([
      this.letters.page(reads, posted, after ? { madeAt, id } : null, size + 1),
      this.letters.count(reads, posted),
    ]);
    return {
      ...connection(rows, size, letterView, (row) => encodeCursor([row.made_at.toISOString(), row.id])),
      totalCount,
    };
  }

  @Mutation('markLetterPosted')
  markPosted(
    @Args('letterId') letterId: string,
    @Args('idempotencyKey') idempotencyKey: string,
    @Context() context: OperationContext,
  ): Promise<LetterView | RefusalMember> {
    return orRefusal<LetterView>(async () => {
      await this.posting.markPosted(context.signedIn(), { letterId, idempotencyKey });
      const row = await this.letters.byId(context.reads, letterId);
      if (!row) throw Refusal.notFound();
      return letterView(row);
    });
  }
}
