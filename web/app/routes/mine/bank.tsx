import { redirect, useSearchParams } from 'react-router';
import {
  Anchor,
  BackLink,
  ButtonLink,
  DateText,
  EmptyState,
  InsetText,
  NotificationBanner,
  Page,
  Pagination,
  Tag,
} from '../../components/index.js';
import { type BankLineFactsFragment, MyBankDocument } from '../../generated/graphql.js';
import { sentenceStart } from '../../format/counts.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { budgetIdOf, keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { addressValue } from '../../journey/address.js';
import { BankFiles, broughtWords } from '../../journey/bank-parts.js';
import { type LineToSay, Say, SayProposals, sayOfBankLine } from '../../journey/bank-say.js';
import { lineIs, linesToExplain, movedWords } from '../../journey/bank-words.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import type { Route } from './+types/bank.js';

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const id = (await budgetIdOf({ context, request }, subject.personId)) ?? notFound();
  const [all, after] = [addressValue(request, 'show') === 'all', addressValue(request, 'after')];
  const { budget } = await callGraphql({ context, request }, MyBankDocument, { id, onlyOpen: !all, after });
  return { budget: budget ?? notFound(), all, after, formKey: newFormKey(), subject, actingFor: subject.actingFor };
}

export async function action({ context, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const shown = addressValue(request, 'show') === 'all' ? '&show=all' : '';
  const said = await sayOfBankLine({ context, request }, form);
  if (typeof said !== 'string') return said;
  throw redirect(keepFor(`/my-budget/bank?done=${said}${shown}`, subject));
}

interface LineProps extends LineToSay {
  readonly line: BankLineFactsFragment;
  readonly subject: Subject;
}

function OpenLine(props: LineProps) {
  const { line, subject } = props;
  return (
    <>
      {line.proposals.length === 0 ? (
        <p className="oc-order__words">
          {line.amountPence < 0 ? 'Nothing with this sum is written down near this day.' : 'We do not know this one.'}
        </p>
      ) : null}
      <div className="govuk-button-group">
        <SayProposals {...props} />
        {line.amountPence < 0 ? (
          <ButtonLink variant="secondary" href={keepFor(`/my-budget/spent/new?line=${line.id}`, subject)}>
            Write it down as new
            <span className="govuk-visually-hidden">
              {' '}
              ({movedWords(line.amountPence)}, {line.words})
            </span>
          </ButtonLink>
        ) : null}
        <Say {...props} fields={{ kind: 'NOT_THIS_BUDGET' }} words="Not from this budget" />
      </div>
    </>
  );
}

function Line(props: LineProps) {
  const { line, subject } = props;
  const mayPay = subject.scopes.includes('PAY');
  return (
    <li className="oc-order">
      <div className="oc-order__body">
        <h2 className="govuk-heading-s oc-order__title">
          {movedWords(line.amountPence)}: {line.words}
        </h2>
        <p className="oc-order__words">
          <DateText date={line.on} withYear />
          {line.kind === null ? null : (
            <>
              . {lineIs(line.kind, line.expense?.payee)}.{' '}
              {line.expense ? (
                <Anchor className="govuk-link" href={keepFor(`/my-budget/spent/${line.expense.id}`, subject)}>
                  See what was written down
                </Anchor>
              ) : null}
            </>
          )}
        </p>
      </div>
      <p className="oc-order__state">
        {line.kind === null ? <Tag colour="yellow">To explain</Tag> : <Tag colour="green">Explained</Tag>}
      </p>
      {mayPay ? (
        <div className="oc-order__below">
          {line.kind === null ? (
            <OpenLine {...props} />
          ) : (
            <Say {...props} fields={{ what: 'undo' }} words="Take this back" />
          )}
        </div>
      ) : null}
    </li>
  );
}

function Brought() {
  const [address] = useSearchParams();
  const words = broughtWords(address);
  return words === undefined ? null : <NotificationBanner kind="success" text={words} />;
}

export default function MyBank({ loaderData, actionData }: Route.ComponentProps) {
  const { budget, all, after, formKey, subject } = loaderData;
  const { edges, pageInfo } = budget.bankLines;
  const title = 'Bank statement';
  const path = all ? '/my-budget/bank?show=all' : '/my-budget/bank';
  const page = (cursor: string | null): string =>
    keepFor(cursor === null ? path : `${path}${all ? '&' : '?'}after=${encodeURIComponent(cursor)}`, subject);
  const maySend = budget.paysOffPlatform && subject.scopes.includes('PAY');
  const send = (
    <ButtonLink href={keepFor('/my-budget/bank/new', subject)} variant={edges.length > 0 ? 'secondary' : 'primary'}>
      Send a bank statement
    </ButtonLink>
  );
  const came = budget.bankStatements.length > 0;
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ explained: 'Thank you. That line is explained.', undone: 'That is taken back.' }} />
      <Brought />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        {came
          ? `${sentenceStart(linesToExplain(budget.openBankLines))}. Say what each line is with one press.`
          : 'Put the bank statement beside what is written down here. Then the return to the council is quickly done.'}
      </p>
      {budget.paysOffPlatform ? null : (
        <InsetText>Whoever holds the money keeps the bank statement. There is nothing for you to do.</InsetText>
      )}
      {maySend && came ? send : null}
      {came ? null : (
        <EmptyState icon="wallet" title="No bank statement is here yet">
          <p className="govuk-body">
            Your bank’s website or app can make one: look for “Export”, “CSV”, “OFX” or “QIF”.
          </p>
          {maySend ? send : null}
        </EmptyState>
      )}
      {came ? (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={keepFor(all ? '/my-budget/bank' : '/my-budget/bank?show=all', subject)}>
            {all ? 'Show only what is still to explain' : 'Show all lines'}
          </Anchor>
        </p>
      ) : null}
      {came && edges.length === 0 ? <InsetText>Every line is explained.</InsetText> : null}
      <ul className="oc-orders">
        {edges.map(({ node }) => (
          <Line key={node.id} line={node} formKey={formKey} subject={subject} here={keepFor(path, subject)} />
        ))}
      </ul>
      {pageInfo.hasNextPage || after ? (
        <Pagination
          landmarkLabel="More of the bank statement"
          previous={after ? { href: page(null), text: 'Newest' } : undefined}
          next={pageInfo.hasNextPage ? { href: page(pageInfo.endCursor), text: 'Older' } : undefined}
        />
      ) : null}
      <BankFiles bankStatements={budget.bankStatements} />
    </Page>
  );
}
