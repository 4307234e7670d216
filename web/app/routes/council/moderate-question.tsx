import { redirect } from 'react-router';
import { BackLink, InsetText, Page } from '../../components/index.js';
import { ModerateQuestionDocument, ModerationDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/moderate-question.js';
import { ModerationForm, readDecision } from './moderation-form.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { storeQuestionsToModerate } = await callGraphql({ context, request }, ModerationDocument);
  return { question: storeQuestionsToModerate.find(({ id }) => id === params.questionId) ?? notFound() };
}

export async function action({ context, params: { questionId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  const { publish, problems } = readDecision(textOf(form, 'answer'), reason);
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const variables = { id: questionId, publish, reason: reason || null };
  const { moderateStoreQuestion } = await callGraphql({ context, request }, ModerateQuestionDocument, variables);
  if (isRefused(moderateStoreQuestion)) return notDone(moderateStoreQuestion, valuesOf(form));
  throw redirect(`/council/moderation?done=question-${publish ? 'kept' : 'refused'}`);
}

export default function CheckQuestion({ loaderData: { question }, actionData }: Route.ComponentProps) {
  const isOnlyReported = question.state !== 'TO_CHECK';
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Check a question" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Check a question</h1>
      <p className="oc-lead">
        {question.serviceName}, {question.providerName}
      </p>
      {question.reportReason === null ? null : (
        <InsetText>Somebody says that this is not right: “{question.reportReason}”</InsetText>
      )}
      <h2 className="govuk-heading-s">Somebody asked</h2>
      <div className="oc-quote">{question.question}</div>
      {question.answer === null ? null : (
        <>
          <h2 className="govuk-heading-s">The provider answered</h2>
          <div className="oc-quote">{question.answer}</div>
        </>
      )}
      <p className="govuk-body">
        {isOnlyReported
          ? 'They did not ask to show this. If it is all right, it stays between the two of them. If not, it is closed.'
          : 'Look for names, addresses and anything unkind. Nobody’s name is shown with it.'}
      </p>
      <InsetText>
        Does it say that somebody was hurt, or might be? Tell the safeguarding team first. That is not for this page.
      </InsetText>
      <ModerationForm
        answer={actionData}
        whoReads="The person who asked and the provider read this."
        labels={isOnlyReported ? { publish: 'It is all right', refuse: 'Close it' } : undefined}
      />
    </Page>
  );
}
