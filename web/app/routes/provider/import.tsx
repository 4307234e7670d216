import { BackLink, Details, Page } from '../../components/index.js';
import { CatalogueImportsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { SendFileForm, SentFiles } from '../../work/import-parts.js';
import { sendImport } from '../../work/send-import.js';
import type { Route } from './+types/import.js';
import { providerCatalogue } from './roles.js';

const HERE = '/provider/import';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { catalogueImports } = await callGraphql({ context, request }, CatalogueImportsDocument);
  return { imports: catalogueImports, formKey: newFormKey() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  return sendImport({ context, request }, 'SERVICES', HERE);
}

export default function ImportServices({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/provider/store">Our store</BackLink>}>
      <FormTitle title="Change many services at once" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Change many services at once</h1>
      <p className="oc-lead">Keep your services and prices in a spreadsheet. Send it here when something changes.</p>
      <h2 className="govuk-heading-m">Get your list</h2>
      <p className="govuk-body">It has a row for each price you have now. Change it, add rows, and send it back.</p>
      <ul className="govuk-list">
        <li>
          <a className="govuk-link" href="/files/store/services.xlsx">
            Download all my services (Excel)
          </a>
        </li>
        <li>
          <a className="govuk-link" href="/files/store/services.csv">
            Download all my services (CSV)
          </a>
        </li>
      </ul>
      <Details summary="How the list works">
        <ul className="govuk-list govuk-list--bullet">
          <li>“Service reference” and “price reference” are your own short names. Keep them the same each time.</li>
          <li>A service with two prices has two rows. Keep them next to each other.</li>
          <li>A new service is a draft. Write “published” as its status to put it on show.</li>
          <li>What is not in the file stays as it is. To stop selling a service, write “retired”.</li>
        </ul>
      </Details>
      <SendFileForm
        formKey={loaderData.formKey}
        answer={actionData}
        hint="A CSV file or an Excel workbook (.xlsx). At most 100,000 rows and 50 MB"
      />
      <h2 className="govuk-heading-m">Files you sent</h2>
      <SentFiles imports={loaderData.imports} here={HERE} />
    </Page>
  );
}
