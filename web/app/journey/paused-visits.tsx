import { Form, redirect, type RouterContextProvider } from 'react-router';
import { Anchor, Button, DateText, InsetText, MoneyText, Warning } from '../components/index.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { CancelPausedVisitsDocument, PausedVisitsDocument, type PausedVisitsQuery } from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { newFormKey } from '../work/access.js';
import { FormKey, NotDoneSummary } from '../work/form-parts.js';
import { isRefused, notDone, type NotDone, textOf, valuesOf } from '../work/refusal.js';
import { FormTitle } from './form-title.js';
import { VisitsTaken } from './visits-taken.js';

interface Asked {
  readonly context: Readonly<RouterContextProvider>;
  readonly request: Request;
}

export interface PausedVisitsData {
  readonly formKey: string;
  readonly found: Extract<PausedVisitsQuery['pausedVisits'], { visitCount: number }>;
}

/** Not there for a budget that is not paused. */
export async function loadPausedVisits(asked: Asked, budgetId: string): Promise<PausedVisitsData> {
  const { pausedVisits } = await callGraphql(asked, PausedVisitsDocument, { budgetId });
  if (isRefused(pausedVisits)) notFound();
  return { formKey: newFormKey(), found: pausedVisits };
}

/** Cancels what was shown, and goes to a page. */
export async function cancelPausedVisits(asked: Asked, budgetId: string, done: string) {
  const form = await asked.request.formData();
  const { cancelPausedVisits: answer } = await callGraphql(asked, CancelPausedVisitsDocument, {
    input: {
      budgetId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      agreedFeePence: Number(textOf(form, 'feePence')),
    },
  });
  if (isRefused(answer)) return notDone(answer, valuesOf(form));
  throw redirect(done);
}

interface PausedVisitsPageProps {
  readonly page: PausedVisitsData;
  readonly answer: NotDone | undefined;
  /** The way out: keep the visits. */
  readonly back: string;
}

/** What is promised for paused days: keep it, or cancel it with the fee in sight. The same for the person and an officer. */
export function PausedVisitsPage({ page: { found, formKey }, answer, back }: PausedVisitsPageProps) {
  const { visitCount, feePence, comesBackPence, visits, fromOn, untilDate } = found;
  return (
    <>
      <FormTitle title="Visits in the pause" hasErrors={answer !== undefined} />
      <NotDoneSummary answer={answer} />
      <h1 className="govuk-heading-xl">Visits in the pause</h1>
      <p className="oc-lead">
        The budget is paused from <DateText date={fromOn} withYear />
        {untilDate === null ? '' : ' until '}
        {untilDate === null ? null : <DateText date={untilDate} withYear />}.
      </p>
      {visitCount === 0 ? (
        <p className="govuk-body">No visit is promised for those days. There is nothing to cancel.</p>
      ) : (
        <>
          <InsetText>
            {sentenceStart(countWords(visitCount, 'visit'))} will still happen, because the money was promised before.
            If you cancel {visitCount === 1 ? 'it' : 'them'},{' '}
            <strong>
              <MoneyText pence={comesBackPence} />
            </strong>{' '}
            comes back to the budget. {feePence === 0 ? 'There is no fee.' : null}
          </InsetText>
          {feePence > 0 ? (
            <Warning>
              The notice is short, so {visitCount === 1 ? 'the provider is' : 'the providers are'} paid{' '}
              <MoneyText pence={feePence} />.
            </Warning>
          ) : null}
          <VisitsTaken visits={visits} />
          <Form method="post">
            <FormKey value={formKey} />
            <input type="hidden" name="feePence" value={feePence} />
            <div className="govuk-button-group">
              <Button variant="warning">{`Cancel ${countWords(visitCount, 'visit')}`}</Button>
              <Anchor className="govuk-link" href={back}>
                {visitCount === 1 ? 'Keep the visit' : 'Keep the visits'}
              </Anchor>
            </div>
          </Form>
        </>
      )}
    </>
  );
}
