import { parse } from 'graphql';

/** What a statement file needs, asked as the reader, so that files and screens can never say different things. */
export const STATEMENT_QUERY = parse(`
  query StatementFile($id: ID!, $from: Date!, $to: Date!, $by: StatementDay!) {
    budget(id: $id) {
      id
      person { name }
      council { name contactPhone }
      period(from: $from, to: $to, by: $by) {
        from to by isFinal cameInPence wentBackPence
        opening { leftPence promisedPence spentPence }
        closing { leftPence promisedPence spentPence }
        lines { id on recordedAt kind words amountPence leftPence }
        parts {
          id route holderName cameInPence wentBackPence movedHerePence movedAwayPence
          opening { leftPence promisedPence spentPence }
          closing { leftPence promisedPence spentPence }
          lines { id on recordedAt kind words amountPence leftPence }
        }
        ownMoney { onDate agreedPence owedPence state order { service { name } provider { name } } }
      }
    }
  }
`);

/** The same of one fund, asked as the provider that holds it. */
export const FUND_QUERY = parse(`
  query FundFile($id: ID!, $from: Date!, $to: Date!) {
    fund(id: $id) {
      personName
      period(from: $from, to: $to) {
        id route holderName cameInPence wentBackPence movedHerePence movedAwayPence
        opening { leftPence promisedPence spentPence }
        closing { leftPence promisedPence spentPence }
        lines { id on recordedAt kind words amountPence leftPence }
      }
    }
  }
`);

export interface Figures {
  readonly leftPence: number;
  readonly promisedPence: number;
  readonly spentPence: number;
}

export interface StatementFileLine {
  readonly on: string;
  readonly recordedAt: string;
  readonly words: string;
  readonly amountPence: number;
  readonly leftPence: number;
}

/** One part's own account. */
export interface StatementPart {
  readonly route: string;
  readonly holderName: string;
  readonly opening: Figures;
  readonly closing: Figures;
  readonly cameInPence: number;
  readonly wentBackPence: number;
  readonly movedHerePence: number;
  readonly movedAwayPence: number;
  readonly lines: readonly StatementFileLine[];
}

export interface StatementFund {
  readonly personName: string;
  readonly period: StatementPart;
}

export interface StatementBudget {
  readonly id: string;
  readonly person: { readonly name: string };
  readonly council: { readonly name: string; readonly contactPhone: string };
  readonly period: {
    readonly from: string;
    readonly to: string;
    readonly by: 'RECORDED' | 'EFFECTIVE';
    readonly cameInPence: number;
    readonly wentBackPence: number;
    readonly opening: Figures;
    readonly closing: Figures;
    /** The budget was closed by the last day. */
    readonly isFinal: boolean;
    readonly lines: readonly StatementFileLine[];
    /** Empty where the budget is held in one way. */
    readonly parts: readonly StatementPart[];
    /** Beside the budget: in none of its figures. */
    readonly ownMoney: readonly {
      readonly onDate: string;
      readonly agreedPence: number;
      readonly owedPence: number;
      readonly state: 'AGREED' | 'OWED' | 'GIVEN_BACK';
      readonly order: { readonly service: { readonly name: string }; readonly provider: { readonly name: string } };
    }[];
  };
}
