import { currentItem, type NavigationItem } from '../navigation.js';
import { Icon } from '../pictograms/icon.js';
import { CouncilMark } from '../theme/council-mark.js';
import type { CouncilTheme } from '../theme/theme.js';
import { Anchor } from './govuk/shared.js';

export interface ActingFor {
  readonly name: string;
  /** Where to stop, or to choose somebody else. */
  readonly changeHref: string;
  /** True while somebody is on the telephone about them. */
  readonly isCall?: boolean | undefined;
}

export interface SiteHeaderProps {
  readonly theme: Pick<CouncilTheme, 'name' | 'strapline' | 'mark'>;
  /** Null when nobody is signed in. */
  readonly viewer: { readonly displayName: string; readonly organisationName: string | null } | null;
  readonly items: readonly NavigationItem[];
  readonly pathname: string;
  readonly actingFor?: ActingFor | null | undefined;
  /** New messages of the viewer; counts to 100 and no further. */
  readonly unread?: number | undefined;
}

function Items({
  items,
  current,
}: {
  readonly items: readonly NavigationItem[];
  readonly current: NavigationItem | undefined;
}) {
  return (
    <ul className="oc-menu__list">
      {items.map((item) => (
        <li key={item.href} className={item === current ? 'oc-menu__item oc-menu__item--current' : 'oc-menu__item'}>
          <Anchor
            className="oc-menu__link"
            href={item.href}
            attributes={item === current ? { 'aria-current': 'page' } : undefined}
          >
            {item.text}
          </Anchor>
        </li>
      ))}
    </ul>
  );
}

function Account({ viewer, unread = 0 }: Pick<SiteHeaderProps, 'viewer' | 'unread'>) {
  if (!viewer) {
    return (
      <p className="oc-account">
        <Anchor className="oc-account__link" href="/sign-in">
          <Icon name="log-in" size={22} />
          Sign in
        </Anchor>
      </p>
    );
  }
  return (
    <div className="oc-account">
      <p className="oc-account__name">
        <Icon name="user-round" size={22} />
        <span>
          <span className="govuk-visually-hidden">Signed in as </span>
          {viewer.displayName}
          {viewer.organisationName ? <span className="oc-account__organisation">{viewer.organisationName}</span> : null}
        </span>
      </p>
      <Anchor className="oc-account__link" href="/messages">
        <Icon name="inbox" size={22} />
        Messages
        {unread > 0 ? (
          <span className="oc-account__count">
            <span className="govuk-visually-hidden">, </span>
            {unread > 99 ? '99+' : unread}
            <span className="govuk-visually-hidden"> new</span>
          </span>
        ) : null}
      </Anchor>
      <form method="post" action="/sign-out">
        <button className="oc-account__button" type="submit">
          Sign out
        </button>
      </form>
    </div>
  );
}

/** The council's name, who is signed in, the menu, and on whose behalf people act. The same on every page. */
export function SiteHeader({ theme, viewer, items, pathname, actingFor, unread }: SiteHeaderProps) {
  const current = currentItem(items, pathname);
  return (
    <header className="oc-header">
      <div className="govuk-width-container oc-header__top">
        <Anchor className="oc-brand" href="/">
          <CouncilMark mark={theme.mark} />
          <span className="oc-brand__words">
            <span className="oc-brand__name">{theme.name}</span>
            <span className="oc-brand__strapline">{theme.strapline}</span>
          </span>
        </Anchor>
        <Account viewer={viewer} unread={unread} />
      </div>
      <nav className="oc-menu" aria-label="Menu">
        <div className="govuk-width-container">
          <div className="oc-menu__wide">
            <Items items={items} current={current} />
          </div>
          {items.length > 2 ? (
            <details className="oc-menu__narrow">
              <summary className="oc-menu__summary">
                <Icon name="menu" size={22} />
                Menu{current ? <span className="oc-menu__here">{current.text}</span> : null}
              </summary>
              <Items items={items} current={current} />
            </details>
          ) : (
            <div className="oc-menu__narrow">
              <Items items={items} current={current} />
            </div>
          )}
        </div>
      </nav>
      {actingFor ? (
        <div className="oc-acting" role="region" aria-label="Who you are acting for">
          <div className="govuk-width-container oc-acting__row">
            <p className="oc-acting__words">
              <Icon name={actingFor.isCall ? 'phone' : 'users-round'} size={24} />
              <span>
                {actingFor.isCall ? 'On the telephone for' : 'You are acting for'} <strong>{actingFor.name}</strong>
              </span>
            </p>
            <Anchor className="oc-acting__link" href={actingFor.changeHref}>
              {actingFor.isCall ? 'Back to the call' : 'Choose somebody else'}
            </Anchor>
          </div>
        </div>
      ) : null}
    </header>
  );
}
