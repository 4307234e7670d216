import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, InsetText, Page, Radios, SummaryList, Textarea } from '../../components/index.js';
import { providerKindWords } from '../../finding/provider-words.js';
import { checkRows, worksAlone } from '../../finding/store-checks.js';
import { DecideStoreChecksDocument, StoreChecksToLookAtDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/store-decision.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { storeChecksToLookAt } = await callGraphql({ context, request }, StoreChecksToLookAtDocument);
  const store = storeChecksToLookAt.find(({ providerId }) => providerId === params.providerId) ?? notFound();
  return { store, formKey: newFormKey() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const form = await request.formData();
  const values = valuesOf(form);
  const [answer, reason] = [textOf(form, 'answer'), textOf(form, 'reason')];
  if (answer !== 'accept' && answer !== 'decline')
    return putRight([{ field: 'answer', message: 'Choose yes or no' }], values);
  if (answer === 'decline' && reason === '') return putRight([{ field: 'reason', message: 'Say why not' }], values);
  const { decideStoreChecks } = await callGraphql({ context, request }, DecideStoreChecksDocument, {
    providerId: params.providerId,
    checkNumber: Number(textOf(form, 'checkNumber')),
    accept: answer === 'accept',
    reason: reason || null,
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(decideStoreChecks)) return notDone(decideStoreChecks, values);
  throw redirect(`/council/stores?done=${answer === 'accept' ? 'accepted' : 'declined'}`);
}

export default function StoreDecision({ loaderData: { store, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/council/stores">Stores to check</BackLink>}>
      <FormTitle title="Check a store" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{store.name}</h1>
      <p className="govuk-body">
        {providerKindWords[store.kind]}.{' '}
        <Anchor className="govuk-link" href={`/providers/${store.providerId}`}>
          See its page
        </Anchor>
      </p>
      {store.sellsRegulated && store.cqcLocationId === null ? (
        <InsetText>
          It sells personal care, and gave no Care Quality Commission number. Only somebody whom a person employs
          themselves need not have one.
        </InsetText>
      ) : null}
      <SummaryList
        rows={[
          ...checkRows(store.checks, { cqcLocationId: store.cqcLocationId, worksAlone: worksAlone(store.kind) }),
          ...(store.policyNumber === null ? [] : [{ key: 'Policy number', value: store.policyNumber }]),
        ]}
      />
      <Form method="post" noValidate>
        <FormKey value={formKey} />
        <input type="hidden" name="checkNumber" value={store.checkNumber} />
        <Radios
          name="answer"
          fieldset={{
            legend: 'Does the council accept it?',
            legendOptions: { className: 'govuk-fieldset__legend--l' },
          }}
          hint="People see who accepted a store. It may sell to people with their own money either way."
          value={actionData?.values['answer']}
          error={problemOf(actionData, 'answer')}
          items={[
            { value: 'accept', label: 'Yes, accept it' },
            { value: 'decline', label: 'No' },
          ]}
        />
        <Textarea
          name="reason"
          label="If not, say why, and what would change it"
          hint="The provider reads this."
          rows={3}
          value={actionData?.values['reason']}
          error={problemOf(actionData, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Send my answer</Button>
      </Form>
    </Page>
  );
}
