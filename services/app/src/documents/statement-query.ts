import { parse } from 'graphql';

/** What a statement file needs, asked as the reader, so that files and screens can never say different things. */
export const STATEMENT_QUERY = parse(`
  query StatementFile($id: ID!, $from: Date!, $to: Date!, $by: StatementDay!) {
    budget(id: $id) {
      id
      person { name }
      council { name contactPhone }
      period(from: $from, to: $to, by: $by) {
        from to by cameInPence wentBackPence
        opening { leftPence promisedPence spentPence }
        closing { leftPence promisedPence spentPence }
        lines { id on recordedAt kind words amountPence leftPence }
        ownMoney { onDate agreedPence owedPence state order { service { name } provider { name } } }
      }
    }
  }
`);

interface Figures {
  readonly leftPence: number;
  readonly promisedPence: number;
  readonly spentPence: number;
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
    readonly lines: readonly {
      readonly on: string;
      readonly recordedAt: string;
      readonly words: string;
      readonly amountPence: number;
      readonly leftPence: number;
    }[];
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
