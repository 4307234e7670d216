import { BackLink, InsetText, Page, pageTitle } from '../../components/index.js';
import { PostalAddressOfDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { AddressChange, AddressForm, AddressLines, changeAddress } from '../../work/postal-address.js';
import type { Route } from './+types/address.js';

const officers = ['CARE_MANAGER', 'FINANCE_OFFICER'] as const;

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Where ${loaderData.client.person.name}’s letters go`, matches);
}

export async function loader({ context, params: { personId }, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...officers);
  const { postalAddress } = await callGraphql({ context, request }, PostalAddressOfDocument, { personId });
  const back = viewer.roles.includes('CARE_MANAGER')
    ? { href: '/council/people', text: 'My people' }
    : { href: '/council/letters', text: 'Letters to post' };
  return { client: postalAddress ?? notFound(), back, formKey: newFormKey() };
}

export function action({ context, params: { personId }, request }: Route.ActionArgs) {
  requireRole({ context, request }, ...officers);
  return changeAddress({ context, request }, personId, `/council/people/${personId}/address?done=address`);
}

export default function AddressOfClient({ loaderData: { client, back, formKey }, actionData }: Route.ComponentProps) {
  const { person, address } = client;
  const title = `Where ${person.name}’s letters go`;
  return (
    <Page before={<BackLink href={back.href}>{back.text}</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ address: 'Kept. Letters that you print from now on show it.' }} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {address === null ? (
        <p className="oc-lead">We do not know the address. No letter can be posted until somebody writes it down.</p>
      ) : (
        <>
          <InsetText>
            {person.name}
            <br />
            <AddressLines address={address} />
          </InsetText>
          <AddressChange address={address} />
        </>
      )}
      <h2 className="govuk-heading-m">{address === null ? 'Write it down' : 'Change it'}</h2>
      <p className="govuk-body">
        Ask {person.name} first. Somebody else may not want them to get their letters. They see who changed it.
      </p>
      <AddressForm address={address} formKey={formKey} answer={actionData} />
    </Page>
  );
}
