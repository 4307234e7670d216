import { Fragment, type ReactNode } from 'react';
import { Fieldset, type FieldsetProps } from './fieldset.js';
import { FormGroup, Hint, HintAndError, Label, type FieldProps, type PartOptions } from './form-group.js';
import { classNames, describedByIds, type SomeAttributes } from './shared.js';

export interface ChoiceItem {
  readonly value: string;
  readonly label: ReactNode;
  readonly labelOptions?: PartOptions | undefined;
  readonly hint?: ReactNode;
  readonly hintOptions?: PartOptions | undefined;
  readonly id?: string | undefined;
  /** Overrides the group's name; checkboxes only. */
  readonly name?: string | undefined;
  /** Overrides what the group's value says. */
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** "exclusive" marks a "none of these" checkbox. */
  readonly behaviour?: 'exclusive' | undefined;
  /** Shown under the choice; always visible, so that it works without script. */
  readonly conditional?: ReactNode;
  readonly attributes?: SomeAttributes | undefined;
}

/** A word such as "or" between two choices. */
export interface ChoiceDivider {
  readonly divider: string;
}

export interface ChoicesProps extends Pick<
  FieldProps,
  'name' | 'hint' | 'hintOptions' | 'error' | 'errorOptions' | 'formGroup' | 'describedBy' | 'className' | 'attributes'
> {
  /** The first choice has this id, so errors link to it; the same as `name` unless given. */
  readonly idPrefix?: string | undefined;
  /** An empty place is left out, so `condition && { … }` works. */
  readonly items: readonly (ChoiceItem | ChoiceDivider | null | false)[];
  /** The legend and its options; leave out only where something else names the group. */
  readonly fieldset?: Omit<FieldsetProps, 'children' | 'role'> | undefined;
}

interface KindOfChoice {
  readonly kind: 'radios' | 'checkboxes';
  readonly isChosen: (item: ChoiceItem) => boolean;
}

function Choice({
  kind,
  item,
  itemId,
  name,
  checked,
  describedBy,
}: {
  readonly kind: KindOfChoice['kind'];
  readonly item: ChoiceItem;
  readonly itemId: string;
  readonly name: string;
  readonly checked: boolean;
  readonly describedBy: string | undefined;
}) {
  const conditionalId = `conditional-${itemId}`;
  const hintId = `${itemId}-item-hint`;
  return (
    <>
      <div className={`govuk-${kind}__item`}>
        <input
          className={`govuk-${kind}__input`}
          id={itemId}
          name={item.name ?? name}
          type={kind === 'radios' ? 'radio' : 'checkbox'}
          value={item.value}
          defaultChecked={checked}
          disabled={item.disabled}
          data-aria-controls={item.conditional ? conditionalId : undefined}
          data-behaviour={item.behaviour}
          aria-describedby={describedByIds(describedBy, item.hint ? hintId : null)}
          {...item.attributes}
        />
        <Label
          htmlFor={itemId}
          className={classNames(`govuk-${kind}__label`, item.labelOptions?.className)}
          attributes={item.labelOptions?.attributes}
        >
          {item.label}
        </Label>
        {item.hint ? (
          <Hint
            id={hintId}
            className={classNames(`govuk-${kind}__hint`, item.hintOptions?.className)}
            attributes={item.hintOptions?.attributes}
          >
            {item.hint}
          </Hint>
        ) : null}
      </div>
      {item.conditional ? (
        <div
          className={classNames(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)}
          id={conditionalId}
        >
          {item.conditional}
        </div>
      ) : null}
    </>
  );
}

/** What radios and checkboxes share. Pages use `Radios` and `Checkboxes`. */
export function Choices({ kind, isChosen, ...props }: ChoicesProps & KindOfChoice) {
  const { name, idPrefix = name, items, hint, error, fieldset, formGroup } = props;
  const outerDescription = kind === 'checkboxes' ? (fieldset?.describedBy ?? props.describedBy) : fieldset?.describedBy;
  const describedBy = describedByIds(
    outerDescription,
    hint ? `${idPrefix}-hint` : null,
    error ? `${idPrefix}-error` : null,
  );
  const itemDescription = kind === 'checkboxes' && !fieldset ? describedBy : undefined;
  const inner = (
    <>
      <HintAndError
        idPrefix={idPrefix}
        hint={hint}
        hintOptions={props.hintOptions}
        error={error}
        errorOptions={props.errorOptions}
      />
      <div className={classNames(`govuk-${kind}`, props.className)} {...props.attributes} data-module={`govuk-${kind}`}>
        {formGroup?.before}
        {items.map((item, index) => {
          if (!item) return null;
          if ('divider' in item)
            return (
              <div key={item.divider} className={`govuk-${kind}__divider`}>
                {item.divider}
              </div>
            );
          const itemId = item.id ?? (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`);
          return (
            <Fragment key={`${item.name ?? name}=${item.value}`}>
              <Choice
                kind={kind}
                item={item}
                itemId={itemId}
                name={name}
                checked={item.checked ?? isChosen(item)}
                describedBy={itemDescription}
              />
            </Fragment>
          );
        })}
        {formGroup?.after}
      </div>
    </>
  );
  return (
    <FormGroup hasError={Boolean(error)} className={formGroup?.className} attributes={formGroup?.attributes}>
      {fieldset ? (
        <Fieldset {...fieldset} describedBy={describedBy}>
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}
