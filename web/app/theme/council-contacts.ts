export interface CouncilContacts {
  /** The team that keeps adults safe, at all hours. */
  readonly safetyPhone: string;
  readonly helpPhone: string;
  /** In words. */
  readonly helpHours: string;
  readonly email: string;
}

/** Numbers from the range kept for fiction (01632 960). */
const contacts: Readonly<Record<string, CouncilContacts>> = {
  marlbridge: {
    safetyPhone: '01632 960001',
    helpPhone: '01632 960001',
    helpHours: 'Monday to Friday, 9am to 5pm',
    email: 'care@marlbridge.example',
  },
  oakhaven: {
    safetyPhone: '01632 960002',
    helpPhone: '01632 960002',
    helpHours: 'Monday to Friday, 9am to 5pm',
    email: 'care@oakhaven.example',
  },
};

/** How to reach a council; null where no council is known. */
export function contactsFor(councilKey: string): CouncilContacts | null {
  return contacts[councilKey] ?? null;
}

/** The number as a phone dials it. */
export function dialled(phone: string): string {
  return `tel:${phone.replace(/\s/g, '')}`;
}
