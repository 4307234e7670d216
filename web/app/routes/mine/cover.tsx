import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  ButtonLink,
  Checkboxes,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  TimeRange,
} from '../../components/index.js';
import { AskForCoverDocument, type CoverAskStatus, CoverForDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, problemOf, putRight, textOf } from '../../work/refusal.js';
import type { Route } from './+types/cover.js';

export async function loader({ context, params: { orderId, visitId }, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const found = await callGraphql({ context, request }, CoverForDocument, {
    orderId,
    occurrenceId: visitId,
    personId: subject.personId,
  });
  const visit = found.order?.nextOccurrences.find(({ id }) => id === visitId);
  if (found.order?.person.id !== subject.personId || !visit) notFound();
  return {
    order: found.order,
    visit,
    options: found.coverOptions,
    request: found.coverRequests.find(({ startsAt }) => startsAt === visit.startsAt) ?? null,
    subject,
    formKey: newFormKey(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, params: { orderId, visitId }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const variantIds = form.getAll('variant').filter((id) => typeof id === 'string');
  if (variantIds.length === 0) return putRight([{ field: 'variant', message: 'Choose who to ask' }], {});
  const { askForCover } = await callGraphql({ context, request }, AskForCoverDocument, {
    occurrenceId: visitId,
    variantIds,
    idempotencyKey: textOf(form, 'idempotencyKey'),
  });
  if (isRefused(askForCover)) return notDone(askForCover);
  throw redirect(keepFor(`/my-orders/${orderId}/cover/${visitId}?done=asked`, subject));
}

const answers: Readonly<Record<CoverAskStatus, string>> = {
  ASKED: 'Asked. No answer yet.',
  ACCEPTED: 'Said yes.',
  DECLINED: 'Said no.',
  FAILED: 'Said yes, but it could not be ordered.',
  LAPSED: 'Not needed any more.',
};

export default function Cover({ loaderData, actionData }: Route.ComponentProps) {
  const { order, visit, options, request, subject, formKey } = loaderData;
  const asked = new Set(request?.asks.map(({ provider }) => provider.id));
  const left = request?.status === 'LAPSED' ? options : options.filter(({ provider }) => !asked.has(provider.id));
  return (
    <Page before={<BackLink href={keepFor(`/my-orders/${order.id}`, subject)}>The order</BackLink>}>
      <FormTitle title="Ask somebody else" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ asked: 'Asked. The first who says yes comes. We tell you who.' }} />
      <h1 className="govuk-heading-xl">Ask somebody else to come</h1>
      <p className="oc-lead">
        {order.service.name}, <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
      </p>
      {visit.providerReason ? (
        <InsetText>
          {order.provider.name} can’t come: “{visit.providerReason}”
        </InsetText>
      ) : null}
      {request ? (
        <>
          <h2 className="govuk-heading-m">Who was asked</h2>
          <WorkList label="Who was asked" isCompact>
            {request.asks.map(({ provider, service, amountPence, status }) => (
              <WorkItem
                key={provider.id}
                title={provider.name}
                facts={[service.name, answers[status]]}
                aside={<MoneyText pence={amountPence} />}
              />
            ))}
          </WorkList>
          {request.orderId ? (
            <p className="govuk-body">
              <Anchor className="govuk-link" href={keepFor(`/my-orders/${request.orderId}`, subject)}>
                See the new order
              </Anchor>
            </p>
          ) : null}
        </>
      ) : null}
      {request?.status === 'FILLED' ? null : left.length === 0 ? (
        request ? null : (
          <EmptyState icon="users-round" title="Nobody we know can come then">
            <p className="govuk-body">Look for another kind of support, or ring your council if you can’t wait.</p>
            <ButtonLink href={keepFor('/search', subject)} variant="secondary">
              Find support
            </ButtonLink>
          </EmptyState>
        )
      ) : (
        <Form method="post">
          <FormKey value={formKey} />
          <Checkboxes
            name="variant"
            fieldset={{
              legend: 'Who shall we ask?',
              legendOptions: { className: 'govuk-fieldset__legend--m' },
            }}
            hint="The cheapest is first. You can ask several: the first who says yes comes. No money moves before that."
            error={problemOf(actionData, 'variant')}
            items={left.map(({ provider, service, variant, amountPence, miles }) => ({
              value: variant.id,
              label: (
                <>
                  {provider.name}: <MoneyText pence={amountPence} />
                </>
              ),
              hint: [
                service.name,
                ...(miles === null ? [] : [`${miles} miles away`]),
                ...(provider.rating.score ? [`${provider.rating.score} out of 5, from ${provider.rating.count}`] : []),
              ].join('. '),
            }))}
          />
          <Button>Ask them</Button>
        </Form>
      )}
    </Page>
  );
}
