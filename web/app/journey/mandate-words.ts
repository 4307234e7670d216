import type { MandateScope, MandateType } from '../generated/graphql.js';

export const mandateTypeWords: Readonly<Record<MandateType, string>> = {
  NOMINEE: 'Somebody you chose',
  AUTHORISED_PERSON: 'Somebody the council agreed may act for you',
  ATTORNEY: 'Your attorney',
  DEPUTY: 'Your deputy, chosen by the court',
  TRUSTEE: 'A trustee',
  BROKER: 'A broker',
};

export const scopeWords: Readonly<Record<MandateScope, string>> = {
  VIEW: 'see your budget and visits',
  ORDER: 'order and cancel',
  CONFIRM: 'confirm visits',
  PAY: 'agree to bills',
};
