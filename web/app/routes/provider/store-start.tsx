import { redirect } from 'react-router';
import { Anchor, ButtonLink, Page, pageTitle } from '../../components/index.js';
import { GuidePageDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/store-start.js';
import { providerCatalogue } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Open your store', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerCatalogue);
  const { ownStore, guideAnswers } = await callGraphql({ context, request }, GuidePageDocument);
  if (ownStore) throw redirect('/provider/store');
  return { hasBegun: guideAnswers.length > 0 };
}

/** Two ways to begin: one question at a time for who works alone, whole forms for the others. */
export default function StoreStart({ loaderData: { hasBegun } }: Route.ComponentProps) {
  return (
    <Page>
      <DoneBanner words={{ later: 'We kept your answers. Go on whenever you like.' }} />
      <h1 className="govuk-heading-xl">Open your store</h1>
      <h2 className="govuk-heading-m">I work alone</h2>
      <p className="govuk-body">
        We ask 12 short questions, one at a time. It takes about ten minutes, and works on a phone. We keep each answer,
        so you can stop and go on later.
      </p>
      <ButtonLink href="/provider/store/guide/go-on">{hasBegun ? 'Go on where you stopped' : 'Begin'}</ButtonLink>
      <h2 className="govuk-heading-m">We are several people</h2>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/provider/store/about">
          Write who you are, then what you sell
        </Anchor>
      </p>
    </Page>
  );
}
