import { Form, redirect } from 'react-router';
import { Anchor, Button, EmptyState, MoneyText, Page, pageTitle, TextInput } from '../../components/index.js';
import { TrailBeginningsDocument, TrailDocument, type TrailStart } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { addressValue } from '../../journey/address.js';
import { requireRole } from '../../work/access.js';
import { trailStarts, TrailSteps } from '../../work/trail-steps.js';
import type { Route } from './+types/trail.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Follow money', matches);
}

const hrefOf = (of: TrailStart, id: string): string => `/council/trail?of=${of}&id=${id}`;

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER', 'APPROVER');
  const asked = { context, request };
  const [of, id] = [trailStarts.find((one) => one === addressValue(request, 'of')), addressValue(request, 'id')];
  if (of && id !== null) {
    const { trail } = await callGraphql(asked, TrailDocument, { of, id });
    return { found: { trail: trail ?? notFound(), of, id }, reference: null, beginnings: [] };
  }
  const reference = addressValue(request, 'reference')?.trim() ?? null;
  if (reference === null || reference === '') return { found: null, reference: null, beginnings: [] };
  const { trailBeginnings } = await callGraphql(asked, TrailBeginningsDocument, { reference });
  const [only, ...others] = trailBeginnings;
  if (only && others.length === 0) throw redirect(hrefOf(only.of, only.id));
  const byName = trailBeginnings.toSorted((one, other) =>
    (one.providerName ?? '').localeCompare(other.providerName ?? ''),
  );
  return { found: null, reference, beginnings: byName };
}

const kinds: Readonly<Record<TrailStart, string>> = {
  VISIT: 'Visit',
  INVOICE: 'Invoice',
  PAYMENT_RUN: 'Payment run',
  BANK_PAYMENT: 'Payment by the bank',
  MONEY_IN: 'Money that came in',
};

export default function FollowMoney({ loaderData: { found, reference, beginnings } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Follow money</h1>
      <p className="oc-lead">From the day it came in to the line at the bank, and back.</p>
      <Form method="get">
        <TextInput
          name="reference"
          label="What stands on the paper?"
          labelOptions={{ className: 'govuk-label--s' }}
          hint="The number of an invoice or credit note, or the reference of a payment, such as OC-2026-00012"
          className="govuk-input--width-20"
          value={reference ?? ''}
          autoComplete="off"
        />
        <Button variant="secondary">Follow it</Button>
      </Form>
      {reference !== null && beginnings.length === 0 ? (
        <EmptyState icon="search" title={`There is nothing with “${reference}”`}>
          <p className="govuk-body">Look at the number again. It may be of another council.</p>
        </EmptyState>
      ) : null}
      {beginnings.length > 1 ? (
        <>
          <h2 className="govuk-heading-m">
            There are {beginnings.length} with this number, each of another provider. Which one?
          </h2>
          <ul className="govuk-list govuk-list--spaced">
            {beginnings.map(({ of, id, words, providerName, pence }) => (
              <li key={id}>
                <Anchor className="govuk-link" href={hrefOf(of, id)}>
                  {kinds[of]} {words}
                  {providerName === null ? '' : ` of ${providerName}`}
                </Anchor>
                : <MoneyText pence={pence} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {found ? (
        <>
          <h2 className="govuk-heading-l">{kinds[found.of]}</h2>
          <TrailSteps trail={found.trail} href={hrefOf} file={`/files/trail/${found.of}/${found.id}.csv`} />
        </>
      ) : null}
    </Page>
  );
}
