import { useEffect, useRef } from 'react';
import { Form, useLocation } from 'react-router';
import { Button, Checkboxes, Page, Select, Textarea, TextInput } from '../components/index.js';
import { readKept } from '../finding/kept-list.js';
import { KeepForm } from '../finding/keep-result.js';
import { WhatElseAnswer } from '../finding/what-else-answer.js';
import { nearMiles, readWhatElse, whatElseInput } from '../finding/what-else-request.js';
import { WhatElseDocument, WhatElseFormDocument } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { actedForOf, searchedCouncil } from '../journey/acting-for.js';
import { FormTitle } from '../journey/form-title.js';
import { NotDoneSummary } from '../work/form-parts.js';
import { isRefused, type NotDone, problemOf } from '../work/refusal.js';
import type { Route } from './+types/what-else.js';

const title = 'What else could I get?';
/** What people ask for most; everything else they say in their own words. */
const offered = [
  'getting-out-and-about',
  'day-opportunities',
  'befriending',
  'social-trips',
  'arts-and-crafts',
  'music',
  'sport-and-swimming',
  'learning',
  'help-at-home',
  'personal-care',
  'cleaning',
  'gardening',
];

function toPutRight(problems: NotDone['refusal']['problems']): NotDone {
  const words = { message: 'Something needs to be put right first.', whatToDo: 'Change what is marked.' };
  return { refusal: { ...words, reason: null, problems }, values: {} };
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await actedForOf({ context, request });
  const asked = readWhatElse(new URL(request.url).searchParams);
  const { supportTypes } = await callGraphql({ context, request }, WhatElseFormDocument);
  const page = { asked, subject, supportTypes, actingFor: subject?.actingFor ?? null, kept: await readKept(request) };
  if (asked.amount === null) return { ...page, plan: null, wrong: undefined };
  const councilKey = await searchedCouncil({ context, request }, subject);
  const read = whatElseInput(asked, councilKey, subject?.personId ?? null);
  if ('problems' in read) return { ...page, plan: null, wrong: toPutRight(read.problems) };
  const { whatElse } = await callGraphql({ context, request }, WhatElseDocument, { input: read.input });
  if (!isRefused(whatElse)) return { ...page, plan: whatElse, wrong: undefined };
  return { ...page, plan: null, wrong: toPutRight('problems' in whatElse ? whatElse.problems : []) };
}

type Found = Route.ComponentProps['loaderData'];

function Question({ asked, supportTypes, wrong, subject }: Found) {
  const names = new Map(supportTypes.map(({ slug, name }) => [slug, name]));
  const shown = [...new Set([...offered, ...asked.likes])].flatMap((slug) => {
    const label = names.get(slug);
    return label === undefined ? [] : [{ value: slug, label }];
  });
  return (
    <>
      {subject ? <input type="hidden" name="for" value={subject.personId} /> : null}
      <TextInput
        name="amount"
        label="How much for a week?"
        hint="Such as what you pay for a day centre now, or what you hope for. You do not need a budget yet."
        prefix={{ content: '£' }}
        className="govuk-input--width-5"
        inputMode="decimal"
        value={asked.amount ?? ''}
        error={problemOf(wrong, 'amount')}
      />
      <Checkboxes
        name="like"
        fieldset={{ legend: 'What would you like?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
        className="govuk-checkboxes--small oc-two-columns"
        items={shown}
        values={asked.likes}
        error={problemOf(wrong, 'like')}
      />
      <Textarea
        name="words"
        label="Something else? Say it in your own words"
        hint="Put each thing on a line of its own, such as “someone to cook with”"
        rows={3}
        value={asked.words}
      />
      <TextInput
        name="postcode"
        label="Near which postcode?"
        hint="The first half is enough. You can leave this out."
        className="govuk-input--width-5"
        value={asked.postcode}
        autoComplete="postal-code"
      />
      <Select
        name="within"
        label="How far away?"
        value={asked.within.toString()}
        items={nearMiles.map((miles) => ({ value: miles.toString(), text: `Up to ${miles} miles` }))}
      />
      <Button>Show what there is</Button>
    </>
  );
}

export default function WhatElse({ loaderData }: Route.ComponentProps) {
  const { plan, wrong, subject, kept } = loaderData;
  const { pathname, search } = useLocation();
  const answer = useRef<HTMLDivElement>(null);
  // After the form is sent without a reload, the focus goes to the answer.
  useEffect(() => {
    if (plan) answer.current?.focus();
  }, [plan]);
  return (
    <Page>
      <FormTitle title={title} hasErrors={wrong !== undefined} />
      <NotDoneSummary answer={wrong} />
      <h1 className="govuk-heading-xl">{title}</h1>
      {plan ? (
        <div ref={answer} tabIndex={-1} className="oc-answer">
          <WhatElseAnswer plan={plan} subject={subject} kept={kept} />
          <KeepForm back={`${pathname}${search}`} subject={subject} />
          <h2 className="govuk-heading-l">Try something else</h2>
        </div>
      ) : (
        <p className="govuk-body-l">
          Say how much there is for a week and what you like. See what it would buy near you.
        </p>
      )}
      <Form key={search} action="/what-else" method="get">
        <Question {...loaderData} />
      </Form>
    </Page>
  );
}
