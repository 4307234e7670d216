import type { ReactElement } from 'react';
import { Breadcrumbs } from './breadcrumbs.js';
import { Button, ButtonLink } from './button.js';
import type { ChoiceItem, ChoicesProps } from './choices.js';
import { Checkboxes } from './checkboxes.js';
import { DateInput } from './date-input.js';
import { ErrorSummary } from './error-summary.js';
import { Fieldset, type FieldsetProps } from './fieldset.js';
import { UnsupportedOption, type OptionReader } from './fixture-options.js';
import { ErrorMessage, Hint, Label, type FieldProps, type PartOptions } from './form-group.js';
import { NotificationBanner } from './notification-banner.js';
import { Pagination, type PageLink } from './pagination.js';
import { Radios } from './radios.js';
import { Select } from './select.js';
import { SummaryList, type SummaryAction } from './summary-list.js';
import { Table, type TableCell } from './table.js';
import { Tag } from './tag.js';
import { BackLink, Details, InsetText, Panel, SkipLink, Warning } from './text-parts.js';
import { Textarea } from './textarea.js';
import { TextInput } from './text-input.js';

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

function part(options: OptionReader | undefined): PartOptions {
  return { className: options?.filled('classes'), attributes: options?.attributes() };
}

function hintAndError(options: OptionReader): Pick<FieldProps, 'hint' | 'hintOptions' | 'error' | 'errorOptions'> {
  const hint = options.object('hint');
  const error = options.object('errorMessage');
  return {
    hint: hint?.content(),
    hintOptions: part(hint),
    error: error?.content(),
    errorOptions: { ...part(error), visuallyHiddenText: error?.string('visuallyHiddenText') },
  };
}

function formGroup(options: OptionReader, suffix: '' | 's'): FieldProps['formGroup'] {
  const group = options.object('formGroup');
  return group && {
    ...part(group),
    before: group.object(`beforeInput${suffix}`)?.content(),
    after: group.object(`afterInput${suffix}`)?.content(),
  };
}

function field(options: OptionReader): FieldProps {
  const label = options.object('label');
  return {
    name: options.string('name') ?? '',
    id: options.filled('id'),
    label: label?.content(),
    labelOptions: { ...part(label), isPageHeading: label?.boolean('isPageHeading') },
    ...hintAndError(options),
    formGroup: formGroup(options, ''),
    describedBy: options.filled('describedBy'),
    className: options.filled('classes'),
    disabled: options.boolean('disabled'),
    attributes: options.attributes(),
  };
}

function fieldsetOptions(fieldset: OptionReader): Omit<FieldsetProps, 'children'> {
  const legend = fieldset.object('legend');
  return {
    legend: legend?.content(),
    legendOptions: { className: legend?.filled('classes'), isPageHeading: legend?.boolean('isPageHeading') },
    describedBy: fieldset.filled('describedBy'),
    ...part(fieldset),
  };
}

function choiceItem(item: OptionReader): ChoiceItem {
  const hint = item.object('hint');
  return {
    value: item.string('value') ?? '',
    label: item.content(),
    labelOptions: part(item.object('label')),
    hint: hint?.content(),
    hintOptions: part(hint),
    id: item.filled('id'),
    name: item.filled('name'),
    checked: item.boolean('checked'),
    disabled: item.boolean('disabled'),
    behaviour: item.filled('behaviour') as 'exclusive' | undefined,
    conditional: item.object('conditional')?.content(),
    attributes: item.attributes(),
  };
}

function choices(options: OptionReader): ChoicesProps {
  const fieldset = options.object('fieldset');
  return {
    name: options.string('name') ?? '',
    idPrefix: options.filled('idPrefix'),
    items: (options.listWithGaps('items') ?? []).map((item) => item && (item.has('divider') ? { divider: item.string('divider') ?? '' } : choiceItem(item))),
    ...(fieldset ? { fieldset: fieldsetOptions(fieldset) } : {}),
    ...hintAndError(options),
    formGroup: formGroup(options, 's'),
    describedBy: options.filled('describedBy'),
    className: options.filled('classes'),
    attributes: options.attributes(),
  };
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

function actions(options: OptionReader | undefined): { actions: readonly SummaryAction[] | undefined; actionsClassName: string | undefined } {
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
  return link && { href: link.string('href') ?? '', text: link.content(), label: link.filled('labelText'), attributes: link.attributes() };
}

function buttonLike(options: OptionReader): ReactElement {
  const preventDoubleClick = options.string('preventDoubleClick');
  const look = {
    // A start button lays its parts out in a row; callers with markup give it one element.
    children: options.has('html') && options.has('isStartButton') ? <span>{options.content()}</span> : options.content(),
    isStart: options.boolean('isStartButton'),
    className: options.filled('classes'),
    id: options.filled('id'),
    attributes: { ...(preventDoubleClick === undefined ? {} : { 'data-prevent-double-click': preventDoubleClick }), ...options.attributes() },
  };
  const href = options.filled('href');
  const fields = {
    type: options.filled('type') as 'button' | undefined,
    name: options.filled('name'),
    value: options.filled('value'),
    disabled: options.boolean('disabled'),
  };
  return href ? <ButtonLink href={href} {...look} /> : <Button {...look} {...fields} />;
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
      card={card && {
        title: title?.content(),
        titleClassName: title?.filled('classes'),
        headingLevel: title?.number('headingLevel') as 2 | undefined,
        ...part(card),
        ...actions(card.object('actions')),
      }}
      {...part(options)}
    />
  );
}

function autoFocus(options: OptionReader): { 'data-disable-auto-focus'?: string | undefined } {
  const disable = options.string('disableAutoFocus');
  return disable === undefined ? {} : { 'data-disable-auto-focus': disable };
}

/** How the options of each published component become props of our wrapper. */
export const fixtureAdapters: Readonly<Record<string, (options: OptionReader) => ReactElement>> = {
  button: buttonLike,
  input: (options) => {
    const affix = (name: string) => {
      const given = options.object(name);
      return given && { content: given.content(), ...part(given) };
    };
    return (
      <TextInput
        {...field(options)}
        type={options.filled('type') as 'text' | undefined}
        value={options.string('value')}
        spellCheck={options.boolean('spellcheck')}
        autoComplete={options.filled('autocomplete')}
        autoCapitalize={options.filled('autocapitalize')}
        pattern={options.filled('pattern')}
        inputMode={options.filled('inputmode') as 'numeric' | undefined}
        prefix={affix('prefix')}
        suffix={affix('suffix')}
        wrapper={part(options.object('inputWrapper'))}
      />
    );
  },
  textarea: (options) => (
    <Textarea {...field(options)} value={options.string('value')} rows={options.number('rows')} spellCheck={options.boolean('spellcheck')} autoComplete={options.filled('autocomplete')} />
  ),
  select: (options) => {
    const items = options.list('items') ?? [];
    const choiceOf = (item: OptionReader) => item.string('value') ?? item.string('text');
    const wanted = options.filled('value');
    const chosen = items.find((item) => item.boolean('selected')) ?? items.find((item) => wanted !== undefined && choiceOf(item) === wanted && item.boolean('selected') !== false);
    return (
      <Select
        {...field(options)}
        value={chosen && choiceOf(chosen)}
        items={items.map((item) => ({ text: item.string('text') ?? '', value: item.string('value'), disabled: item.boolean('disabled'), attributes: item.attributes() }))}
      />
    );
  },
  radios: (options) => <Radios {...choices(options)} value={options.filled('value')} />,
  checkboxes: (options) => <Checkboxes {...choices(options)} values={options.strings('values')} />,
  'date-input': (options) => {
    const fieldset = options.object('fieldset');
    const values = options.object('values');
    const prefix = options.filled('namePrefix');
    const named = ['day', 'month', 'year'] as const;
    const given = options.list('items');
    const asked = named.filter((name) => !options.isFalse(name));
    const parts = given?.length ? given : asked.map((name) => options.object(name));
    return (
      <DateInput
        id={options.string('id') ?? ''}
        namePrefix={prefix}
        values={values && Object.fromEntries(named.flatMap((name) => [name, `${prefix ?? ''}-${name}`]).map((name) => [name, values.string(name)]))}
        parts={parts.map((item, index) => ({
          name: item?.filled('name') ?? asked[index] ?? '',
          label: item?.filled('label'),
          value: item?.string('value'),
          id: item?.filled('id'),
          className: item?.filled('classes'),
          autoComplete: item?.filled('autocomplete'),
          pattern: item?.filled('pattern'),
          inputMode: item?.filled('inputmode') as 'numeric' | undefined,
          hasError: item?.boolean('error'),
          attributes: item?.attributes(),
        }))}
        {...(fieldset ? { fieldset: fieldsetOptions(fieldset) } : {})}
        {...hintAndError(options)}
        formGroup={formGroup(options, 's')}
        {...part(options)}
      />
    );
  },
  'error-summary': (options) => (
    <ErrorSummary
      title={options.content('titleText', 'titleHtml') ?? ''}
      description={options.content('descriptionText', 'descriptionHtml')}
      errors={(options.list('errorList') ?? []).map((error) => ({ message: error.content(), href: error.filled('href'), attributes: error.attributes() }))}
      className={options.filled('classes')}
      attributes={{ ...autoFocus(options), ...options.attributes() }}
    />
  ),
  fieldset: (options) => <Fieldset {...fieldsetOptions(options)} role={options.filled('role')}>{options.content('-', 'html')}</Fieldset>,
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
      title={options.content('titleText', 'titleHtml') ?? (options.string('type') === 'success' ? 'Success' : undefined)}
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
  'warning-text': (options) => <Warning iconFallbackText={options.filled('iconFallbackText')} {...part(options)}>{options.content()}</Warning>,
  details: (options) => (
    <Details summary={options.content('summaryText', 'summaryHtml')} id={options.filled('id')} open={options.boolean('open')} {...part(options)}>{options.content()}</Details>
  ),
  pagination: (options) => (
    <Pagination
      previous={pageLink(options.object('previous'))}
      next={pageLink(options.object('next'))}
      items={options.list('items')?.filter((item) => !item.isEmpty()).map((item) => (item.boolean('ellipsis') ? 'ellipsis' : {
        number: item.string('number') ?? '',
        href: item.string('href') ?? '',
        current: item.boolean('current'),
        visuallyHiddenText: item.filled('visuallyHiddenText'),
        attributes: item.attributes(),
      }))}
      landmarkLabel={options.filled('landmarkLabel')}
      {...part(options)}
    />
  ),
  breadcrumbs: (options) => (
    <Breadcrumbs
      items={(options.list('items') ?? []).map((item) => ({ text: item.content(), href: item.filled('href'), attributes: item.attributes() }))}
      collapseOnMobile={options.boolean('collapseOnMobile')}
      label={options.filled('labelText')}
      {...part(options)}
    />
  ),
  'back-link': (options) => <BackLink href={options.filled('href') ?? '#'} {...part(options)}>{options.content() || undefined}</BackLink>,
  'skip-link': (options) => <SkipLink href={options.filled('href') ?? '#content'} {...part(options)}>{options.content()}</SkipLink>,
  panel: (options) => (
    <Panel
      title={options.content('titleText', 'titleHtml')} 
      headingLevel={options.number('headingLevel') as 1 | undefined}
      {...part(withoutClass(options, 'govuk-panel--interruption'))}
    >
      {options.content()}
    </Panel>
  ),
  hint: (options) => <Hint id={options.filled('id')} {...part(options)}>{options.content()}</Hint>,
  label: (options) => (
    <Label htmlFor={options.filled('for')} isPageHeading={options.boolean('isPageHeading')} {...part(options)}>{options.content()}</Label>
  ),
  'error-message': (options) => (
    <ErrorMessage id={options.filled('id')} visuallyHiddenText={options.string('visuallyHiddenText')} {...part(options)}>{options.content()}</ErrorMessage>
  ),
  'inset-text': (options) => <InsetText id={options.filled('id')} {...part(options)}>{options.content()}</InsetText>,
};
