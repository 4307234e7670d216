import { nameInSql, type RecordPart, statement } from '@owncourse/kernel/contract';

const LIMITS = {
  per_order_limit_pence: 'Most for one order',
  per_month_limit_pence: 'Most for one month',
} as const;

const GIVEN: RecordPart = {
  name: 'who-can-act-for-you',
  title: 'Who can act for you, now and before',
  about: 'Each person or organisation that may or might act for you, what they may do, and when and why it ended.',
  tables: ['identity.mandate'],
  columns: {
    id: 'Number',
    actor_name: 'Who',
    type: 'As',
    scopes: 'May',
    joint: 'Only together with others',
    starts_on: 'From',
    ends_on: 'Until',
    ...LIMITS,
    evidence: 'What was seen',
    declared_conflict: 'Own interest that was declared',
    granted_at: 'Given at',
    granted_by_name: 'Given by',
    ended_at: 'Ended at',
    ended_by_name: 'Ended by',
    end_reason: 'Why it ended',
  },
  codes: ['type', 'scopes', 'end_reason'],
  query: statement(
    'records.who-can-act-for-you',
    `select m.id, coalesce(o.name, ${nameInSql('m.actor_person_id')}) as actor_name, m.type, m.scopes, m.joint, m.starts_on, m.ends_on,
       m.per_order_limit_pence, m.per_month_limit_pence, m.evidence, m.declared_conflict, m.granted_at, ${nameInSql('m.granted_by')} as granted_by_name,
       m.ended_at, ${nameInSql('m.ended_by')} as ended_by_name, m.end_reason
     from identity.mandate m left join identity.organisation o on o.id = m.actor_organisation_id
     where m.person_id = kernel.scope_person() order by m.granted_at, m.id`,
  ),
};

const USED: RecordPart = {
  name: 'used-by-those-who-act-for-you',
  title: 'How much those who act for you have ordered',
  about: 'The sum of each month, for each person or organisation that may act for you.',
  tables: ['identity.mandate_use'],
  columns: { mandate_id: 'Number of their authority', month: 'Month', used_pence: 'Ordered' },
  query: statement(
    'records.used-by-those-who-act-for-you',
    `select u.mandate_id, u.month, u.used_pence from identity.mandate m
     join identity.mandate_use u on u.council_id = m.council_id and u.mandate_id = m.id
     where m.person_id = kernel.scope_person() order by u.month, u.mandate_id`,
  ),
};

const HELD: RecordPart = {
  name: 'whom-you-can-act-for',
  title: 'Whom you can act for, now and before',
  about: 'Each person for whom you may or might act, and what you may do.',
  tables: ['identity.mandate'],
  columns: {
    id: 'Number',
    person_name: 'For whom',
    type: 'As',
    scopes: 'May',
    joint: 'Only together with others',
    starts_on: 'From',
    ends_on: 'Until',
    ...LIMITS,
    declared_conflict: 'Own interest that you declared',
    conflict_declared_at: 'Declared at',
    ended_at: 'Ended at',
  },
  codes: ['type', 'scopes'],
  query: statement(
    'records.whom-you-can-act-for',
    `select m.id, ${nameInSql('m.person_id')} as person_name, m.type, m.scopes, m.joint, m.starts_on, m.ends_on, m.per_order_limit_pence,
       m.per_month_limit_pence, m.declared_conflict, m.conflict_declared_at, m.ended_at
     from identity.mandate m where m.actor_person_id = kernel.scope_person() order by m.granted_at, m.id`,
  ),
};

export const MANDATE_PARTS: readonly RecordPart[] = [GIVEN, USED, HELD];
