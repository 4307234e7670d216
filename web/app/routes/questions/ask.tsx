import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Checkboxes, Page, Textarea } from '../../components/index.js';
import { AskPageDocument, AskProviderDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/ask.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { service } = await callGraphql({ context, request }, AskPageDocument, { id: params.serviceId });
  return { service: service ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, request, params: { serviceId } }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const question = textOf(form, 'question');
  if (question === '') return putRight([{ field: 'question', message: 'Write what you want to ask' }], valuesOf(form));
  const { askProvider } = await callGraphql({ context, request }, AskProviderDocument, {
    input: {
      serviceId,
      question,
      mayShow: textOf(form, 'mayShow') === 'yes',
      idempotencyKey: textOf(form, 'idempotencyKey'),
    },
  });
  if (isRefused(askProvider)) return notDone(askProvider, valuesOf(form));
  throw redirect('/my-questions?done=asked');
}

export default function Ask({ loaderData: { service, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={`/services/${service.id}`}>{service.name}</BackLink>}>
      <FormTitle title="Ask a question" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Ask {service.provider.name}</h1>
      <p className="oc-lead">{service.name}</p>
      <p className="govuk-body">
        They do not see your name. Their answer comes to your messages. Asking costs nothing, and you order nothing.
      </p>
      <Form method="post">
        <FormKey value={formKey} />
        <Textarea
          name="question"
          label="What do you want to know?"
          hint="Please leave out names, addresses and phone numbers."
          rows={4}
          value={actionData?.values['question']}
          error={problemOf(actionData, 'question')}
          attributes={{ maxLength: 1000 }}
        />
        <Checkboxes
          name="mayShow"
          values={actionData?.values['mayShow'] === 'yes' ? ['yes'] : []}
          items={[
            {
              value: 'yes',
              label: 'Others may read my question and the answer, without my name',
              hint: 'Only if the provider says yes too. The council reads it first. You can take it back.',
            },
          ]}
        />
        <Button>Send my question</Button>
      </Form>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/my-questions">
          See what you asked before
        </Anchor>
      </p>
    </Page>
  );
}
