import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { IMPORTS, type ImportsPort, PHOTOS, type PhotosPort } from '@owncourse/catalogue/contract';
import { IDENTITY, type IdentityPort, mayDo } from '@owncourse/identity/contract';
import type { ApolloServer } from '@apollo/server';
import {
  type Actor,
  CLOCK,
  type Clock,
  Database,
  isDay,
  isId,
  type OperationContext,
} from '@owncourse/kernel/contract';
import {
  BILLS,
  INCOMING,
  type IncomingPort,
  type BillsPort,
  INVOICING,
  type InvoicingPort,
  PAYING,
  type PayingPort,
  TRAIL,
  type TrailOf,
  type TrailPort,
} from '@owncourse/invoicing/contract';
import { CLOSING, type ClosingPort, SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import { ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { INVOICE_QUERY, type InvoiceName, returnFiles } from '../documents/return-files.js';
import { zipStream } from '../documents/zip-stream.js';
import { statementCsv, statementPdf } from '../documents/statement-files.js';
import { fundCsv, fundPdf } from '../documents/part-files.js';
import { FUND_QUERY, STATEMENT_QUERY, type StatementBudget, type StatementFund } from '../documents/statement-query.js';
import { HEADERS, notThere } from './file-answers.js';
import { operationContext } from './graphql.options.js';
import { runInside } from './run-inside.js';

/** Somebody's papers lie in no cache, run nothing, and are what their type says. */
const FILE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const TRAIL_STARTS: readonly TrailOf[] = ['VISIT', 'INVOICE', 'PAYMENT_RUN', 'BANK_PAYMENT', 'MONEY_IN'];

/** Files that are no pages: receipts, statements, return packs, letters. Each is asked for as the person of the session. */
export function registerFiles(
  server: FastifyInstance,
  application: INestApplicationContext,
  apollo: ApolloServer<OperationContext>,
): void {
  const clock = application.get<Clock>(CLOCK);
  const identity = application.get<IdentityPort>(IDENTITY);
  const database = application.get(Database);
  const spending = application.get<SpendingPort>(SPENDING);
  const closing = application.get<ClosingPort>(CLOSING);
  const incoming = application.get<IncomingPort>(INCOMING);
  const trail = application.get<TrailPort>(TRAIL);
  const bills = application.get<BillsPort>(BILLS);
  const ordering = application.get<OrderingPort>(ORDERING);
  const invoicing = application.get<InvoicingPort>(INVOICING);
  const paying = application.get<PayingPort>(PAYING);
  const photos = application.get<PhotosPort>(PHOTOS);
  const imports = application.get<ImportsPort>(IMPORTS);

  const actorOf = async (request: FastifyRequest): Promise<Actor | null> => {
    const context = await operationContext({ identity, database }, request);
    await context.reads.close();
    return context.actor;
  };

  const receiptRoute = (
    path: string,
    find: (actor: Actor, id: string) => Promise<{ readonly contentType: string; readonly content: Buffer } | null>,
  ): void => {
    server.get<{ Params: { id: string } }>(path, async (request, reply) => {
      const actor = await actorOf(request);
      const receipt = actor && (await find(actor, request.params.id));
      if (!receipt) return notThere(reply);
      const [way, ending] = receipt.contentType === 'image/jpeg' ? ['inline', 'jpg'] : ['attachment', 'pdf'];
      return reply
        .headers(HEADERS)
        .type(receipt.contentType)
        .header('Content-Disposition', `${way}; filename="receipt-${request.params.id.slice(0, 8)}.${ending}"`)
        .send(receipt.content);
    });
  };
  receiptRoute('/files/receipts/:id', (actor, id) => spending.receipt(actor, id));
  receiptRoute('/files/payment-receipts/:id', (actor, id) => bills.receipt(actor, id));

  // Everybody's while its service is on show; a browser keeps it for an hour, and no shared cache longer than that.
  server.get<{ Params: { id: string; size: string } }>('/files/photos/:id/:size', async (request, reply) => {
    const { id, size } = request.params;
    const wanted = ({ 'wide.webp': 'wide', 'small.webp': 'small' } as const)[size];
    const photo = wanted ? await photos.content(await actorOf(request), id, wanted) : null;
    if (!photo) return notThere(reply);
    return reply
      .headers(HEADERS)
      .header('Cache-Control', photo.isPublic ? 'public, max-age=3600' : 'private, no-store')
      .type('image/webp')
      .send(photo.content);
  });

  // Made as they are read, however many services there are.
  server.get<{ Params: { file: string } }>('/files/store/:file', async (request, reply) => {
    const actor = await actorOf(request);
    const format = ({ 'services.csv': 'csv', 'services.xlsx': 'xlsx' } as const)[request.params.file];
    const organisationId = actor?.organisationId ?? null;
    if (!format || !actor || organisationId === null || !mayDo(actor, 'importCatalogue', { organisationId }))
      return notThere(reply);
    return reply
      .headers(HEADERS)
      .type(FILE_TYPES[format])
      .header('Content-Disposition', `attachment; filename="our-services.${format}"`)
      .send(Readable.from(imports.servicesFile(actor, format)));
  });

  server.get<{ Params: { id: string } }>('/files/imports/:id/problems.csv', async (request, reply) => {
    const actor = await actorOf(request);
    const problems = actor && (await imports.problemsFile(actor, request.params.id));
    if (!problems) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type(FILE_TYPES.csv)
      .header('Content-Disposition', 'attachment; filename="rows-to-put-right.csv"')
      .send(Readable.from(problems));
  });

  server.get<{ Params: { id: string } }>('/files/letters/:id', async (request, reply) => {
    const actor = await actorOf(request);
    const pdf = actor && (await ordering.letterPdf(actor, request.params.id));
    if (!pdf) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="letter-${request.params.id.slice(0, 8)}.pdf"`)
      .send(pdf);
  });

  server.get<{ Params: { id: string; file: string }; Querystring: StatementAsked }>(
    '/files/budgets/:id/:file',
    async (request, reply) => {
      const { file, id } = request.params;
      const { from = '', to = '', by, print } = request.query;
      if (!isId(id) || !isDay(from) || !isDay(to) || (file !== 'statement.csv' && file !== 'statement.pdf'))
        return notThere(reply);
      const context = await operationContext({ identity, database }, request);
      const variables = { id, from, to, by: by === 'EFFECTIVE' ? 'EFFECTIVE' : 'RECORDED' };
      const answer = await runInside(apollo, context, STATEMENT_QUERY, variables);
      const budget = (answer.data as { budget: StatementBudget | null } | null)?.budget ?? null;
      if (budget === null) return notThere(reply);
      const name = `statement-${from}-to-${to}`;
      reply.headers(HEADERS).header('Content-Disposition', `attachment; filename="${name}.${file.slice(-3)}"`);
      if (file === 'statement.csv') return reply.type('text/csv; charset=utf-8').send(statementCsv(budget));
      const pdf = await statementPdf(budget, { largePrint: print === 'large', at: clock.now() });
      return reply.type('application/pdf').send(pdf);
    },
  );

  server.get<{ Params: { id: string; file: string }; Querystring: StatementAsked }>(
    '/files/funds/:id/:file',
    async (request, reply) => {
      const { file, id } = request.params;
      const { from = '', to = '', print } = request.query;
      if (!isDay(from) || !isDay(to) || (file !== 'statement.csv' && file !== 'statement.pdf')) return notThere(reply);
      const data = await asked(request, FUND_QUERY, { id, from, to });
      const fund = (data as { fund: StatementFund | null } | null)?.fund ?? null;
      if (fund === null) return notThere(reply);
      const name = `money-held-${from}-to-${to}.${file.slice(-3)}`;
      reply.headers(HEADERS).header('Content-Disposition', `attachment; filename="${name}"`);
      if (file === 'statement.csv') return reply.type('text/csv; charset=utf-8').send(fundCsv(fund, from, to));
      const pdf = await fundPdf(fund, { from, to, largePrint: print === 'large', at: clock.now() });
      return reply.type('application/pdf').send(pdf);
    },
  );

  /** A query as the person of this request; null for what is not theirs. */
  const asked = async (request: FastifyRequest, query: typeof INVOICE_QUERY, variables: object): Promise<unknown> =>
    (await runInside(apollo, await operationContext({ identity, database }, request), query, variables)).data;

  // invoice.pdf, invoice.xml, and each credit note of it by its number: CN-2026-00001.pdf
  server.get<{ Params: { id: string; file: string }; Querystring: { print?: string } }>(
    '/files/invoices/:id/:file',
    async (request, reply) => {
      const { id, file } = request.params;
      const [, name, ending] = /^(invoice|CN-[0-9-]{6,20})\.(pdf|xml)$/.exec(file) ?? [];
      const actor = await actorOf(request);
      if (!actor || name === undefined) return notThere(reply);
      // An officer's look at somebody's invoice is recorded with this.
      const { invoice } = (await asked(request, INVOICE_QUERY, { id })) as { invoice: InvoiceName | null };
      const written =
        invoice &&
        (await invoicing.writeDocument(actor, {
          invoiceId: id,
          creditNumber: name === 'invoice' ? null : name,
          format: ending === 'xml' ? 'ubl' : 'pdf',
          largePrint: request.query.print === 'large',
        }));
      if (!written) return notThere(reply);
      if ('problems' in written) {
        const said = ['This invoice cannot be sent as a file for computers yet.', ...written.problems].join('\n');
        return reply.status(409).headers(HEADERS).type('text/plain; charset=utf-8').send(said);
      }
      const number = name === 'invoice' ? invoice.number : name;
      return reply
        .headers(HEADERS)
        .type(ending === 'xml' ? 'application/xml' : 'application/pdf')
        .header('Content-Disposition', `attachment; filename="${number}.${ending}"`)
        .send(written.content);
    },
  );

  server.get<{ Params: { of: string; file: string } }>('/files/trail/:of/:file', async (request, reply) => {
    const of = TRAIL_STARTS.find((one) => one === request.params.of);
    const id = /^(.+)\.csv$/.exec(request.params.file)?.[1];
    const actor = await actorOf(request);
    const content = actor && of && id ? await trail.file(actor, of, id) : null;
    if (content === null) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type(FILE_TYPES.csv)
      .header('Content-Disposition', `attachment; filename="trail-${id?.slice(0, 8)}.csv"`)
      .send(Readable.from(content));
  });

  // What a provider sent, as it came; a browser keeps it and does not open it.
  server.get<{ Params: { file: string } }>('/files/incoming/:file', async (request, reply) => {
    const id = /^(.+)\.xml$/.exec(request.params.file)?.[1];
    const actor = await actorOf(request);
    const content = actor && id ? await incoming.file(actor, id) : null;
    if (!content) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type('application/xml')
      .header('Content-Disposition', `attachment; filename="invoice-${id?.slice(0, 8)}.xml"`)
      .send(content);
  });

  // The trial balance of a month, and what was signed of it with its signature.
  server.get<{ Params: { file: string } }>('/files/months/:file', async (request, reply) => {
    const [, id = '', format] = /^(.+)\.(csv|json)$/.exec(request.params.file) ?? [];
    const actor = await actorOf(request);
    const file = actor && format ? await closing.file(actor, id, format === 'csv' ? 'csv' : 'json') : null;
    if (!file) return notThere(reply);
    return reply
      .headers(HEADERS)
      .type(format === 'csv' ? FILE_TYPES.csv : 'application/json')
      .header('Content-Disposition', `attachment; filename="${file.name}"`)
      .send(file.content);
  });

  // The bank's files of a released run, for the officer who released it.
  server.get<{ Params: { id: string; file: string } }>('/files/payment-runs/:id/:file', async (request, reply) => {
    const { id, file } = request.params;
    const format = ({ 'bacs.txt': 'BACS', 'pain001.xml': 'PAIN001' } as const)[file];
    const actor = await actorOf(request);
    const written = actor && format && (await paying.writeRunFile(actor, { paymentRunId: id, format }));
    if (!written) return notThere(reply);
    if ('problems' in written) {
      const said = ['There is no file for the bank.', ...written.problems].join('\n');
      return reply.status(409).headers(HEADERS).type('text/plain; charset=utf-8').send(said);
    }
    return reply
      .headers(HEADERS)
      .type(format === 'BACS' ? 'text/plain; charset=us-ascii' : 'application/xml')
      .header('Content-Disposition', `attachment; filename="payments-${id.slice(0, 8)}-${file}"`)
      .send(written.content);
  });

  server.get<{ Params: { id: string }; Querystring: { print?: string } }>(
    '/files/payments/:id/remittance.pdf',
    async (request, reply) => {
      const actor = await actorOf(request);
      const bankPaymentId = request.params.id;
      const largePrint = request.query.print === 'large';
      const written = actor && (await paying.writeRemittance(actor, { bankPaymentId, largePrint }));
      if (!written) return notThere(reply);
      return reply
        .headers(HEADERS)
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="${written.reference}.pdf"`)
        .send(written.content);
    },
  );

  server.get<{ Params: { file: string } }>('/files/returns/:file', async (request, reply) => {
    const id = /^(.+)\.zip$/.exec(request.params.file)?.[1] ?? '';
    const actor = await actorOf(request);
    const pack = actor && (await spending.returnPack(actor, id));
    if (!actor || !pack) return notThere(reply);
    // A look at the budget is recorded with the statement.
    const period = { id: pack.budgetId, from: pack.from, to: pack.to, by: 'RECORDED' };
    const { budget } = (await asked(request, STATEMENT_QUERY, period)) as { budget: StatementBudget | null };
    if (budget === null) return notThere(reply);
    const invoices = new Map<string, InvoiceName>();
    for (const { invoiceId } of pack.invoiced) {
      const { invoice } = (await asked(request, INVOICE_QUERY, { id: invoiceId })) as { invoice: InvoiceName | null };
      if (invoice) invoices.set(invoiceId, invoice);
    }
    const receipt = async (receiptId: string, of: 'EXPENSE' | 'BILL'): Promise<Buffer> => {
      const file = await (of === 'BILL' ? bills : spending).receipt(actor, receiptId);
      if (!file) throw new Error('A receipt of this pack could not be read.');
      return file.content;
    };
    return reply
      .headers(HEADERS)
      .type('application/zip')
      .header('Content-Disposition', `attachment; filename="return-${pack.from}-to-${pack.to}.zip"`)
      .send(zipStream(returnFiles(pack, budget, invoices, receipt), pack.sentAt));
  });
}

interface StatementAsked {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  /** "large" for large print. */
  readonly print?: string;
}
