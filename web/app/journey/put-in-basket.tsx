import { Form } from 'react-router';
import { Button } from '../components/index.js';
import { FormKey } from '../work/form-parts.js';

/** Puts so much of it in one's basket; nothing is ordered. */
export function PutInBasket({
  variant,
  quantity,
  formKey,
}: {
  readonly variant: { readonly id: string; readonly name: string };
  readonly quantity: string;
  readonly formKey: string;
}) {
  return (
    <Form className="oc-form-below" method="post" action="/own/basket">
      <FormKey value={formKey} />
      <input type="hidden" name="variantId" value={variant.id} />
      <input type="hidden" name="quantity" value={quantity} />
      <Button variant="secondary">
        Put in my basket<span className="govuk-visually-hidden">: {variant.name}</span>
      </Button>
    </Form>
  );
}
