import { Inject } from '@nestjs/common';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import {
  addDays,
  CLOCK,
  type Clock,
  connection,
  decodeCursor,
  encodeCursor,
  isId,
  londonDate,
  type OperationContext,
  pageSize,
  Refusal,
} from '@owncourse/kernel/contract';
import { HelpedPeopleRepository, type HelpedPersonRow } from '../persistence/helped-people.repository.js';
import type { View } from './message.view.js';

const NEWS_DAYS = 14;
const SOON_DAYS = 28;
const LONGEST_NAME = 100;

function view(row: HelpedPersonRow): View {
  return {
    person: { id: row.person_id, name: row.name },
    scopes: row.scopes,
    mandateEndsOn: row.ends_on,
    toConfirm: row.to_confirm,
    saidNo: row.said_no,
    lastNoOrderId: row.last_no_order,
    lastNoServiceName: row.service_name,
    lastNoReason: row.last_no_reason,
    leftPence: row.available_pence,
    shortWeek: row.short_week,
    shortByPence: row.missing_pence,
    newMessages: row.new_messages,
    needsMe: row.urgency > 0,
  };
}

function placeOf(after: string | null): readonly [number, string, string] | null {
  const [urgency = '', name = '', id = ''] = decodeCursor(after, 3) ?? [];
  if (after === null) return null;
  if (!/^\d{1,3}$/.test(urgency) || !isId(id))
    throw Refusal.invalid('after', 'Start the list again from the beginning.');
  return [Number(urgency), name, id];
}

/** The work list of brokers and representatives. */
@Resolver()
export class HelpedPeopleResolver {
  constructor(
    private readonly helped: HelpedPeopleRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Query('peopleIHelp')
  async peopleIHelp(
    @Args('filter') filter: { readonly needsMe?: boolean | null; readonly name?: string | null } | null,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() context: OperationContext,
  ): Promise<View> {
    context.signedIn();
    const size = pageSize(first);
    const now = this.clock.now();
    const today = londonDate(now);
    const name = filter?.name?.trim().slice(0, LONGEST_NAME) ?? '';
    const { rows, total, needing } = await this.helped.page(context.reads, {
      today,
      since: new Date(now.getTime() - NEWS_DAYS * 86_400_000),
      endsSoon: addDays(today, SOON_DAYS),
      needsMe: filter?.needsMe ?? false,
      name: name === '' ? null : name,
      after: placeOf(after ?? null),
      limit: size + 1,
    });
    const page = connection(rows, size, view, (row) => encodeCursor([String(row.urgency), row.name, row.person_id]));
    return { ...page, totalCount: total, needingMe: needing };
  }
}
