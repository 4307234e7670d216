import type { ReactNode } from 'react';
import { BackLink, Page, StepProgress } from '../components/index.js';
import { type OrderPage, stepNames } from './order-page.js';

export interface OrderFrameProps {
  readonly page: Pick<OrderPage, 'service' | 'variant'>;
  readonly step: 1 | 2 | 3 | 4;
  readonly backHref: string;
  /** What went wrong, above everything else. */
  readonly problems?: ReactNode;
  readonly children: ReactNode;
}

/** What the four pages of an order share: the way back, the steps, and what is being ordered. */
export function OrderFrame({ page, step, backHref, problems, children }: OrderFrameProps) {
  return (
    <Page before={<BackLink href={backHref} />}>
      {problems}
      <StepProgress steps={stepNames} current={step} />
      <p className="oc-order__what">
        <strong>{page.service.name}</strong> with {page.service.provider.name}
        <span className="oc-order__variant">{page.variant.name}</span>
      </p>
      {children}
    </Page>
  );
}
