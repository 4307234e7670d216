import { BackLink, Page, pageTitle } from '../../components/index.js';
import { PostalAddressOfDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { AddressForm, changeAddress } from '../../work/postal-address.js';
import type { Route } from './+types/address.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Where your letters go', matches);
}

/** A person's own; nobody who acts for them can send their letters somewhere else. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { personId } = requireViewer(context, request);
  const { postalAddress } = await callGraphql({ context, request }, PostalAddressOfDocument, { personId });
  return { address: (postalAddress ?? notFound()).address, formKey: newFormKey() };
}

export function action({ context, request }: Route.ActionArgs) {
  const { personId } = requireViewer(context, request);
  return changeAddress({ context, request }, personId, '/my-data?done=address');
}

export default function OwnAddress({ loaderData: { address, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/my-data">My data</BackLink>}>
      <FormTitle title="Where your letters go" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Where should your letters go?</h1>
      <p className="govuk-body">
        Your council sends letters here. Providers do not see it: they see only the place that you write on an order.
      </p>
      <p className="govuk-body">Have you moved? Orders you have made stay as they are. Change the place on each.</p>
      <AddressForm address={address} formKey={formKey} answer={actionData} />
    </Page>
  );
}
