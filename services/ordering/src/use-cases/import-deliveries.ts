import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  CLOCK,
  type Clock,
  Database,
  isId,
  londonDate,
  londonTime,
  Refusal,
  rowScope,
  shortReference,
  statement,
} from '@owncourse/kernel/contract';
import { cellProblem, type FileProblem, writeDeliveryFile } from '../domain/delivery-file.js';
import { checkRow } from '../domain/delivery-row.js';
import { OrderRepository } from '../persistence/order.repository.js';
import { DeliveryNotes, type VisitNote } from './delivery-notes.js';
import { type DeliveryFile, readDeliveryFile } from './read-delivery-file.js';

/** How often another copy or colleague may get in between before we say so. */
const MOST_ATTEMPTS = 3;
const LONGEST_BACK_DAYS = 31;

const IMPORTED = statement('ordering.imported-rows', 'select * from ordering.imported_rows($1, $2)');
const KEEP_ROWS = statement(
  'ordering.keep-imported-rows',
  'select ordering.keep_imported_rows($1, $2, $3::int[], $4::uuid[], $5, $6)',
);
const OPEN_VISITS = statement(
  'ordering.visits-for-file',
  `select c.id, c.order_id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text as quantity, v.place, l.variant_id, o.service_id,
     c.person_id, s.service_name, p.name as person_name, x.unit
   from ordering.occurrence c
   join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id and o.status in ('ACCEPTED', 'ACTIVE')
   join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
   join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
   left join lateral catalogue.service_names(array[o.service_id]) s on true
   left join lateral identity.person_names(array[c.person_id]) p on true
   left join lateral catalogue.variants(array[l.variant_id]) x on true
   where c.provider_id = $1 and c.status = 'HELD' and c.on_date >= $2::date and c.ends_at <= $3 order by c.starts_at, c.id limit 1000`,
);

interface VisitForFile {
  readonly id: string;
  readonly order_id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly quantity: string;
  readonly place: string;
  readonly service_name: string | null;
  readonly person_name: string | null;
  readonly unit: string | null;
}

export interface ImportedFile {
  readonly rows: number;
  readonly leftEmpty: number;
  /** Rows of this very file that were entered before. */
  readonly enteredBefore: number;
  /** What was entered, or with a trial run what would be. */
  readonly ready: readonly (VisitNote & { readonly row: number })[];
  readonly entered: number;
  readonly problems: readonly FileProblem[];
}

/** Many visits from a spreadsheet: tried first, then every good row in one go, each row of a file once. */
@Injectable()
export class ImportDeliveries {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly notes: DeliveryNotes,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The list to fill in: visits of the provider that are over and not entered, of the last 31 days. */
  async template(actor: Actor): Promise<string> {
    requireAccess(actor, 'deliveryTemplate', { organisationId: actor.organisationId });
    const now = this.clock.now();
    const from = addDays(londonDate(now), -LONGEST_BACK_DAYS);
    const visits = await this.database.transaction(rowScope(actor), (queries) =>
      queries.query<VisitForFile>(OPEN_VISITS, [actor.organisationId, from, now]),
    );
    return writeDeliveryFile(
      visits.map((visit) => {
        const [planned, over] = [wallClock(visit.starts_at), wallClock(visit.ends_at)];
        return {
          visit: visit.id,
          'order number': shortReference(visit.order_id),
          person: visit.person_name ?? '',
          service: visit.service_name ?? '',
          date: visit.on_date,
          'planned start': planned,
          'planned end': over,
          ordered: visit.quantity,
          unit: (visit.unit ?? '').toLowerCase().replaceAll('_', ' '),
          'who came': '',
          where: visit.place,
          started: planned,
          ended: over,
          delivered: visit.quantity,
        };
      }),
    );
  }

  /** @param dryRun true to see what would happen, with nothing written */
  async run(actor: Actor, csv: string, dryRun: boolean): Promise<ImportedFile> {
    requireAccess(actor, 'importDeliveries', { organisationId: actor.organisationId });
    const providerId = actor.organisationId ?? '';
    const file = readDeliveryFile(csv);
    const at = this.clock.now();
    for (let attempt = 1; ; attempt += 1) {
      const checked = await this.check(actor, providerId, file, at);
      if (dryRun || checked.ready.length === 0) return checked;
      try {
        await this.database.transaction(rowScope(actor), (queries) => {
          this.notes.send(queries, actor, checked.ready, at);
          void queries.query(KEEP_ROWS, [
            providerId,
            file.hash,
            checked.ready.map(({ row }) => row),
            checked.ready.map(({ note }) => note.id),
            at,
            actor.personId,
          ]);
        });
        return { ...checked, entered: checked.ready.length };
      } catch (error) {
        // A visit was entered or cancelled since we looked: look again, so that its row says so and the others go in.
        if (!(error instanceof Refusal) || error.code !== 'WRONG_STATE' || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  private async check(actor: Actor, providerId: string, file: DeliveryFile, at: Date): Promise<ImportedFile> {
    const wanted = [...new Set(file.rows.map(({ cells }) => cells.visit).filter(isId))];
    const [visits, before] = await this.database.transaction(rowScope(actor), (queries) =>
      Promise.all([
        this.orders.occurrencesByIds(queries, wanted),
        queries.query<{ row_number: number }>(IMPORTED, [providerId, file.hash]),
      ]),
    );
    // What the reader may see for another reason than working there is not theirs to enter.
    const byId = new Map(visits.filter((visit) => visit.provider_id === providerId).map((visit) => [visit.id, visit]));
    const silenceEnds = await this.notes.silenceEnds(
      visits.map((visit) => visit.council_id),
      at,
    );
    const done = new Set(before.map(({ row_number }) => row_number));
    const seen = new Set<string>();
    const problems: FileProblem[] = [...file.problems];
    const ready: (VisitNote & { readonly row: number })[] = [];
    for (const row of file.rows.filter((one) => !done.has(one.row))) {
      const visit = byId.get(row.cells.visit.toLowerCase());
      if (!visit) {
        problems.push(cellProblem(row, 'visit', 'This is not one of your visits. Download the list again.'));
        continue;
      }
      const facts = seen.has(visit.id)
        ? [cellProblem(row, 'visit', 'This visit is in the file twice. Keep one of the rows.')]
        : checkRow(row, visit, at);
      seen.add(visit.id);
      if ('occurrenceId' in facts) ready.push({ row: row.row, ...this.notes.note(facts, visit, silenceEnds) });
      else problems.push(...facts);
    }
    return { rows: file.rows.length, leftEmpty: file.leftEmpty, enteredBefore: done.size, ready, entered: 0, problems };
  }
}

function wallClock(instant: Date): string {
  return londonTime(instant).toPlainTime().toString().slice(0, 5);
}
