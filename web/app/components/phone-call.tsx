import type { ReactNode } from 'react';
import { dialled } from '../theme/council-contacts.js';
import { Icon } from '../pictograms/icon.js';

export interface PhoneCallProps {
  readonly title: string;
  readonly phone: string;
  /** When somebody answers, or what to say. */
  readonly children: ReactNode;
  /** For danger now. */
  readonly isUrgent?: boolean | undefined;
}

/** A number to ring, large enough to read and to press. */
export function PhoneCall({ title, phone, children, isUrgent }: PhoneCallProps) {
  return (
    <div className={isUrgent ? 'oc-call oc-call--now' : 'oc-call'}>
      <span className="oc-call__picture" aria-hidden="true">
        <Icon name="phone" size={28} />
      </span>
      <div>
        <p className="oc-call__title">{title}</p>
        <a className="govuk-link oc-call__number" href={dialled(phone)}>
          {phone}
        </a>
        <p className="oc-call__words">{children}</p>
      </div>
    </div>
  );
}
