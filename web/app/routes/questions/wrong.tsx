import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, Textarea } from '../../components/index.js';
import { ReportQuestionDocument, ServicePageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/wrong.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { service } = await callGraphql({ context, request }, ServicePageDocument, { id: params.serviceId });
  const question = service?.questions.find(({ id }) => id === params.questionId);
  return { service: service ?? notFound(), question: question ?? notFound() };
}

export async function action({ context, request, params: { serviceId, questionId } }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  if (reason === '') return putRight([{ field: 'reason', message: 'Say what is not right' }], valuesOf(form));
  const { reportStoreQuestion } = await callGraphql({ context, request }, ReportQuestionDocument, {
    id: questionId,
    reason,
  });
  if (isRefused(reportStoreQuestion)) return notDone(reportStoreQuestion, valuesOf(form));
  throw redirect(`/services/${serviceId}?done=reported`);
}

export default function QuestionIsWrong({ loaderData: { service, question }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={`/services/${service.id}`}>{service.name}</BackLink>}>
      <FormTitle title="This is not right" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">This is not right</h1>
      <div className="oc-quote">
        {question.question}
        <br />
        {question.answer}
      </div>
      <p className="govuk-body">It is hidden at once, until somebody at the council has looked.</p>
      <Form method="post">
        <Textarea
          name="reason"
          label="What is not right?"
          rows={3}
          value={actionData?.values['reason']}
          error={problemOf(actionData, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Button>Tell the council</Button>
      </Form>
    </Page>
  );
}
