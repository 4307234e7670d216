import { CATALOGUE, type CataloguePort } from '@owncourse/catalogue/contract';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { PAYING, type PayingPort } from '@owncourse/invoicing/contract';
import { type Actor, CLOCK, type Clock, NIL_ID } from '@owncourse/kernel/contract';
import { LEDGER, type LedgerPort } from '@owncourse/ledger/contract';
import { RATES, type RatesPort } from '@owncourse/rates/contract';
import type { INestApplicationContext } from '@nestjs/common';
import { londonDate, addDays } from '@owncourse/kernel/contract';

/** Ids of the small world's people and things: `id('holder', 3)` is always the same. */
export function id(kind: string, number = 0): string {
  const digits = Buffer.from(kind).reduce((sum, byte) => (sum * 31 + byte) % 0xffffffff, 7);
  return `${digits.toString(16).padStart(8, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export interface SmallWorldOptions {
  /** Budget holders of the first council, `holder0@first.example` and on. */
  readonly holders: number;
  /** Pence that comes in each week; the first week is in at once. */
  readonly weeklyPence: bigint;
  /** Argon2 of "demo" takes its time; one hash serves all. */
  readonly signIns?: boolean;
}

export const AGREED_PENCE = 2410n;
export const PUBLIC_PENCE = 2750n;
/** Passes the check of account numbers. */
export const ACCOUNT = { sortCode: '089999', accountNumber: '66374958', accountName: 'Kind Hands Ltd' } as const;
export const PASSWORD = 'correct horse';

/**
 * Two councils with a provider, a service at an agreed price, officers and budget holders: made through the real
 * use-cases, for tests and benchmarks.
 */
export class SmallWorld {
  readonly councilId = id('council', 1);
  readonly otherCouncilId = id('council', 2);
  readonly providerId = id('provider', 1);
  readonly otherProviderId = id('provider', 2);
  readonly serviceId = id('service', 1);
  readonly variantId = id('variant', 1);
  readonly wardId = id('ward', 1);

  private constructor(private readonly application: INestApplicationContext) {}

  static async create(application: INestApplicationContext, options: SmallWorldOptions): Promise<SmallWorld> {
    const world = new SmallWorld(application);
    await world.found(options);
    return world;
  }

  get identity(): IdentityPort {
    return this.application.get(IDENTITY);
  }

  get ledger(): LedgerPort {
    return this.application.get(LEDGER);
  }

  get today(): string {
    return londonDate(this.application.get<Clock>(CLOCK).now());
  }

  actor(kind: string, number = 0): Promise<Actor> {
    return this.identity.actorFor(id(kind, number));
  }

  budgetOf(holder: number): string {
    return id('budget', holder);
  }

  private async found(options: SmallWorldOptions): Promise<void> {
    const { identity } = this;
    const passwordHash = options.signIns === false ? 'no sign-in' : await identity.hashPassword(PASSWORD);
    const signIn = (email: string) => ({ email, passwordHash });
    await identity.registerFirstOperator({
      id: id('operator'),
      name: 'Olu Operator',
      roles: [],
      ...signIn('operator@first.example'),
    });
    const operator = await this.actor('operator');
    await this.councilWith(operator, this.councilId, 'first', signIn);
    await this.councilWith(operator, this.otherCouncilId, 'second', signIn);
    await identity.createOrganisations(operator, [
      { id: this.providerId, kind: 'PROVIDER', name: 'Kind Hands' },
      { id: this.otherProviderId, kind: 'PROVIDER', name: 'Other Hands' },
      { id: id('brokerage'), kind: 'BROKERAGE', name: 'Good Brokers' },
    ]);
    await identity.registerPeople(operator, [
      {
        id: id('provider-staff', 1),
        name: 'Pat Provider',
        ...signIn('provider@first.example'),
        roles: [{ role: 'PROVIDER_OWNER', organisationId: this.providerId }],
      },
      {
        id: id('provider-staff', 2),
        name: 'Otto Other',
        ...signIn('other-provider@first.example'),
        roles: [{ role: 'PROVIDER_OWNER', organisationId: this.otherProviderId }],
      },
      {
        id: id('broker'),
        name: 'Bo Broker',
        ...signIn('broker@first.example'),
        roles: [{ role: 'BROKER', organisationId: id('brokerage') }],
      },
      {
        id: id('self-funder'),
        name: 'Sam Self',
        ...signIn('selffunder@first.example'),
        roles: [{ role: 'SELF_FUNDER' }],
      },
    ]);
    await this.shop(operator);
    await this.payable();
    const numbers = Array.from({ length: options.holders }, (_, number) => number);
    await this.moveIn(numbers, options.weeklyPence, passwordHash);
  }

  private async councilWith(
    operator: Actor,
    councilId: string,
    key: string,
    signIn: (email: string) => { email: string; passwordHash: string },
  ): Promise<void> {
    const { identity } = this;
    await identity.createCouncil(operator, {
      id: councilId,
      key,
      name: `${key} council`,
      safeguardingPhone: '01632 960001',
      contactPhone: '01632 960000',
    });
    const officers = [
      ['finance', 'FINANCE_OFFICER'],
      ['finance2', 'FINANCE_OFFICER'],
      ['approver', 'APPROVER'],
      ['commissioner', 'COMMISSIONER'],
      ['caremanager', 'CARE_MANAGER'],
      ['moderator', 'MODERATOR'],
    ] as const;
    await identity.registerPeople(
      operator,
      officers.map(([name, role]) => ({
        id: id(`${name}-${key}`),
        name: `${name} of ${key}`,
        ...signIn(`${name}@${key}.example`),
        roles: [{ role, councilId }],
      })),
    );
    const finance = await this.actor(`finance-${key}`);
    await identity.setPolicy(finance, councilId, [
      { key: 'offCardRule', value: 'allow', from: '2020-01-01' },
      { key: 'approvalLimitPence', value: 1_000_000, from: '2020-01-01' },
      { key: 'autoConfirmDays', value: 7, from: '2020-01-01' },
      { key: 'invoicePeriod', value: 'on-confirmation', from: '2020-01-01' },
    ]);
  }

  private async shop(operator: Actor): Promise<void> {
    const catalogue = this.application.get<CataloguePort>(CATALOGUE);
    await catalogue.importSupportTypes(operator, [
      {
        slug: 'help-at-home',
        name: 'Help at home',
        description: 'Somebody to help at home.',
        cqcServiceType: null,
        clientLevelDataServiceType: null,
        group: 'at-home',
      },
    ]);
    await catalogue.importWards(operator, {
      councilId: this.councilId,
      councilKey: 'first',
      wards: [{ id: this.wardId, code: 'E05999001', name: 'Riverside', latitude: 52.3, longitude: -1.1 }],
    });
    await catalogue.importPostcodeDistricts(operator, {
      councilId: this.councilId,
      districts: [{ outcode: 'MB1', latitude: 52.3, longitude: -1.1, wardCode: 'E05999001' }],
    });
    const provider = {
      kind: 'COMPANY',
      description: 'Help at home.',
      postcodeDistrict: 'MB1',
      phone: '01632 960100',
      email: 'hello@kind.example',
      website: null,
      cqcLocationId: null,
      cqcRating: null,
      vatStatus: 'EXEMPT_WELFARE',
      languages: ['English'],
    } as const;
    await catalogue.importProviders(operator, [
      { ...provider, id: this.providerId, name: 'Kind Hands' },
      { ...provider, id: this.otherProviderId, name: 'Other Hands' },
    ]);
    const service = {
      supportTypeSlug: 'help-at-home',
      summary: 'Help in your home.',
      description: 'We help.',
      whoFor: [],
      languages: [],
      genderOfWorker: 'any',
      accessNeeds: [],
      regulatedActivity: true,
      wardIds: [this.wardId],
      radiusMiles: null,
      nextAvailableOn: null,
    } as const;
    await catalogue.importServices(operator, [
      { ...service, id: this.serviceId, providerId: this.providerId, name: 'Help at home' },
      { ...service, id: id('service', 2), providerId: this.otherProviderId, name: 'More help at home' },
    ]);
    const variant = {
      name: 'Hour',
      unit: 'HOUR',
      dayType: 'EVERY_DAY',
      timeBand: null,
      ratio: '1:1',
      vatTreatment: 'EXEMPT',
      publicUnitPricePence: PUBLIC_PENCE,
      minimumQuantity: '0.5',
      typicalQuantity: '2',
      durationMinutes: 60,
    } as const;
    await catalogue.importVariants(operator, [
      { ...variant, id: this.variantId, serviceId: this.serviceId },
      { ...variant, id: id('variant', 2), serviceId: id('service', 2) },
    ]);
    await this.application.get<RatesPort>(RATES).publishRateCard(await this.actor('finance-first'), {
      councilId: this.councilId,
      providerId: this.providerId,
      version: 1,
      validFrom: '2020-01-01',
      validBefore: null,
      bankHolidayMultiplier: '1.5',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: this.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: AGREED_PENCE }],
    });
  }

  /** The first provider said where it is paid; two officers of the first council made sure of it. */
  private async payable(): Promise<void> {
    const paying = this.application.get<PayingPort>(PAYING);
    const bankDetailsId = await paying.enterBankDetails(await this.actor('provider-staff', 1), {
      idempotencyKey: 'bank-details-of-kind-hands',
      ...ACCOUNT,
    });
    const checkId = await paying.recordCallBack(await this.actor('finance-first'), {
      idempotencyKey: 'call-to-kind-hands',
      bankDetailsId,
      calledOn: this.today,
      number: '01632 960100',
      knownFrom: 'The contract',
      spokenTo: 'Pat Provider',
    });
    await paying.decideBankDetails(await this.actor('finance2-first'), {
      idempotencyKey: 'agree-to-kind-hands',
      checkId,
      agree: true,
    });
  }

  /** More budget holders of the first council, by their numbers; without a password they have no sign-in. */
  async moveIn(numbers: readonly number[], weeklyPence: bigint, passwordHash?: string): Promise<void> {
    const finance = await this.actor('finance-first');
    const signIn = (email: string) => (passwordHash === undefined ? {} : { email, passwordHash });
    await this.identity.registerPeople(
      finance,
      numbers.map((number) => ({
        id: id('holder', number),
        name: `Holder ${number}`,
        ...signIn(`holder${number}@first.example`),
        roles: [{ role: 'BUDGET_HOLDER' as const }],
      })),
    );
    const startsOn = addDays(this.today, -1);
    await this.identity.addClients(
      finance,
      this.councilId,
      numbers.map((number) => ({
        personId: id('holder', number),
        wardId: this.wardId,
        careGroup: 'older-people',
        ageBand: '65-74',
        careManagerId: id('caremanager-first'),
        startsOn,
        endsBefore: null,
        address: { lines: [`Secret Lane ${number}`, 'Riverside'], postcode: 'MB1 1AA' },
      })),
    );
    for (const number of numbers) {
      await this.ledger.openBudget(finance, {
        budgetId: this.budgetOf(number),
        councilId: this.councilId,
        personId: id('holder', number),
        startsOn,
        endsBefore: null,
        weeklyPence,
        paymentIntervalWeeks: 1,
        route: 'COUNCIL_MANAGED',
        payerId: this.councilId,
        fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
        contributionPence: 0n,
        netting: 'NET',
      });
    }
    await this.ledger.postDueInstalments();
  }

  /** Nobody's id, shaped like one. */
  readonly unknownId = NIL_ID.replace(/0$/, '9');
}
