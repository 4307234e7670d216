import { Page } from '../../components/index.js';
import { CatalogueImportsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { SendFileForm, SentFiles } from '../../work/import-parts.js';
import { sendImport } from '../../work/send-import.js';
import type { Route } from './+types/register.js';

const HERE = '/council/register';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { catalogueImports } = await callGraphql({ context, request }, CatalogueImportsDocument);
  return { imports: catalogueImports, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'MODERATOR');
  return sendImport({ context, request }, 'REGISTER', HERE);
}

export default function Register({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page>
      <FormTitle title="CQC ratings" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">CQC ratings</h1>
      <p className="oc-lead">
        Send the list of places that the Care Quality Commission puts out each month. We copy its ratings to the stores
        in your area.
      </p>
      <p className="govuk-body">
        We find a store by its CQC location number. A place that has not joined Owncourse stays out: nobody gets a store
        they did not ask for.
      </p>
      <SendFileForm
        formKey={loaderData.formKey}
        answer={actionData}
        hint="“Care directory with filters”, saved as CSV or as an Excel workbook (.xlsx). At most 100,000 rows and 50 MB"
      />
      <h2 className="govuk-heading-m">Files you sent</h2>
      <SentFiles imports={loaderData.imports} here={HERE} />
    </Page>
  );
}
