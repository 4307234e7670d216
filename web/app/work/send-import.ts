import type { LoaderFunctionArgs } from 'react-router';
import { redirect } from 'react-router';
import {
  type CatalogueFileKind,
  CatalogueImportDocument,
  SendCatalogueFileDocument,
  TakeInCatalogueFileDocument,
} from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { isRefused, notDone, putRight, textOf } from './refusal.js';
import { readStreamedForm } from './streamed-form.server.js';

type Asked = Pick<LoaderFunctionArgs, 'context' | 'request'>;

/** Sends the file of a form, then goes on to its own page below `here`. */
export async function sendImport(asked: Asked, kind: CatalogueFileKind, here: string) {
  const { fields: values, file } = await readStreamedForm(asked.request);
  if (file === null) return putRight([{ field: 'file', message: 'Choose a file first' }], values);
  const input = {
    kind,
    fileName: file.name,
    // Handed on as it comes: it is whole nowhere.
    contentBase64: file.content,
    checkOnly: values['how'] !== 'now',
  };
  const idempotencyKey = values['idempotencyKey'] ?? '';
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
