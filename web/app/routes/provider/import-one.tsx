import { newFormKey, requireRole } from '../../work/access.js';
import { ImportPage } from '../../work/import-parts.js';
import { loadImport, takeInImport } from '../../work/send-import.js';
import type { Route } from './+types/import-one.js';
import { providerCatalogue } from './roles.js';

const HERE = '/provider/import';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  return { shown: await loadImport({ context, request }, params.importId, 'SERVICES'), formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  return takeInImport({ context, request }, params.importId, HERE);
}

export default function OneImport({ loaderData: { shown, formKey }, actionData }: Route.ComponentProps) {
  return (
    <ImportPage shown={shown} formKey={formKey} answer={actionData} here={HERE} backTo="Change many services at once" />
  );
}
