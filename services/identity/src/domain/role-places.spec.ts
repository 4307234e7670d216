import { describe, expect, it } from '@jest/globals';
import { councilMayRegister, isInItsPlace, officerRole, placeOfRole } from './role-places.js';

describe('where roles are held', () => {
  it('an officer’s in a council, staff’s in an organisation, everybody else’s nowhere', () => {
    expect(placeOfRole('FINANCE_OFFICER')).toBe('council');
    expect(placeOfRole('BROKER')).toBe('organisation');
    expect(placeOfRole('BUDGET_HOLDER')).toBe('nowhere');
    expect(placeOfRole('OPERATOR')).toBe('nowhere');
  });

  it.each([
    [{ role: 'APPROVER', councilId: 'c' }, true],
    [{ role: 'APPROVER' }, false],
    [{ role: 'APPROVER', councilId: 'c', organisationId: 'o' }, false],
    [{ role: 'PROVIDER_OWNER', organisationId: 'o' }, true],
    [{ role: 'PROVIDER_OWNER', councilId: 'c' }, false],
    [{ role: 'CARER' }, true],
    [{ role: 'CARER', councilId: 'c' }, false],
  ] as const)('%j', (held, right) => {
    expect(isInItsPlace(held)).toBe(right);
  });

  it('an officer looks in the officer’s role, whatever else they are', () => {
    expect(officerRole(['BUDGET_HOLDER', 'CARE_MANAGER'])).toBe('CARE_MANAGER');
    expect(officerRole(['BUDGET_HOLDER', 'OPERATOR'])).toBeNull();
  });

  it('a council registers people, not officers, staff or operators', () => {
    expect(councilMayRegister([{ role: 'BUDGET_HOLDER' }, { role: 'CARER' }])).toBe(true);
    expect(councilMayRegister([])).toBe(true);
    expect(councilMayRegister([{ role: 'FINANCE_OFFICER', councilId: 'c' }])).toBe(false);
    expect(councilMayRegister([{ role: 'PROVIDER_OWNER', organisationId: 'o' }])).toBe(false);
    expect(councilMayRegister([{ role: 'CARER' }, { role: 'OPERATOR' }])).toBe(false);
  });
});
