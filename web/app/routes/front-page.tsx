import { Anchor, Button, pageTitle, PictureTile, PictureTiles } from '../components/index.js';
import type { Route } from './+types/front-page.js';

const kinds = [
  { supportType: 'personal-care', group: 'at-home', text: 'Washing and dressing' },
  { supportType: 'help-at-home', group: 'at-home', text: 'Help at home' },
  { supportType: 'getting-out-and-about', group: 'out-and-about', text: 'Getting out and about' },
  { supportType: 'befriending', group: 'out-and-about', text: 'Company' },
  { supportType: 'day-opportunities', group: 'out-and-about', text: 'Things to do in the day' },
  { supportType: 'short-breaks', group: 'breaks', text: 'A break for carers' },
  { supportType: 'learning', group: 'learning-and-work', text: 'Learning something new' },
  { supportType: 'equipment', group: 'things-and-home', text: 'Equipment' },
] as const;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Find support that suits you', matches);
}

export default function FrontPage() {
  return (
    <>
      <section className="oc-hero">
        <div className="govuk-width-container">
          <form className="oc-search" action="/search" method="get" role="search">
            <h1 className="govuk-heading-xl oc-search__question">
              <label htmlFor="words">What would help you?</label>
            </h1>
            <p className="oc-search__hint" id="words-hint">
              Say it in your own words, like “someone to cook with” or “lift to the shops”.
            </p>
            <div className="oc-search__row">
              <input
                className="govuk-input oc-search__box"
                id="words"
                name="words"
                type="search"
                aria-describedby="words-hint"
                autoComplete="off"
              />
              <Button className="oc-search__button">Find support</Button>
            </div>
          </form>
        </div>
      </section>
      <div className="govuk-width-container">
        <div className="govuk-main-wrapper">
          <h2 className="govuk-heading-l">Or start with a picture</h2>
          <PictureTiles>
            {kinds.map((kind) => (
              <PictureTile
                key={kind.supportType}
                href={`/search?type=${kind.supportType}`}
                supportType={kind.supportType}
                group={kind.group}
                text={kind.text}
              />
            ))}
          </PictureTiles>
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/search">
              See every kind of support
            </Anchor>
          </p>
        </div>
      </div>
    </>
  );
}
