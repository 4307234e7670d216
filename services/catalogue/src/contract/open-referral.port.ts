export const OPEN_REFERRAL = Symbol('OpenReferralPort');

/** The four lists of the Open Referral UK feed; each of their things can be had by id too. */
export type FeedResource = 'services' | 'service_at_locations' | 'taxonomies' | 'taxonomy_terms';

/** A JSON object in which nothing is null or empty. */
export type FeedObject = Readonly<Record<string, unknown>>;

/** The standard's page envelope. */
export interface FeedPage {
  readonly total_items: number;
  readonly total_pages: number;
  readonly page_number: number;
  /** Things in this page. */
  readonly size: number;
  readonly first_page: boolean;
  readonly last_page: boolean;
  readonly empty: boolean;
  readonly contents: readonly FeedObject[];
}

export interface FeedAnswer<Body> {
  readonly body: Body;
  /** Nothing in the body is newer. */
  readonly changedAt: Date;
  /** Parameters of the page after this one: it begins after the last thing seen, whatever was withdrawn meanwhile. Null at the end. */
  readonly next: Readonly<Record<string, string>> | null;
}

/** Community listings and public services as Open Referral UK 3.0, the same for everybody. */
export interface OpenReferralPort {
  /**
   * @param parameters as they stand in the address; ones that the standard does not know are left alone
   * @param site where the pages of the storefront are: "https://support.example.gov.uk"
   * @throws Refusal INVALID_INPUT naming each parameter and what to do
   */
  page(
    resource: FeedResource,
    parameters: Readonly<Record<string, unknown>>,
    site: string,
  ): Promise<FeedAnswer<FeedPage>>;
  /** Null for an id that is unknown, withdrawn or not published. */
  one(resource: FeedResource, id: string, site: string): Promise<FeedAnswer<FeedObject> | null>;
}
