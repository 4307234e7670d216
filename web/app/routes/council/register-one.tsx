import { newFormKey, requireRole } from '../../work/access.js';
import { ImportPage } from '../../work/import-parts.js';
import { loadImport, takeInImport } from '../../work/send-import.js';
import type { Route } from './+types/register-one.js';

const HERE = '/council/register';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  return { shown: await loadImport({ context, request }, params.importId, 'REGISTER'), formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'MODERATOR');
  return takeInImport({ context, request }, params.importId, HERE);
}

export default function OneRegister({ loaderData: { shown, formKey }, actionData }: Route.ComponentProps) {
  return <ImportPage shown={shown} formKey={formKey} answer={actionData} here={HERE} backTo="CQC ratings" />;
}
