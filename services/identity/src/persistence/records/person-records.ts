import { because, nameInSql, type PersonRecords, type RecordPart, statement } from '@owncourse/kernel/contract';
import { MANDATE_PARTS } from './mandate-records.js';

const PROFILE: RecordPart = {
  name: 'profile',
  title: 'Your name and how to reach you',
  about: 'Your name, your email address, the area we search near, and how you like to be spoken to.',
  tables: ['identity.person', 'identity.user_account'],
  columns: {
    id: 'Your number with us',
    name: 'Name',
    email: 'Email address',
    postcode_district: 'Area we search near',
    communication_needs: 'How you like to be spoken to',
    disabled_at: 'Sign-in closed at',
  },
  query: statement(
    'records.profile',
    `select p.id, p.name, a.email, p.postcode_district, p.communication_needs, a.disabled_at
     from identity.person p left join identity.own_account() a on true where p.id = kernel.scope_person()`,
  ),
};

const ADDRESSES: RecordPart = {
  name: 'addresses',
  title: 'Where your letters go',
  about: 'Your address now, and the ones before it.',
  tables: ['identity.postal_address'],
  columns: {
    id: 'Number',
    lines: 'Address',
    postcode: 'Postcode',
    changed_at: 'Written down at',
    changed_by_name: 'Written down by',
    replaced_at: 'Replaced at',
  },
  query: statement(
    'records.addresses',
    `select x.id, x.lines, x.postcode, x.changed_at, ${nameInSql('x.changed_by')} as changed_by_name, x.replaced_at
     from identity.postal_address x where x.person_id = kernel.scope_person() order by x.changed_at, x.id`,
  ),
};

const COUNCIL_RECORD: RecordPart = {
  name: 'council-record',
  title: 'What your council says about you',
  about: 'Which council looks after you, your ward, your group and age band, and who your care manager is.',
  tables: ['identity.client_record'],
  columns: {
    council_name: 'Council',
    ward_name: 'Ward',
    care_group: 'Group',
    age_band: 'Age band',
    care_manager_name: 'Care manager',
    first_on: 'From',
    last_on: 'Until',
  },
  codes: ['care_group'],
  query: statement(
    'records.council-record',
    `select c.name as council_name, (select w.name from catalogue.ward_names(x.council_id) w where w.id = x.ward_id) as ward_name, x.care_group, x.age_band, ${nameInSql('x.care_manager_id')} as care_manager_name,
       lower(x.covers) as first_on, upper(x.covers) - 1 as last_on
     from identity.client_record x join identity.council c on c.id = x.council_id
     where x.person_id = kernel.scope_person() order by lower(x.covers)`,
  ),
};

const LIFE: RecordPart = {
  name: 'life-records',
  title: 'Changes in your life that an officer wrote down',
  about: 'Such as whether you can decide about money yourself, who wrote it, and what they had seen.',
  tables: ['identity.life_record'],
  columns: {
    id: 'Number',
    kind: 'What',
    on_date: 'Day',
    evidence: 'What was seen',
    recorded_at: 'Written down at',
    recorded_by_name: 'Written down by',
  },
  codes: ['kind'],
  query: statement(
    'records.life-records',
    `select x.id, x.kind, x.on_date, x.evidence, x.recorded_at, ${nameInSql('x.recorded_by')} as recorded_by_name
     from identity.life_record x where x.person_id = kernel.scope_person() order by x.recorded_at, x.id`,
  ),
};

const ROLES: RecordPart = {
  name: 'roles',
  title: 'What you may do here',
  about: 'Each role you have or had, such as holding a budget.',
  tables: ['identity.membership'],
  columns: { role: 'Role', organisation_name: 'For', ended_at: 'Ended at' },
  codes: ['role'],
  query: statement(
    'records.roles',
    `select x.role, coalesce(o.name, c.name) as organisation_name, x.ended_at from identity.membership x
     left join identity.organisation o on o.id = x.organisation_id left join identity.council c on c.id = x.council_id
     where x.person_id = kernel.scope_person() order by x.role, 2`,
  ),
};

const JOINING: RecordPart = {
  name: 'joining',
  title: 'How you joined',
  about: 'What you filled in when you joined as a provider or a group.',
  tables: ['identity.joining'],
  columns: {
    id: 'Number',
    person_name: 'Name',
    email: 'Email address',
    organisation_name: 'Organisation',
    asked_at: 'Filled in at',
    confirmed_at: 'Confirmed at',
  },
  query: statement('records.joining', 'select * from identity.own_joining() order by asked_at, id'),
};

const SIGN_INS: RecordPart = {
  name: 'sign-ins',
  title: 'When you signed in',
  about: 'Each time you signed in, and when that ended.',
  tables: ['identity.session'],
  columns: {
    created_at: 'Signed in at',
    last_seen_at: 'Last used at',
    expires_at: 'Ends by itself at',
    ended_at: 'Signed out at',
  },
  query: statement('records.sign-ins', 'select * from identity.own_sessions() order by created_at'),
};

const LOOKS: RecordPart = {
  name: 'who-looked',
  title: 'Who looked at your budget',
  about: 'Each time an officer of a council looked at your spending.',
  tables: ['identity.look_up'],
  columns: { id: 'Number', at: 'When', officer_name: 'Who', officer_role: 'As', what: 'Looked at' },
  codes: ['officer_role', 'what'],
  query: statement(
    'records.who-looked',
    `select l.id, l.at, ${nameInSql('l.officer_id')} as officer_name, l.officer_role, l.what
     from identity.own_look_ups($1::timestamptz) l order by l.at, l.id`,
  ),
};

export const identityRecords: PersonRecords = {
  title: 'About you',
  parts: [PROFILE, ADDRESSES, COUNCIL_RECORD, LIFE, ROLES, JOINING, SIGN_INS, ...MANDATE_PARTS, LOOKS],
  leftOut: {
    ...because('Says nothing about one person.', [
      'identity.capital_limit',
      'identity.council',
      'identity.council_policy',
      'identity.organisation',
      'identity.organisation_link',
    ]),
    ...because(
      'Said in private. Whoever stands beside the person, or gets at their sign-in or their file, must not find it; who heard it reads it to them.',
      ['identity.safety_report', 'identity.mandate_question'],
    ),
    'identity.mandate_notice':
      'That a reminder of a mandate’s end has gone out, so that none goes twice. The reminder itself is among the messages.',
    'identity.sign_in_failure':
      'Kept for hours to slow down guessing, by what was typed; it may have been somebody else who typed it.',
  },
};
