import { Form, redirect } from 'react-router';
import { Button, DateText, EmptyState, MoneyText, Page, TextInput, TimeRange } from '../../components/index.js';
import { AnswerCoverDocument, CoverAskedDocument } from '../../generated/graphql.js';
import { dateWords, timeWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { isRefused, notDone, putRight, textOf } from '../../work/refusal.js';
import type { Route } from './+types/cover.js';
import { providerOrders } from './roles.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  return callGraphql({ context, request }, CoverAskedDocument);
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [requestId, answer, reason] = [textOf(form, 'requestId'), textOf(form, 'answer'), textOf(form, 'reason')];
  if (answer !== 'yes' && reason === '')
    return putRight([{ field: `reason-${requestId}`, message: 'Say why not' }], {});
  const { answerCover } = await callGraphql({ context, request }, AnswerCoverDocument, {
    requestId,
    accept: answer === 'yes',
    reason: reason || null,
  });
  if (isRefused(answerCover)) return notDone(answerCover);
  throw redirect(`/provider/cover?done=${answer === 'yes' ? 'yes' : 'no'}`);
}

export default function CoverAsked({ loaderData: { coverRequests }, actionData }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <FormTitle title="Can you step in?" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ yes: 'It is yours. You find it in your orders.', no: 'Thank you. We ask the others.' }} />
      <h1 className="govuk-heading-xl">Can you step in?</h1>
      <p className="oc-lead">These people look for somebody to come. The first who says yes gets it.</p>
      {coverRequests.length === 0 ? (
        <EmptyState icon="inbox" title="Nobody asks you to step in">
          <p className="govuk-body">When somebody does, we will show it here.</p>
        </EmptyState>
      ) : (
        <WorkList label="What you can step in for">
          {coverRequests.map((request) => {
            const [own] = request.asks;
            return (
              <WorkItem
                key={request.id}
                headingLevel={2}
                title={
                  <>
                    {request.personName}:{' '}
                    {request.replaces ? (
                      `${request.replaces.whenInWords}, from ${dateWords(request.replaces.firstOn)}`
                    ) : (
                      <>
                        <DateText date={request.onDate} />, <TimeRange start={request.startsAt} end={request.endsAt} />
                      </>
                    )}
                  </>
                }
                facts={[
                  own?.service.name ?? '',
                  request.place,
                  ...(request.replaces
                    ? [
                        request.replaces.endsOn
                          ? `All of it, until ${dateWords(request.replaces.endsOn)}`
                          : 'All of it, with no last day',
                        ...(own?.fourWeeksPence ? [`${formatPence(own.fourWeeksPence)} in the first four weeks`] : []),
                        `Answer by ${dateWords(request.replaces.answerUntil)}, ${timeWords(request.replaces.answerUntil)}`,
                      ]
                    : []),
                ]}
                aside={own ? <MoneyText pence={own.amountPence} /> : null}
              >
                <Form method="post">
                  <input type="hidden" name="requestId" value={request.id} />
                  <Button name="answer" value="yes">
                    Yes, we will come<span className="govuk-visually-hidden"> to {request.personName}</span>
                  </Button>
                  <TextInput
                    name="reason"
                    id={`reason-${request.id}`}
                    label="If not, why?"
                    className="govuk-input--width-20"
                    autoComplete="off"
                  />
                  <Button name="answer" value="no" variant="secondary">
                    No, we can’t<span className="govuk-visually-hidden"> come to {request.personName}</span>
                  </Button>
                </Form>
              </WorkItem>
            );
          })}
        </WorkList>
      )}
    </Page>
  );
}
