import type { KeyboardEventHandler, ReactNode } from 'react';
import { Link, useInRouterContext } from 'react-router';

type AttributeValue = string | number | boolean | undefined;

/** Extra HTML attributes, such as `data-…` and `aria-…`. Never `style`: the security policy forbids it. */
export interface SomeAttributes {
  readonly [name: `data-${string}` | `aria-${string}`]: AttributeValue;
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly role?: string | undefined;
  readonly rel?: string | undefined;
  readonly target?: string | undefined;
  readonly lang?: string | undefined;
  readonly draggable?: 'true' | 'false' | undefined;
  readonly required?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly readOnly?: boolean | undefined;
}

/** Joins class names, leaving out what is empty. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

/** Joins ids for `aria-describedby`; undefined when there are none. */
export function describedByIds(...ids: readonly (string | false | null | undefined)[]): string | undefined {
  return classNames(...ids) || undefined;
}

/** Renders the heading of a given level. */
export function Heading({
  level,
  children,
  ...rest
}: {
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  readonly children: ReactNode;
}) {
  const Tag = `h${level}` as const;
  return <Tag {...rest}>{children}</Tag>;
}

export interface AnchorProps {
  readonly href: string;
  readonly className?: string | undefined;
  readonly attributes?: SomeAttributes | undefined;
  readonly onKeyDown?: KeyboardEventHandler<HTMLAnchorElement> | undefined;
  readonly children: ReactNode;
}

/** A link: inside the site it changes page without a reload when script is on; else it is a plain link. */
export function Anchor({ href, className, attributes, onKeyDown, children }: AnchorProps) {
  const inRouter = useInRouterContext();
  const isOwnPage = href.startsWith('/') && !href.startsWith('//');
  if (inRouter && isOwnPage && attributes?.target === undefined) {
    return (
      <Link to={href} className={className} onKeyDown={onKeyDown} {...attributes}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} className={className} onKeyDown={onKeyDown} {...attributes}>
      {children}
    </a>
  );
}
