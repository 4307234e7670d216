import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  isReadable,
  onceInTransaction,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { DIFFERENCE_ACCEPTED, DIFFERENCE_EXPLAINED, type DifferenceAnswered } from '../contract/events.js';
import type { AnswerDifferenceInput, SortingOutPort, WaitingDifference } from '../contract/sorting-out.port.js';
import { answerableProblem, ownDifference } from '../domain/match-problem.js';
import { InvoiceRepository } from '../persistence/invoice.repository.js';
import { SortingOutRepository } from '../persistence/sorting-out.repository.js';

const ANSWER = statement(
  'invoicing.answer-difference',
  'select invoicing.answer_difference($1, $2, $3, $4, $5, $6, $7, $8)',
);
const LONGEST_WORDS = 500;

const VERBS = {
  explainDifference: { kind: 'EXPLAINED', event: DIFFERENCE_EXPLAINED, ask: 'Say how it was' },
  acceptDifference: { kind: 'ACCEPTED', event: DIFFERENCE_ACCEPTED, ask: 'Say why it is right' },
} as const;

/** A difference on an invoice of ours: the provider says how it was, a finance officer that it is right all the same (docs/adr/0049). */
@Injectable()
export class SortOutDifferences implements SortingOutPort {
  constructor(
    private readonly database: Database,
    private readonly invoices: InvoiceRepository,
    private readonly sorting: SortingOutRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  waiting(actor: Actor, most: number): Promise<readonly WaitingDifference[]> {
    const subject = { organisationId: actor.organisationId, councilId: actor.councilId };
    if (!mayDo(actor, 'invoicesToSortOut', subject)) return Promise.resolve([]);
    return this.database.transaction(rowScope(actor), async (queries) => {
      const ids = await this.sorting.ours(queries, most);
      const [rows, found] = await Promise.all([
        this.invoices.byIds(queries, ids),
        this.sorting.differences(queries, ids),
      ]);
      const councils = new Map(rows.map((row) => [row.id, row.council_id]));
      return found
        .filter((row) => row.may_accept)
        .map((row) => ({
          councilId: councils.get(row.invoice_id) ?? '',
          invoiceId: row.invoice_id,
          lineId: row.billable_id,
          code: ownDifference(row).code,
        }));
    });
  }

  explain(actor: Actor, input: AnswerDifferenceInput): Promise<string> {
    return this.answer(actor, 'explainDifference', input);
  }

  accept(actor: Actor, input: AnswerDifferenceInput): Promise<string> {
    return this.answer(actor, 'acceptDifference', input);
  }

  private async answer(actor: Actor, operation: keyof typeof VERBS, input: AnswerDifferenceInput): Promise<string> {
    const { kind, event, ask } = VERBS[operation];
    const { invoiceId, lineId, code, idempotencyKey: key } = input;
    if (!isId(invoiceId) || !isId(lineId)) throw Refusal.notFound();
    const [invoice] = await this.database.transaction(rowScope(actor), (queries) =>
      this.invoices.byIds(queries, [invoiceId]),
    );
    if (!invoice) throw Refusal.notFound();
    requireAccess(actor, operation, { organisationId: invoice.provider_id, councilId: invoice.council_id });
    const problem = answerableProblem(code);
    if (problem === null)
      throw Refusal.invalid('code', 'This cannot be agreed to. It has to be put right, by asking about the visit.');
    const words = input.words.trim();
    if (words === '' || words.length > LONGEST_WORDS || !isReadable(words))
      throw Refusal.invalid('words', `${ask}, in at most ${LONGEST_WORDS} letters.`);
    const at = this.clock.now();
    const { id, council_id: councilId, provider_id: providerId } = invoice;
    return onceInTransaction(
      this.database,
      actor,
      { operation, key, input: { id, lineId: lineId.toLowerCase(), problem, words }, id, at },
      async (queries) => {
        await queries.query(ANSWER, [this.ids.next(), kind, id, lineId, problem, words, at, actor.personId]);
        const payload: DifferenceAnswered = { invoiceIds: [id], providerId };
        void appendEvent(queries, {
          id: this.ids.next(),
          type: event,
          version: 1,
          councilId,
          payload: { ...payload },
          occurredAt: at,
        });
      },
    );
  }
}
