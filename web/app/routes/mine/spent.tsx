import {
  Anchor,
  BackLink,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  MoneyText,
  Page,
  pageTitle,
  Pagination,
  Tag,
} from '../../components/index.js';
import { type ExpenseFactsFragment, MoneyISpentDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
import { DoneBanner } from '../../work/form-parts.js';
import type { Route } from './+types/spent.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Money I spent', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const after = addressValue(request, 'after');
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const { budget } = await callGraphql({ context, request }, MoneyISpentDocument, { id, after });
  return { budget: budget ?? notFound(), after, subject, actingFor: subject.actingFor };
}

function receiptWords({ receipts, reversedAt }: ExpenseFactsFragment): string {
  if (reversedAt !== null) return '';
  if (receipts.length === 0) return 'No receipt yet.';
  return receipts.length === 1 ? 'With a receipt.' : `With ${receipts.length} receipts.`;
}

function ExpenseLine({ expense, subject }: { readonly expense: ExpenseFactsFragment; readonly subject: Subject }) {
  return (
    <li className="oc-order">
      <div className="oc-order__body">
        <h2 className="govuk-heading-s oc-order__title">
          <Anchor className="govuk-link" href={keepFor(`/my-budget/spent/${expense.id}`, subject)}>
            <MoneyText pence={expense.amountPence} /> to {expense.payee}
          </Anchor>
        </h2>
        <p className="oc-order__words">
          <DateText date={expense.spentOn} withYear />. {expense.kind.words}. {receiptWords(expense)}
        </p>
      </div>
      {expense.reversedAt === null ? null : (
        <p className="oc-order__state">
          <Tag colour="grey">Put back</Tag>
        </p>
      )}
    </li>
  );
}

export default function MoneyISpent({ loaderData: { budget, after, subject } }: Route.ComponentProps) {
  const { edges, pageInfo } = budget.expenses;
  const page = (cursor: string | null): string =>
    keepFor(cursor === null ? '/my-budget/spent' : `/my-budget/spent?after=${encodeURIComponent(cursor)}`, subject);
  const mayAdd = budget.paysOffPlatform && subject.scopes.includes('PAY');
  const add = (
    <ButtonLink href={keepFor('/my-budget/spent/new', subject)}>
      Write down money {subject.isSelf ? 'I' : 'they'} spent
    </ButtonLink>
  );
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <DoneBanner
        words={{
          written: 'It is written down. The money is counted as spent.',
          receipt: 'We have the receipt.',
          back: 'It is put back. The money is in the budget again.',
        }}
      />
      <h1 className="govuk-heading-xl">{subject.isSelf ? 'Money I spent' : `Money ${subject.name} spent`}</h1>
      <p className="oc-lead">
        Wages, petrol, a club: what was paid from the budget to somebody who is not on this website. There is{' '}
        <MoneyText pence={budget.availablePence} /> left.
      </p>
      {budget.paysOffPlatform ? null : (
        <InsetText>
          The money is held for {subject.isSelf ? 'you' : subject.name}, so whoever holds it pays. Ring{' '}
          {budget.council.name} on {budget.council.contactPhone} to ask for something.
        </InsetText>
      )}
      {mayAdd && edges.length > 0 ? add : null}
      {edges.length === 0 ? (
        <EmptyState icon="wallet" title="Nothing is written down yet">
          <p className="govuk-body">
            {mayAdd
              ? 'Write down what was paid, and take a photo of the receipt with your phone.'
              : 'There is nothing to show.'}
          </p>
          {mayAdd ? add : null}
        </EmptyState>
      ) : (
        <ul className="oc-orders">
          {edges.map(({ node }) => (
            <ExpenseLine key={node.id} expense={node} subject={subject} />
          ))}
        </ul>
      )}
      {pageInfo.hasNextPage || after ? (
        <Pagination
          landmarkLabel="More of what was spent"
          previous={after ? { href: page(null), text: 'Newest' } : undefined}
          next={pageInfo.hasNextPage ? { href: page(pageInfo.endCursor), text: 'Older' } : undefined}
        />
      ) : null}
    </Page>
  );
}
