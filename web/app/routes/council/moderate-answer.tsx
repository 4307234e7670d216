import { redirect } from 'react-router';
import { BackLink, Page } from '../../components/index.js';
import { WantedAnswers } from '../../finding/wanted-listing.js';
import { AnswersToCheckDocument, ModerateWantedAnswerDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/moderate-answer.js';
import { ModerationForm, readDecision } from './moderation-form.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const { wantedAnswersToModerate } = await callGraphql({ context, request }, AnswersToCheckDocument);
  return { answer: wantedAnswersToModerate.find(({ id }) => id === params.answerId) ?? notFound() };
}

export async function action({ context, params: { answerId }, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'MODERATOR');
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  const { publish, problems } = readDecision(textOf(form, 'answer'), reason);
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const variables = { id: answerId, publish, reason: reason || null, seen: textOf(form, 'seen') || null };
  const { moderateWantedAnswer } = await callGraphql({ context, request }, ModerateWantedAnswerDocument, variables);
  if (isRefused(moderateWantedAnswer)) return notDone(moderateWantedAnswer, valuesOf(form));
  throw redirect(`/council/moderation?done=answer-${publish ? 'published' : 'refused'}`);
}

export default function CheckAnswer({ loaderData: { answer }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/council/moderation">To check</BackLink>}>
      <FormTitle title="Check an answer" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Check an answer</h1>
      <h2 className="govuk-heading-m">Somebody looks for: {answer.wanted.title}</h2>
      <div className="oc-quote">{answer.wanted.description}</div>
      <h2 className="govuk-heading-m">The answer</h2>
      <WantedAnswers answers={[{ ...answer, status: 'PUBLISHED' }]} />
      <ModerationForm
        answer={actionData}
        whoReads="Whoever wrote the answer reads this."
        hidden={{ seen: answer.savedAt }}
        labels={{ publish: 'Pass it on', refuse: 'Do not pass it on' }}
      />
    </Page>
  );
}
