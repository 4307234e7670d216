import { BackLink, Page, pageTitle } from '../../components/index.js';
import { TrailDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
import { trailStarts, TrailSteps } from '../../work/trail-steps.js';
import type { Route } from './+types/trail.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Follow the money', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const of = trailStarts.find((one) => one === addressValue(request, 'of')) ?? notFound();
  const id = addressValue(request, 'id') ?? notFound();
  const { trail } = await callGraphql({ context, request }, TrailDocument, { of, id });
  return { trail: trail ?? notFound(), of, id, subject, actingFor: subject.actingFor };
}

export default function FollowTheMoney({ loaderData: { trail, of, id, subject } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <h1 className="govuk-heading-xl">Follow the money</h1>
      <p className="oc-lead">From the day it came in to the line at the bank, and back.</p>
      <TrailSteps
        trail={trail}
        href={(to, toId) =>
          to === 'PAYMENT_RUN' || to === 'BANK_PAYMENT'
            ? null
            : keepFor(`/my-budget/trail?of=${to}&id=${toId}`, subject)
        }
        file={`/files/trail/${of}/${id}.csv`}
      />
    </Page>
  );
}
