import { Form, redirect } from 'react-router';
import { Button, DateText, Textarea, TextInput } from '../components/index.js';
import { ChangePostalAddressDocument, type PostalAddressOfQuery } from '../generated/graphql.js';
import { callGraphql } from '../graphql/call.js';
import { FormKey } from './form-parts.js';
import { isRefused, type NotDone, notDone, problemOf, textOf, valuesOf } from './refusal.js';

type ClientAddress = NonNullable<PostalAddressOfQuery['postalAddress']>;

/** Keeps what the form says, and leads to `next`; otherwise what to put right. */
export async function changeAddress(
  { context, request }: Parameters<typeof callGraphql>[0],
  personId: string,
  next: string,
) {
  const form = await request.formData();
  const { changePostalAddress } = await callGraphql({ context, request }, ChangePostalAddressDocument, {
    input: {
      personId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      lines: textOf(form, 'lines').split(/\r?\n/),
      postcode: textOf(form, 'postcode'),
    },
  });
  if (isRefused(changePostalAddress)) return notDone(changePostalAddress, valuesOf(form));
  throw redirect(next);
}

/** Line under line, as it stands on an envelope. */
export function AddressLines({ address }: { readonly address: NonNullable<ClientAddress['address']> }) {
  return [...address.lines, address.postcode].map((line, index) => (
    // Two lines may be the same.
    <span key={`${index} ${line}`}>
      {index === 0 ? null : <br />}
      {line}
    </span>
  ));
}

/** Who wrote it down, and when. */
export function AddressChange({ address }: { readonly address: NonNullable<ClientAddress['address']> }) {
  return (
    <p className="govuk-body">
      {address.changedByName} wrote this down on <DateText date={address.changedAt} withYear />.
    </p>
  );
}

interface AddressFormProps {
  readonly address: ClientAddress['address'];
  readonly formKey: string;
  readonly answer: NotDone | undefined;
}

/** Where letters go, to write down or to change. */
export function AddressForm({ address, formKey, answer }: AddressFormProps) {
  const values = answer?.values;
  return (
    <Form method="post" noValidate>
      <FormKey value={formKey} />
      <Textarea
        name="lines"
        label="Address, without the name"
        hint="One line under the other, as on an envelope: house and street, then the town. At most 5 lines."
        rows={5}
        value={values?.['lines'] ?? address?.lines.join('\n')}
        error={problemOf(answer, 'lines')}
        autoComplete="street-address"
      />
      <TextInput
        name="postcode"
        label="Postcode"
        className="govuk-input--width-10"
        value={values?.['postcode'] ?? address?.postcode}
        error={problemOf(answer, 'postcode')}
        autoComplete="postal-code"
        autoCapitalize="characters"
      />
      <Button>Keep this address</Button>
    </Form>
  );
}
