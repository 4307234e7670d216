import type { ReactElement } from 'react';
import { Breadcrumbs } from './breadcrumbs.js';
import { formAdapters } from './fixture-form-adapters.js';
import { UnsupportedOption, type OptionReader } from './fixture-options.js';
import { autoFocus, part } from './fixture-parts.js';
import { NotificationBanner } from './notification-banner.js';
import { Pagination, type PageLink } from './pagination.js';
import { SummaryList, type SummaryAction } from './summary-list.js';
import { Table, type TableCell } from './table.js';
import { Tag } from './tag.js';
import { BackLink, Details, InsetText, Panel, SkipLink, Warning } from './text-parts.js';

/** Types keep other values out, so cases with one cannot be written with our wrapper. */
function oneOf<T extends string>(options: OptionReader, name: string, allowed: readonly T[]): T | undefined {
  const value = options.filled(name);
  if (value === undefined) return undefined;
  const known = allowed.find((candidate) => candidate === value);
  if (known === undefined) throw new UnsupportedOption(`${name} ${value}`);
  return known;
}

/** For a variant that we have no use for. */
function withoutClass(options: OptionReader, variant: string): OptionReader {
  if (options.filled('classes')?.includes(variant)) throw new UnsupportedOption(variant);
  return options;
}

function cell(options: OptionReader): TableCell {
  return {
    content: options.content(),
    format: options.filled('format') as 'numeric' | undefined,
    className: options.filled('classes'),
    colSpan: options.number('colspan'),
    rowSpan: options.number('rowspan'),
    attributes: options.attributes(),
  };
}

function actions(options: OptionReader | undefined): {
  actions: readonly SummaryAction[] | undefined;
  actionsClassName: string | undefined;
} {
  return {
    actionsClassName: options?.filled('classes'),
    actions: options?.list('items')?.map((action) => ({
      text: action.content(),
      href: action.string('href') ?? '',
      visuallyHiddenText: action.filled('visuallyHiddenText'),
      ...part(action),
    })),
  };
}

function pageLink(link: OptionReader | undefined): PageLink | undefined {
  return (
    link && {
      href: link.string('href') ?? '',
      text: link.content(),
      label: link.filled('labelText'),
      attributes: link.attributes(),
    }
  );
}

function summaryList(options: OptionReader): ReactElement {
  const card = options.object('card');
  const title = card?.object('title');
  return (
    <SummaryList
      rows={(options.list('rows') ?? []).map((row) => {
        const key = row.object('key');
        const value = row.object('value');
        return {
          key: key?.content(),
          keyClassName: key?.filled('classes'),
          value: value?.content(),
          valueClassName: value?.filled('classes'),
          className: row.filled('classes'),
          ...actions(row.object('actions')),
        };
      })}
      card={
        card && {
          title: title?.content(),
          titleClassName: title?.filled('classes'),
          headingLevel: title?.number('headingLevel') as 2 | undefined,
          ...part(card),
          ...actions(card.object('actions')),
        }
      }
      {...part(options)}
    />
  );
}

const contentAdapters: Readonly<Record<string, (options: OptionReader) => ReactElement>> = {
  tag: (options) => <Tag {...part(options)}>{options.content()}</Tag>,
  table: (options) => (
    <Table
      caption={options.filled('caption')}
      captionClassName={options.filled('captionClasses')}
      head={options.list('head')?.map(cell)}
      rows={(options.grid('rows') ?? []).map((row) => row.map(cell))}
      firstCellIsHeader={options.boolean('firstCellIsHeader')}
      {...part(options)}
    />
  ),
  'summary-list': summaryList,
  'notification-banner': (options) => (
    <NotificationBanner
      kind={oneOf(options, 'type', ['success'])}
      title={
        options.content('titleText', 'titleHtml') ?? (options.string('type') === 'success' ? 'Success' : undefined)
      }
      titleId={options.filled('titleId') ?? 'govuk-notification-banner-title'}
      titleHeadingLevel={options.number('titleHeadingLevel') as 2 | undefined}
      role={options.filled('role')}
      text={options.has('html') ? undefined : options.filled('text')}
      className={options.filled('classes')}
      attributes={{ ...autoFocus(options), ...options.attributes() }}
    >
      {options.content('-', 'html')}
    </NotificationBanner>
  ),
  'warning-text': (options) => (
    <Warning iconFallbackText={options.filled('iconFallbackText')} {...part(options)}>
      {options.content()}
    </Warning>
  ),
  details: (options) => (
    <Details
      summary={options.content('summaryText', 'summaryHtml')}
      id={options.filled('id')}
      open={options.boolean('open')}
      {...part(options)}
    >
      {options.content()}
    </Details>
  ),
  pagination: (options) => (
    <Pagination
      previous={pageLink(options.object('previous'))}
      next={pageLink(options.object('next'))}
      items={options
        .list('items')
        ?.filter((item) => !item.isEmpty())
        .map((item) =>
          item.boolean('ellipsis')
            ? 'ellipsis'
            : {
                number: item.string('number') ?? '',
                href: item.string('href') ?? '',
                current: item.boolean('current'),
                visuallyHiddenText: item.filled('visuallyHiddenText'),
                attributes: item.attributes(),
              },
        )}
      landmarkLabel={options.filled('landmarkLabel')}
      {...part(options)}
    />
  ),
  breadcrumbs: (options) => (
    <Breadcrumbs
      items={(options.list('items') ?? []).map((item) => ({
        text: item.content(),
        href: item.filled('href'),
        attributes: item.attributes(),
      }))}
      collapseOnMobile={options.boolean('collapseOnMobile')}
      label={options.filled('labelText')}
      {...part(options)}
    />
  ),
  'back-link': (options) => (
    <BackLink href={options.filled('href') ?? '#'} {...part(options)}>
      {options.filled('text') ?? options.content()}
    </BackLink>
  ),
  'skip-link': (options) => (
    <SkipLink href={options.filled('href') ?? '#content'} {...part(options)}>
      {options.content()}
    </SkipLink>
  ),
  panel: (options) => (
    <Panel
      title={options.content('titleText', 'titleHtml')}
      headingLevel={options.number('headingLevel') as 1 | undefined}
      {...part(withoutClass(options, 'govuk-panel--interruption'))}
    >
      {options.content()}
    </Panel>
  ),
  'inset-text': (options) => (
    <InsetText id={options.filled('id')} {...part(options)}>
      {options.content()}
    </InsetText>
  ),
};

/** How the options of each published component become props of our wrapper. */
export const fixtureAdapters = { ...formAdapters, ...contentAdapters };
