import type { LoaderFunctionArgs } from 'react-router';
import { redirect } from 'react-router';
import {
  type CatalogueFileKind,
  CatalogueImportDocument,
  SendCatalogueFileDocument,
  TakeInCatalogueFileDocument,
} from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from './refusal.js';

type Asked = Pick<LoaderFunctionArgs, 'context' | 'request'>;

const MEGABYTE = 1024 * 1024;
/** More than a hundred thousand rows of a usual file. */
const MOST_MEGABYTES = 50;

/** Sends the file of a form, then goes on to its own page below `here`. */
export async function sendImport(asked: Asked, kind: CatalogueFileKind, here: string) {
  const form = await asked.request.formData();
  const values = valuesOf(form);
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0)
    return putRight([{ field: 'file', message: 'Choose a file first' }], values);
  if (file.size > MOST_MEGABYTES * MEGABYTE)
    return putRight([{ field: 'file', message: `Choose a file of at most ${MOST_MEGABYTES} MB` }], values);
  const input = {
    kind,
    fileName: file.name,
    contentBase64: Buffer.from(await file.arrayBuffer()).toString('base64'),
    checkOnly: textOf(form, 'how') !== 'now',
  };
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const { sendCatalogueFile } = await callGraphql(asked, SendCatalogueFileDocument, { input, idempotencyKey });
  if (isRefused(sendCatalogueFile)) return notDone(sendCatalogueFile, values);
  throw redirect(`${here}/${sendCatalogueFile.catalogueImport.id}`);
}

export async function loadImport(asked: Asked, id: string, kind: CatalogueFileKind) {
  const { catalogueImport } = await callGraphql(asked, CatalogueImportDocument, { id });
  return catalogueImport?.kind === kind ? catalogueImport : notFound();
}

export async function takeInImport(asked: Asked, id: string, here: string) {
  const form = await asked.request.formData();
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const { takeInCatalogueFile } = await callGraphql(asked, TakeInCatalogueFileDocument, { id, idempotencyKey });
  if (isRefused(takeInCatalogueFile)) return notDone(takeInCatalogueFile);
  throw redirect(`${here}/${id}`);
}
