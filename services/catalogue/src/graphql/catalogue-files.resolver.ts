import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  type FileContent,
  isId,
  type OperationContext,
  orRefusal,
  Refusal,
  type RefusalMember,
} from '@owncourse/kernel/contract';
import { type ImportKind, IMPORTS, type ImportsPort } from '../contract/imports.port.js';
import type { RowProblem } from '../domain/file-cells.js';
import { type ImportJobRow, importReads } from '../persistence/imports.repository.js';
import { mayReadImports, progressOf } from '../use-cases/import-files.js';
import { grouped } from './catalogue.loaders.js';

const PROBLEMS = Symbol('Problems by import');

interface FileSent {
  readonly __typename: 'CatalogueFileSent';
  readonly catalogueImport: ImportJobRow;
}
interface SendFileArgs {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly contentBase64: FileContent;
  readonly checkOnly: boolean;
}

async function importOf(context: OperationContext, id: string): Promise<ImportJobRow | null> {
  if (!context.actor || !mayReadImports(context.actor) || !isId(id)) return null;
  return importReads.job(context.reads, id);
}

/** Operators send theirs from the command line, where they see them. */
function senderOf(context: OperationContext, operation: 'sendCatalogueFile' | 'takeInCatalogueFile'): Actor {
  const actor = context.signedIn();
  const { organisationId, councilId } = actor;
  requireAccess(actor, operation, organisationId === null ? { councilId } : { organisationId });
  return actor;
}

/** Files that somebody sent, and how far they are. */
@Resolver('CatalogueImport')
export class CatalogueFilesResolver {
  constructor(@Inject(IMPORTS) private readonly imports: ImportsPort) {}

  @Query('catalogueImports')
  async catalogueImports(@Context() context: OperationContext): Promise<readonly ImportJobRow[]> {
    return context.actor && mayReadImports(context.actor) ? importReads.jobs(context.reads) : [];
  }

  @Query('catalogueImport')
  catalogueImport(@Args('id') id: string, @Context() context: OperationContext): Promise<ImportJobRow | null> {
    return importOf(context, id);
  }

  @ResolveField('taken')
  taken(@Parent() job: ImportJobRow): number {
    return progressOf(job).taken;
  }

  @ResolveField('problemsPath')
  problemsPath(@Parent() job: ImportJobRow): string {
    return `/files/imports/${job.id}/problems.csv`;
  }

  @ResolveField('problems')
  async problems(@Parent() job: ImportJobRow, @Context() context: OperationContext): Promise<readonly RowProblem[]> {
    const rows = await context
      .loader<(RowProblem & { readonly job_id: string })[]>(PROBLEMS, async (ids, { reads }) =>
        grouped(ids, await importReads.firstProblems(reads, ids), (row) => row.job_id),
      )
      .load(job.id);
    return rows ?? [];
  }

  @Mutation('sendCatalogueFile')
  send(
    @Args('input') { contentBase64: content, ...input }: SendFileArgs,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<FileSent | RefusalMember> {
    return orRefusal(async () => {
      const actor = senderOf(context, 'sendCatalogueFile');
      return this.sent(context, await this.imports.send(actor, { ...input, content }, key));
    });
  }

  @Mutation('takeInCatalogueFile')
  takeIn(
    @Args('id') id: string,
    @Args('idempotencyKey') key: string,
    @Context() context: OperationContext,
  ): Promise<FileSent | RefusalMember> {
    return orRefusal(async () => {
      await this.imports.takeIn(senderOf(context, 'takeInCatalogueFile'), id, key);
      return this.sent(context, id);
    });
  }

  private async sent(context: OperationContext, id: string): Promise<FileSent> {
    const catalogueImport = await importOf(context, id);
    if (!catalogueImport) throw Refusal.notFound();
    return { __typename: 'CatalogueFileSent', catalogueImport };
  }
}
