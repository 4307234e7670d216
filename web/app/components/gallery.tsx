import { Fragment, type ReactNode } from 'react';
import { picturedSupportTypes } from '../pictograms/support-type-picture.js';
import {
  BarChartWithTable,
  BudgetBar,
  Button,
  ButtonLink,
  Checkboxes,
  DateInput,
  EmptyState,
  ErrorSummary,
  FacetPanel,
  NotificationBanner,
  Panel,
  PictureTile,
  PictureTiles,
  PriceTag,
  Radios,
  RatingText,
  ResultCard,
  Select,
  Statement,
  StatementLine,
  StepProgress,
  SummaryList,
  SupportTypePicture,
  Tag,
  Textarea,
  TextInput,
  Warning,
  WeeksStrip,
  type StripWeek,
} from './index.js';

function weeks(shortFrom: number): readonly StripWeek[] {
  return Array.from({ length: 26 }, (_unused, index) => ({
    weekStarting: new Date(Date.UTC(2026, 2, 2 + index * 7)).toISOString().slice(0, 10),
    comingInPence: index % 4 === 0 ? 48_000 : 0,
    plannedPence: 14_460,
    leftPence: 120_460 - index * 4_700 - (index >= shortFrom ? 60_000 : 0),
    short: index >= shortFrom && index < shortFrom + 2,
  }));
}

function Money() {
  return (
    <>
      <BudgetBar title="Your budget" spentPence={312_480} promisedPence={86_760} leftPence={120_460} />
      <BudgetBar title="An empty budget" spentPence={0} promisedPence={0} leftPence={0} />
      <BudgetBar title="A very large budget" spentPence={5} promisedPence={1} leftPence={9_007_199_254_740_000} />
      <WeeksStrip title="Your next 26 weeks" weeks={weeks(30)} />
      <WeeksStrip title="Weeks that run short" weeks={weeks(14)} />
      <Statement label="Your statement">
        <StatementLine
          on="2026-03-03"
          words="2 hours with Greenway Support"
          amountPence={-4820}
          leftPence={120_460}
          href="/orders/1"
        />
        <StatementLine on="2026-03-02" words="Money from Marlbridge Council" amountPence={48_000} leftPence={125_280} />
      </Statement>
      <BarChartWithTable
        title="Spend by kind of support"
        summary="Most was spent on washing, dressing and personal care."
        columns={['Kind of support', 'Spend', 'People']}
        rows={[
          {
            label: 'Washing, dressing and personal care',
            value: 4_120_460,
            words: '£41,204.60',
            cells: ['64'],
            href: '/council/market/personal-care',
          },
          { label: 'Getting out and about', value: 1_310_000, words: '£13,100', cells: ['31'] },
          { label: 'Gardening', value: 96_500, words: '£965', cells: ['9'] },
          { label: 'Pet care', value: null, words: '', cells: [''] },
        ]}
      />
    </>
  );
}

function Found() {
  return (
    <>
      <ResultCard
        supportType="personal-care"
        supportTypeGroup="at-home"
        name="Morning help at home"
        href="/services/1"
        providerName="Greenway Support"
        providerHref="/providers/1"
        summary="Help to get up, wash and have breakfast, from a small team you get to know."
        price={<PriceTag pence={2410} unit="HOUR" kind="FIXED" publicPence={2750} isLowest />}
        rating={<RatingText score="4.62" count={23} />}
        distanceMiles={1.4}
        start="Has room now"
      />
      <ResultCard
        supportType="befriending"
        supportTypeGroup="out-and-about"
        name="Thursday tea and talk"
        href="/community/1"
        providerName="Kiln Meadow Neighbours"
        price={<PriceTag pence={0} unit="SESSION" kind="PUBLIC" />}
        distanceMiles={0.6}
        nextOn="2026-03-05"
        isCommunity
      />
      <PriceTag pence={2750} unit="HOUR" kind="PUBLIC" size="large" />
      <PriceTag pence={2600} unit="VISIT30" kind="CAPPED" ownMoneyPence={150} />
      <PriceTag pence={0} unit="ITEM" kind="QUOTE" />
      <p className="govuk-body">
        <RatingText score={null} count={0} />
      </p>
      <FacetPanel
        clearHref="/search"
        facets={[
          {
            name: 'type',
            title: 'Kind of support',
            chosen: ['cleaning'],
            options: [
              { value: 'cleaning', label: 'Cleaning', count: 12 },
              { value: 'gardening', label: 'Gardening', count: 7 },
            ],
          },
          {
            name: 'kind',
            title: 'Paid or free',
            chosen: [],
            options: [{ value: 'COMMUNITY', label: 'Free in your community', count: 4 }],
          },
        ]}
      />
      <EmptyState icon="search" title="Nothing matches all of that">
        <p className="govuk-body">Try fewer filters, or look a little further away.</p>
        <ButtonLink href="/search" variant="secondary">
          Clear all filters
        </ButtonLink>
      </EmptyState>
      <PictureTiles>
        <PictureTile href="/search?type=meals" supportType="meals" group="at-home" text="Cooking and meals" />
        <PictureTile href="/search?type=music" supportType="music" group="out-and-about" text="Music and singing" />
      </PictureTiles>
      <p>
        {picturedSupportTypes.map((slug) => (
          <Fragment key={slug}>
            <SupportTypePicture supportType={slug} group="at-home" />{' '}
          </Fragment>
        ))}
      </p>
    </>
  );
}

function Forms() {
  return (
    <>
      <ErrorSummary errors={[{ message: 'Enter how many hours', href: '#hours' }]} />
      <NotificationBanner kind="success" text="Your order is on its way to Greenway Support." titleId="done" />
      <StepProgress steps={['What', 'When', 'Cost', 'Check and send']} current={3} />
      <TextInput
        name="hours"
        label="How many hours?"
        hint="Half hours are fine, such as 1.5"
        error="Enter how many hours"
        className="govuk-input--width-5"
        inputMode="decimal"
        suffix={{ content: 'hours' }}
      />
      <Textarea name="note" label="Anything the worker should know? (optional)" rows={3} />
      <Select
        name="day"
        label="Which day?"
        items={[
          { text: 'Monday', value: 'MO' },
          { text: 'Tuesday', value: 'TU' },
        ]}
        value="TU"
      />
      <Radios
        name="how-often"
        fieldset={{ legend: 'How often?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'once', label: 'Just once', hint: 'To try it' },
          { value: 'weekly', label: 'Every week' },
        ]}
        value="weekly"
      />
      <Checkboxes
        name="days"
        fieldset={{ legend: 'Which days?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        items={[
          { value: 'MO', label: 'Monday' },
          { value: 'TH', label: 'Thursday' },
        ]}
        values={['MO']}
      />
      <DateInput
        id="start"
        namePrefix="start"
        fieldset={{ legend: 'When should it start?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
        hint="For example, 9 3 2026"
      />
      <div className="govuk-button-group">
        <Button>Send order</Button>
        <Button variant="secondary">Save for later</Button>
        <Button variant="warning">Cancel this order</Button>
      </div>
      <SummaryList
        rows={[
          {
            key: 'When',
            value: 'Every Monday, 10am to noon',
            actions: [{ text: 'Change', href: '/order/when', visuallyHiddenText: 'when' }],
          },
        ]}
      />
      <Warning>If you cancel after 10am tomorrow, you pay half.</Warning>
      <Panel title="Your order is sent" headingLevel={2}>
        We told Greenway Support. They answer within two days.
      </Panel>
      <p className="govuk-body">
        <Tag colour="green">Accepted</Tag> <Tag colour="yellow">Waiting</Tag> <Tag colour="red">Not agreed</Tag>
      </p>
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h1 className="govuk-heading-xl">{title}</h1>
      {children}
    </section>
  );
}

/** Every component with believable content, for looking at and for checks. No page of the product shows it. */
export function Gallery() {
  return (
    <>
      <Part title="Money">
        <Money />
      </Part>
      <Part title="Finding">
        <Found />
      </Part>
      <Part title="Forms">
        <Forms />
      </Part>
    </>
  );
}
