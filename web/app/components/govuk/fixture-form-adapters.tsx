import type { ReactElement } from 'react';
import { Button, ButtonLink } from './button.js';
import type { ChoiceItem, ChoicesProps } from './choices.js';
import { Checkboxes } from './checkboxes.js';
import { DateInput } from './date-input.js';
import { ErrorSummary } from './error-summary.js';
import { Fieldset, type FieldsetProps } from './fieldset.js';
import type { OptionReader } from './fixture-options.js';
import { autoFocus, part } from './fixture-parts.js';
import { ErrorMessage, Hint, Label, type FieldProps } from './form-group.js';
import { Radios } from './radios.js';
import { Select } from './select.js';
import { Textarea } from './textarea.js';
import { TextInput } from './text-input.js';

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
  return (
    group && {
      ...part(group),
      before: group.object(`beforeInput${suffix}`)?.content(),
      after: group.object(`afterInput${suffix}`)?.content(),
    }
  );
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
    items: (options.listWithGaps('items') ?? []).map(
      (item) => item && (item.has('divider') ? { divider: item.string('divider') ?? '' } : choiceItem(item)),
    ),
    ...(fieldset ? { fieldset: fieldsetOptions(fieldset) } : {}),
    ...hintAndError(options),
    formGroup: formGroup(options, 's'),
    describedBy: options.filled('describedBy'),
    className: options.filled('classes'),
    attributes: options.attributes(),
  };
}

function buttonLike(options: OptionReader): ReactElement {
  const preventDoubleClick = options.string('preventDoubleClick');
  const look = {
    // A start button lays its parts out in a row; callers with markup give it one element.
    children:
      options.has('html') && options.has('isStartButton') ? <span>{options.content()}</span> : options.content(),
    isStart: options.boolean('isStartButton'),
    className: options.filled('classes'),
    id: options.filled('id'),
    attributes: {
      ...(preventDoubleClick === undefined ? {} : { 'data-prevent-double-click': preventDoubleClick }),
      ...options.attributes(),
    },
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

/** How the options of each published form component become props of our wrapper. */
export const formAdapters: Readonly<Record<string, (options: OptionReader) => ReactElement>> = {
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
    <Textarea
      {...field(options)}
      value={options.string('value')}
      rows={options.number('rows')}
      spellCheck={options.boolean('spellcheck')}
      autoComplete={options.filled('autocomplete')}
    />
  ),
  select: (options) => {
    const items = options.list('items') ?? [];
    const choiceOf = (item: OptionReader) => item.string('value') ?? item.string('text');
    const wanted = options.filled('value');
    const chosen =
      items.find((item) => item.boolean('selected')) ??
      items.find((item) => wanted !== undefined && choiceOf(item) === wanted && item.boolean('selected') !== false);
    return (
      <Select
        {...field(options)}
        value={chosen && choiceOf(chosen)}
        items={items.map((item) => ({
          text: item.string('text') ?? '',
          value: item.string('value'),
          disabled: item.boolean('disabled'),
          attributes: item.attributes(),
        }))}
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
        values={
          values &&
          Object.fromEntries(
            named.flatMap((name) => [name, `${prefix ?? ''}-${name}`]).map((name) => [name, values.string(name)]),
          )
        }
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
      errors={(options.list('errorList') ?? []).map((error) => ({
        message: error.content(),
        href: error.filled('href'),
        attributes: error.attributes(),
      }))}
      className={options.filled('classes')}
      attributes={{ ...autoFocus(options), ...options.attributes() }}
    />
  ),
  fieldset: (options) => (
    <Fieldset {...fieldsetOptions(options)} role={options.filled('role')}>
      {options.content('-', 'html')}
    </Fieldset>
  ),
  hint: (options) => (
    <Hint id={options.filled('id')} {...part(options)}>
      {options.content()}
    </Hint>
  ),
  label: (options) => (
    <Label htmlFor={options.filled('for')} isPageHeading={options.boolean('isPageHeading')} {...part(options)}>
      {options.content()}
    </Label>
  ),
  'error-message': (options) => (
    <ErrorMessage
      id={options.filled('id')}
      visuallyHiddenText={options.string('visuallyHiddenText')}
      {...part(options)}
    >
      {options.content()}
    </ErrorMessage>
  ),
};
