import { Form } from 'react-router';
import { Anchor, Button, DateInput, DateText, InsetText, MoneyText, Radios, Warning } from '../components/index.js';
import { countWords, sentenceStart } from '../format/counts.js';
import { dateWords } from '../format/dates.js';
import type { InterruptionKind } from '../generated/graphql.js';
import { dayFields } from '../work/form-dates.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../work/form-parts.js';
import { type NotDone, problemOf } from '../work/refusal.js';
import type { AwayPageData, TimeAway } from './away.js';
import { FormTitle } from './form-title.js';
import { VisitsTaken } from './visits-taken.js';

const kindWords: Readonly<Record<InterruptionKind, string>> = {
  HOSPITAL: 'In hospital',
  HOLIDAY: 'On holiday',
  DEATH: 'Died',
};

function spanWords({ kind, fromOn, toOn }: Pick<TimeAway, 'kind' | 'fromOn' | 'toOn'>): string {
  if (kind === 'DEATH') return dateWords(fromOn, true);
  if (toOn !== null && toOn < fromOn) return `home before ${dateWords(fromOn, true)}`;
  return `from ${dateWords(fromOn, true)} ${toOn === null ? 'until we hear more' : `to ${dateWords(toOn, true)}`}`;
}

function Ask({ page, back }: { readonly page: AwayPageData; readonly back: string }) {
  const { values, refused, isSelf, name, today } = page;
  const typed = Object.keys(values).some((field) => field.startsWith('from-'));
  const who = isSelf ? 'you' : name;
  const query = new URLSearchParams(back.split('?')[1] ?? '');
  return (
    <Form method="get">
      {[...query].map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <input type="hidden" name="check" value="1" />
      <Radios
        name="kind"
        fieldset={{ legend: 'What is it?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        value={values['kind']}
        error={problemOf(refused ?? undefined, 'kind')}
        items={[
          { value: 'HOSPITAL', label: 'Hospital', hint: 'Nobody pays a fee for a visit that cannot happen.' },
          { value: 'HOLIDAY', label: 'A holiday', hint: 'Say so early: late notice can cost a fee.' },
          !isSelf && {
            value: 'DEATH',
            label: `${name} has died`,
            hint: 'We are sorry. Everything ends, without a fee.',
          },
        ]}
      />
      <DateInput
        id="from"
        namePrefix="from"
        fieldset={{
          legend: isSelf ? 'The first day away' : 'The first day away, or the day of the death',
          legendOptions: { className: 'govuk-fieldset__legend--s' },
        }}
        values={typed ? values : dayFields(today, 'from')}
        error={problemOf(refused ?? undefined, 'fromOn')}
      />
      <DateInput
        id="to"
        namePrefix="to"
        fieldset={{ legend: 'The last day away', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        hint={`For hospital, leave it empty if nobody knows when ${who} will be home.`}
        values={values}
        error={problemOf(refused ?? undefined, 'toOn')}
      />
      <Button>See what will happen</Button>
    </Form>
  );
}

function Check({ page, back }: { readonly page: AwayPageData; readonly back: string }) {
  if (!page.checked) return null;
  const { entry, preview } = page.checked;
  const ends = entry.kind === 'DEATH';
  return (
    <>
      <h2 className="govuk-heading-l">What will happen</h2>
      <InsetText>
        {kindWords[entry.kind]}, {spanWords(entry)}.
        <br />
        {preview.visitCount === 0
          ? 'No visit falls in that time.'
          : `${sentenceStart(countWords(preview.visitCount, 'visit'))} will not happen. `}
        {preview.visitCount === 0 ? null : (
          <>
            <strong>
              <MoneyText pence={preview.comesBackPence} />
            </strong>{' '}
            comes back to the budget.{' '}
          </>
        )}
        {preview.feePence === 0 ? 'There is no fee.' : null}
        <br />
        {ends
          ? 'All orders end. Nobody can order any more.'
          : 'Visits that come again and again start again by themselves on the day after.'}
      </InsetText>
      {preview.feePence > 0 ? (
        <Warning>
          The notice is short, so the providers are paid <MoneyText pence={preview.feePence} />.
        </Warning>
      ) : null}
      {preview.retainerPence > 0 ? (
        <p className="govuk-body">
          For each day in hospital that passes, the provider gets a part of the price for keeping the place: at most{' '}
          <MoneyText pence={preview.retainerPence} /> together.
        </p>
      ) : null}
      <VisitsTaken visits={preview.visits} />
      <Form method="post" action={back}>
        <FormKey value={page.formKey} />
        <input type="hidden" name="kind" value={entry.kind} />
        {Object.entries({ ...dayFields(entry.fromOn, 'from'), ...(entry.toOn ? dayFields(entry.toOn, 'to') : {}) }).map(
          ([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ),
        )}
        <input type="hidden" name="feePence" value={preview.feePence} />
        <div className="govuk-button-group">
          <Button variant={ends ? 'warning' : undefined}>{ends ? 'End everything' : 'Yes, do this'}</Button>
          <Anchor className="govuk-link" href={back}>
            Change it
          </Anchor>
        </div>
      </Form>
    </>
  );
}

function Known({
  page,
  answer,
  back,
}: {
  readonly page: AwayPageData;
  readonly answer: NotDone | undefined;
  readonly back: string;
}) {
  if (page.away.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Times away</h2>
      <ul className="oc-work" aria-label="Times away">
        {page.away.map((away) => (
          <li className="oc-work__item" key={away.id}>
            <h3 className="govuk-heading-s oc-work__title">
              {kindWords[away.kind]}, {spanWords(away)}
            </h3>
            <p className="oc-work__fact">
              {sentenceStart(countWords(away.visitCount, 'visit'))} did not or will not happen.{' '}
              {away.chargedPence === 0 ? (
                'No fee.'
              ) : (
                <>
                  Fees: <MoneyText pence={away.chargedPence} />.
                </>
              )}
            </p>
            <p className="oc-work__fact">
              Entered by {away.enteredByName}, <DateText date={away.enteredAt} withYear />
            </p>
            {away.canComeHome ? (
              <Form method="post" action={back}>
                <FormKey value={page.formKey} />
                <input type="hidden" name="interruptionId" value={away.id} />
                <DateInput
                  id={`home-${away.id}`}
                  namePrefix="home"
                  fieldset={{
                    legend: page.isSelf
                      ? 'Home earlier? From which day?'
                      : 'Home earlier? From which day should visits come again?',
                    legendOptions: { className: 'govuk-fieldset__legend--s' },
                  }}
                  values={dayFields(page.today > away.fromOn ? page.today : away.fromOn, 'home')}
                  error={answer?.values['interruptionId'] === away.id ? problemOf(answer, 'homeOn') : undefined}
                />
                <Button variant="secondary">Start the visits again</Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Hospital, a holiday or a death: what is it, what will happen, yes. The same for the person and for whoever acts. */
export function AwayPage({
  page,
  answer,
  back,
}: {
  readonly page: AwayPageData;
  readonly answer: NotDone | undefined;
  /** The page's own address, with whom it is about. */
  readonly back: string;
}) {
  const title = page.isSelf ? 'Going away' : `${page.name}: hospital, holiday or a death`;
  const wrong = answer ?? page.refused ?? undefined;
  return (
    <>
      <FormTitle title={title} hasErrors={wrong !== undefined} />
      <NotDoneSummary answer={wrong} fieldIds={{ fromOn: 'from-day', toOn: 'to-day', homeOn: null }} />
      <DoneBanner
        words={{
          away: 'It is done. The providers know that the visits will not happen.',
          ended: 'It is done. Everything has ended, without a fee. We are sorry for your loss.',
          home: 'The visits start again. The providers know.',
        }}
      />
      <h1 className="govuk-heading-xl">{title}</h1>
      {page.checked ? <Check page={page} back={back} /> : <Ask page={page} back={back} />}
      {page.checked ? null : <Known page={page} answer={answer} back={back} />}
    </>
  );
}
