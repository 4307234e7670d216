import { DateText, EmptyState, Anchor, Page } from '../../components/index.js';
import { MyQuestionsDocument } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/my-questions.js';
import { shareOrReport } from './question-actions.js';
import { ReportForm, ShowChoice } from './question-forms.js';
import { QuestionTag } from './question-state.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const { myStoreQuestions } = await callGraphql({ context, request }, MyQuestionsDocument);
  return { questions: myStoreQuestions };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireViewer(context, request);
  return shareOrReport({ context, request }, await request.formData(), '/my-questions');
}

export default function MyQuestions({ loaderData: { questions }, actionData }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <FormTitle title="My questions" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          asked: 'Your question is sent. The answer comes to your messages.',
          agreed: 'Thank you. It is shown when the provider agrees too and the council has read it.',
          hidden: 'It is not shown to others.',
          reported: 'Thank you. The council looks at it.',
        }}
      />
      <h1 className="govuk-heading-xl">My questions</h1>
      <p className="oc-lead">What you asked before you buy. Providers do not see your name.</p>
      {questions.length === 0 ? (
        <EmptyState icon="info" title="You have not asked anything yet">
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/search">
              Find support
            </Anchor>
            , open something you like, and ask.
          </p>
        </EmptyState>
      ) : (
        <WorkList label="My questions">
          {questions.map((one) => (
            <WorkItem
              key={one.id}
              headingLevel={2}
              title={`${one.serviceName}, ${one.providerName}`}
              href={`/services/${one.serviceId}`}
              facts={[
                <DateText date={one.askedOn} withYear />,
                <>You asked: “{one.question}”</>,
                ...(one.answer === null ? [] : [<strong>They answered: “{one.answer}”</strong>]),
                ...(one.whyNotShown === null ? [] : [`Why: ${one.whyNotShown}`]),
              ]}
              aside={<QuestionTag state={one.state} />}
            >
              {one.state === 'NOT_SHOWN' || one.state === 'CLOSED' ? null : (
                <>
                  <ShowChoice id={one.id} agrees={one.askerAgrees} />
                  {one.answer === null ? null : <ReportForm id={one.id} answer={actionData} />}
                </>
              )}
            </WorkItem>
          ))}
        </WorkList>
      )}
    </Page>
  );
}
