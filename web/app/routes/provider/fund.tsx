import { BackLink, DateText, InsetText, Page, pageTitle } from '../../components/index.js';
import { FundStatementDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FiguresTable, PartSums, StatementLines } from '../../journey/part-accounts.js';
import { askedPeriod, PeriodForm, StatementFiles } from '../../journey/period-statement.js';
import { requireRole } from '../../work/access.js';
import type { Route } from './+types/fund.js';
import { providerMoney } from './roles.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Money you hold for ${loaderData.fund.personName}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { problem, from, to } = askedPeriod({ context, request });
  const { fund } = await callGraphql({ context, request }, FundStatementDocument, { id: params.fundId, from, to });
  return { fund: fund ?? notFound(), asked: { from, to }, problem };
}

export default function FundStatement({ loaderData: { fund, asked, problem } }: Route.ComponentProps) {
  const { period, personName } = fund;
  const file = (name: string, more = ''): string =>
    `/files/funds/${fund.id}/${name}?from=${asked.from}&to=${asked.to}${more}`;
  return (
    <Page before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <h1 className="govuk-heading-xl">Money you hold for {personName}</h1>
      <InsetText>
        It is {personName}’s money. You see your own part, in the days in which you held it. “You” in the lines is{' '}
        {personName}.
      </InsetText>
      <PeriodForm asked={asked} problem={problem} />
      <h2 className="govuk-heading-m" id="figures">
        <DateText date={asked.from} withYear /> to <DateText date={asked.to} withYear />
      </h2>
      <FiguresTable figures={period} />
      <PartSums part={period} />
      <StatementFiles file={file} />
      <h2 className="govuk-heading-m">What happened</h2>
      <StatementLines lines={period.lines} by="EFFECTIVE" label="What happened, oldest first" />
    </Page>
  );
}
