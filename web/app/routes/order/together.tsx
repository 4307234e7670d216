import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  InsetText,
  MoneyText,
  Page,
  Select,
  SummaryList,
  Textarea,
  TextInput,
} from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { ActsForDocument, OrderQuoteDocument, ProposeSharedOrderDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { keepFor } from '../../journey/acting-for.js';
import { problemsOfWhat, problemsOfWhen, whenWords } from '../../journey/order-draft.js';
import { orderCost, orderPage, type OrderPage, type OrderRequest, stepHref } from '../../journey/order-page.js';
import { errorOf, type FieldProblem, FormProblems, textOf } from '../../journey/problems.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords } from '../../journey/quantity-words.js';
import { keyOf } from '../../journey/order-key.js';
import { refusedProposal, whyNotTogether } from '../../journey/shared-words.js';
import type { Route } from './+types/together.js';

/** Friends that can be asked by email on one page. */
const EMAILS = ['email1', 'email2', 'email3'] as const;
const mostWith = 5;

/** Somebody the reader may order for, with the price to them. */
interface Helped {
  readonly personId: string;
  readonly name: string;
  /** Null where they cannot buy it. */
  readonly unitPricePence: number | null;
}

async function priceFor(asked: OrderRequest, page: OrderPage, personId: string): Promise<number | null> {
  const { quote } = await callGraphql(asked, OrderQuoteDocument, {
    input: { variantId: page.variant.id, personId, quantity: page.draft.quantity, onDate: page.draft.startsOn },
  });
  return quote.__typename === 'Quote' && quote.price.orderable ? quote.price.unitPricePence : null;
}

/** Whom else the reader may order for, and those of them that were chosen in the address. */
async function helpedPeople(asked: OrderRequest, page: OrderPage) {
  const { me } = await callGraphql(asked, ActsForDocument);
  const may = new Map(
    (me?.actsFor ?? [])
      .filter(
        ({ inForce, scopes, person }) => inForce && scopes.includes('ORDER') && person.id !== page.subject.personId,
      )
      .map(({ person }) => [person.id, person.name]),
  );
  const chosen = [...new Set(new URL(asked.request.url).searchParams.getAll('with'))]
    .filter((id) => may.has(id))
    .slice(0, mostWith);
  const helped: Helped[] = await Promise.all(
    chosen.map(async (personId) => ({
      personId,
      name: may.get(personId) ?? '',
      unitPricePence: await priceFor(asked, page, personId),
    })),
  );
  return { helped, others: [...may].filter(([id]) => !chosen.includes(id)).map(([id, name]) => ({ id, name })) };
}

export async function loader(args: Route.LoaderArgs) {
  const page = await orderPage(args);
  if (problemsOfWhat(page.draft, page.variant).length > 0) throw redirect(stepHref(page, 'what'));
  if (problemsOfWhen(page.draft, page.variant, page.today).length > 0) throw redirect(stepHref(page, 'when'));
  const key = keyOf(args.request, stepHref(page, 'together'));
  const [cost, people] = await Promise.all([orderCost(args, page), helpedPeople(args, page)]);
  const address = [...new URL(args.request.url).searchParams].filter(([name]) => name !== 'key');
  return {
    ...page,
    ...people,
    cost,
    key,
    address,
    actingFor: page.subject.actingFor,
  };
}

function partOf(form: FormData, name: string): number {
  return Number(textOf(form, name) || '1');
}

export async function action(args: Route.ActionArgs) {
  const page = await orderPage(args);
  const form = await args.request.formData();
  const { draft } = page;
  const values = Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  const emails = EMAILS.filter((name) => textOf(form, name) !== '');
  const withIds = form.getAll('withId').filter((id) => typeof id === 'string');
  const own: FieldProblem[] = [
    ...(textOf(form, 'place') === '' ? [{ field: 'place', message: 'Say where they should come' }] : []),
    ...(emails.length + withIds.length === 0
      ? [{ field: 'email1', message: 'Write the email address of somebody you want to do this with' }]
      : []),
  ];
  if (own.length > 0) return { problems: own, refused: null, values };
  const people = [
    {
      personId: page.subject.personId,
      share: partOf(form, 'part'),
      shownUnitPricePence: Number(textOf(form, 'shownUnitPricePence')),
    },
    ...withIds.map((personId) => ({
      personId,
      share: partOf(form, `part-${personId}`),
      shownUnitPricePence: Number(textOf(form, `shown-${personId}`)),
    })),
    ...emails.map((name) => ({ email: textOf(form, name), share: partOf(form, `part-${name}`) })),
  ];
  const { proposeSharedOrder } = await callGraphql(args, ProposeSharedOrderDocument, {
    input: {
      idempotencyKey: textOf(form, 'key'),
      variantId: page.variant.id,
      quantity: draft.quantity,
      startTime: draft.time,
      oneOff: draft.how === 'once' ? { date: draft.startsOn } : null,
      standing:
        draft.how === 'weekly'
          ? {
              startsOn: draft.startsOn,
              endsOn: draft.endsOn || null,
              weekdays: draft.days,
              everyWeeks: draft.everyWeeks,
            }
          : null,
      place: textOf(form, 'place'),
      note: textOf(form, 'note') || null,
      people,
    },
  });
  if (proposeSharedOrder.__typename === 'SharedOrder')
    throw redirect(keepFor(`/ordering-together/${proposeSharedOrder.id}?done=asked`, page.subject));
  // The service counts people; the page has fields.
  const fields = ['part', ...withIds.map((id) => `part-${id}`), ...emails];
  const refused = refusedProposal(proposeSharedOrder, (index) => fields[index] ?? 'email1');
  return { ...refused, values };
}

function AddSomebody({ loaderData }: Pick<Route.ComponentProps, 'loaderData'>) {
  const { others, helped, address } = loaderData;
  if (others.length === 0 || helped.length >= mostWith) return null;
  return (
    <Form method="get" className="oc-panel-form">
      {address.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <Select
        name="with"
        label="Somebody you act for"
        hint="You see the price for them, and your yes is theirs."
        items={others.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <Button variant="secondary">Add this person</Button>
    </Form>
  );
}

function Parts({
  loaderData,
  values,
}: {
  readonly loaderData: Route.ComponentProps['loaderData'];
  readonly values: Readonly<Record<string, string>>;
}) {
  const { subject, helped } = loaderData;
  const fields = [
    ['part', subject.isSelf ? 'Your parts' : `Parts of ${subject.name}`],
    ...helped.map(({ personId, name }) => [`part-${personId}`, `Parts of ${name}`]),
    ...EMAILS.map((name, index) => [`part-${name}`, `Parts of the person with email address ${index + 1}`]),
  ] as const;
  return (
    <Details summary="Do you want to share the cost in another way?">
      <p className="govuk-body">
        Everybody pays the same unless you change this. Write 2 for somebody who pays twice as much as somebody with 1.
      </p>
      {fields.map(([name = '', label = '']) => (
        <TextInput
          key={name}
          name={name}
          label={label}
          className="govuk-input--width-2"
          inputMode="numeric"
          value={values[name] ?? '1'}
        />
      ))}
    </Details>
  );
}

export default function Together({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, variant, service, cost, subject, helped, key } = loaderData;
  const back = <BackLink href={stepHref(loaderData, 'check')} />;
  const values = actionData?.values ?? {};
  if (!cost.quote) {
    return (
      <Page before={back}>
        <ErrorSummary title={cost.refused?.message ?? ''} description={cost.refused?.whatToDo} errors={[]} />
      </Page>
    );
  }
  const whyNot = whyNotTogether(loaderData);
  if (whyNot !== null) {
    return (
      <Page before={back}>
        <FormTitle title="Do this with somebody" hasErrors={false} />
        <h1 className="govuk-heading-xl">This cannot be shared</h1>
        <p className="govuk-body">{whyNot}</p>
      </Page>
    );
  }
  if (draft.how === 'weekly' && draft.endsOn === '') {
    return (
      <Page before={back}>
        <FormTitle title="Do this with somebody" hasErrors={false} />
        <h1 className="govuk-heading-xl">Do this with somebody</h1>
        <p className="govuk-body">
          What you order together needs a last day, at most 26 weeks from now. After it you can order together again.
        </p>
        <ButtonLink href={stepHref(loaderData, 'when')}>Choose a last day</ButtonLink>
      </Page>
    );
  }
  const each = draft.how === 'weekly' ? ' each time' : '';
  const cannotBuy = helped.filter(({ unitPricePence }) => unitPricePence === null);
  return (
    <Page before={back}>
      <FormProblems answer={actionData ?? null} />
      <FormTitle title="Do this with somebody" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Do this with somebody</h1>
      <p className="oc-lead">Share one visit, and its cost. Each of you pays a part from your own budget.</p>
      <SummaryList
        rows={[
          { key: 'What', value: `${service.name} with ${service.provider.name}: ${variant.name}` },
          { key: 'How much', value: amountWords(draft.quantity, variant.unit) },
          { key: 'When', value: whenWords(draft, variant.unit, cost.firstDay) },
          {
            key: `All of it costs${each}`,
            value: (
              <>
                <strong>
                  <MoneyText pence={cost.eachTimePence} />
                </strong>{' '}
                at {subject.isSelf ? 'your' : `${subject.name}’s`} price. With one other person{' '}
                {subject.isSelf ? 'you pay' : 'their part is'} about half:{' '}
                {formatPence(Math.ceil(cost.eachTimePence / 2))}
              </>
            ),
          },
        ]}
      />
      <h2 className="govuk-heading-m">Who with?</h2>
      <AddSomebody loaderData={loaderData} />
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="shownUnitPricePence" value={cost.quote.price.unitPricePence} />
        {helped.map(({ personId, name, unitPricePence }) =>
          unitPricePence === null ? null : (
            <p className="govuk-body" key={personId}>
              <input type="hidden" name="withId" value={personId} />
              <input type="hidden" name={`shown-${personId}`} value={unitPricePence} />
              <strong>{name}</strong>: {formatPence(unitPricePence)} for one, and a part of it to pay. You say yes for
              them.
            </p>
          ),
        )}
        {cannotBuy.length === 0 ? null : (
          <InsetText>
            {cannotBuy.map(({ name }) => name).join(', ')} cannot buy this from their budget, so you cannot add them.
          </InsetText>
        )}
        {EMAILS.map((name, index) => (
          <TextInput
            key={name}
            name={name}
            type="email"
            label={
              index === 0 && helped.length === 0
                ? 'Their email address'
                : 'Another person’s email address (you can leave this empty)'
            }
            hint={
              index === 0
                ? 'The one they sign in with here. We ask them. They see your first name and what you would like to do.'
                : undefined
            }
            value={values[name] ?? ''}
            error={errorOf(actionData, name)}
            autoComplete="off"
            spellCheck={false}
          />
        ))}
        <Parts loaderData={loaderData} values={values} />
        <TextInput
          name="place"
          label="Where should they come?"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="If it is somebody’s home, say whose. Everybody you ask can read this, and the provider"
          value={values['place'] ?? ''}
          error={errorOf(actionData, 'place')}
          attributes={{ maxLength: 200 }}
        />
        <Textarea
          name="note"
          label="Anything they should know? (you can leave this empty)"
          labelOptions={{ className: 'govuk-label--m' }}
          hint="Everybody you ask can read this, too"
          rows={3}
          value={values['note'] ?? ''}
          error={errorOf(actionData, 'note')}
          attributes={{ maxLength: 1000 }}
        />
        <p className="govuk-body">
          Nothing is ordered, and no money is promised, before everybody has said yes. Nobody sees what is in anybody
          else’s budget, or what anybody else pays.
        </p>
        {helped.length === 0 ? null : (
          <p className="govuk-body">
            You say yes for those you act for. If you ask nobody else, it is ordered when you press this, and the money
            for each part is promised.
          </p>
        )}
        <Button>{helped.length === 0 ? 'Ask them' : 'Send'}</Button>
      </Form>
    </Page>
  );
}
