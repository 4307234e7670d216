import { Icon } from '../pictograms/icon.js';
import { Anchor } from './govuk/shared.js';

const links = [
  { href: '/help', text: 'Help' },
  { href: '/join', text: 'Sell your support here' },
  { href: '/accessibility', text: 'Accessibility' },
  { href: '/privacy', text: 'Privacy' },
  { href: '/open-data', text: 'Open data' },
] as const;

/** The same on every page; help is always in the same place, "I don’t feel safe" first. */
export function SiteFooter({ councilName }: { readonly councilName: string }) {
  return (
    <footer className="oc-footer">
      <div className="govuk-width-container">
        <p className="oc-footer__safe">
          <Anchor className="oc-footer__safe-link" href="/help/not-safe">
            <Icon name="shield-alert" size={24} />I don’t feel safe
          </Anchor>
        </p>
        <ul className="oc-footer__links">
          {links.map((link) => (
            <li key={link.href}>
              <Anchor className="oc-footer__link" href={link.href}>
                {link.text}
              </Anchor>
            </li>
          ))}
        </ul>
        <p className="oc-footer__words">
          {councilName === 'Owncourse'
            ? 'Owncourse: find, choose and pay for support.'
            : `Run for ${councilName} with Owncourse.`}
        </p>
      </div>
    </footer>
  );
}
