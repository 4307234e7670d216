import { writePounds } from '@owncourse/kernel/contract';
import XMLBuilder from 'fast-xml-builder';
import { bankText } from '../domain/bank-text.js';
import { type BankAccount, fileTotal, type PaymentFile } from '../domain/payment-file.js';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const LONGEST_NAME = 140;
const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  suppressEmptyNode: false,
});

const agent = ({ sortCode }: BankAccount) => ({
  FinInstnId: { ClrSysMmbId: { ClrSysId: { Cd: 'GBDSC' }, MmbId: sortCode } },
});
const party = ({ accountName }: BankAccount) => ({ Nm: bankText(accountName, LONGEST_NAME) });
const account = ({ sortCode, accountNumber }: BankAccount) => ({
  Id: { Othr: { Id: `${sortCode}${accountNumber}`, SchmeNm: { Cd: 'BBAN' } } },
});

/** The run as ISO 20022 pain.001.001.09: one block of credit transfers on one day. */
export function pain001(file: PaymentFile): string {
  const { payments, from, reference } = file;
  const sums = { NbOfTxs: String(payments.length), CtrlSum: writePounds(fileTotal(file)) };
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': NAMESPACE,
      CstmrCdtTrfInitn: {
        GrpHdr: { MsgId: reference, CreDtTm: file.releasedAt, ...sums, InitgPty: party(from) },
        PmtInf: {
          PmtInfId: reference,
          PmtMtd: 'TRF',
          ...sums,
          PmtTpInf: { SvcLvl: { Cd: 'NURG' } },
          ReqdExctnDt: { Dt: file.processingOn },
          Dbtr: party(from),
          DbtrAcct: account(from),
          DbtrAgt: agent(from),
          ChrgBr: 'SHAR',
          CdtTrfTxInf: payments.map((one) => ({
            PmtId: { InstrId: one.reference, EndToEndId: one.reference },
            Amt: { InstdAmt: { '@Ccy': 'GBP', '#': writePounds(one.pence) } },
            CdtrAgt: agent(one.to),
            Cdtr: party(one.to),
            CdtrAcct: account(one.to),
            RmtInf: { Ustrd: one.reference },
          })),
        },
      },
    },
  });
}
