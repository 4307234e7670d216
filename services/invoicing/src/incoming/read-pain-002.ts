import type { BlockSaid, PaymentSaid, SaidStatus, StatusReport } from '../domain/payment-status.js';
import { childOf, isNode, listOf, penceOf, readXml, textOf, unreadable, type XmlNode } from './safe-xml.js';

/** Elements that may come several times; everything else is one. */
const MANY: ReadonlySet<string> = new Set(['OrgnlPmtInfAndSts', 'TxInfAndSts', 'StsRsnInf']);
const LIMITS = { bytes: 1024 * 1024, instead: 'Send several files.', many: MANY };
const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:pain\.002\.001\.(0[3-9]|1\d)$/;
const MOST_PAYMENTS = 5000;

/**
 * A bank's status report (ISO 20022 pain.002.001.03 or later) as it says itself; read as safely as an invoice.
 * @throws UnreadableFile
 */
export function readPain002(bytes: Uint8Array): StatusReport {
  const { tree, namespaces } = readXml(bytes, LIMITS);
  const document = tree['Document'];
  const report = isNode(document) ? document['CstmrPmtStsRpt'] : undefined;
  if (!isNode(document) || !isNode(report) || !namespaces.some((one) => NAMESPACE.test(one)))
    return unreadable(
      'This is no status report of payments (pain.002.001.03 or later). Ask the bank for that, or for CSV.',
    );
  const group = report['OrgnlGrpInfAndSts'];
  if (!isNode(group)) return unreadable('It does not name the payment file that it answers (OrgnlGrpInfAndSts).');
  const blocks = listOf(report, 'OrgnlPmtInfAndSts');
  if (blocks.reduce((sum, block) => sum + listOf(block, 'TxInfAndSts').length, 0) > MOST_PAYMENTS)
    unreadable(`It has more than ${MOST_PAYMENTS} payments. Send several files.`);
  return {
    reference: textOf(group, 'OrgnlMsgId'),
    answers: textOf(group, 'OrgnlMsgNmId'),
    ...saidOf(group, 'GrpSts'),
    blocks: blocks.map(blockOf),
  };
}

/** The first reason that has a code, the scheme's own or the bank's. */
function saidOf(node: XmlNode, name: string): SaidStatus {
  const reasons = listOf(node, 'StsRsnInf').map((one) => childOf(one, 'Rsn'));
  const codes = reasons.flatMap((one) => textOf(one, 'Cd') ?? textOf(one, 'Prtry') ?? []);
  return { status: textOf(node, name), reason: codes[0]?.toUpperCase() ?? null };
}

function blockOf(node: XmlNode): BlockSaid {
  return {
    reference: textOf(node, 'OrgnlPmtInfId'),
    ...saidOf(node, 'PmtInfSts'),
    payments: listOf(node, 'TxInfAndSts').map(paymentOf),
  };
}

function paymentOf(node: XmlNode): PaymentSaid {
  const amounts = childOf(childOf(node, 'OrgnlTxRef'), 'Amt');
  const amount = amounts['InstdAmt'];
  if (isNode(amount) && amount['@Ccy'] !== undefined && amount['@Ccy'] !== 'GBP')
    unreadable('A payment of it is not in pounds (GBP).');
  return {
    reference: textOf(node, 'OrgnlEndToEndId') ?? textOf(node, 'OrgnlInstrId'),
    ...saidOf(node, 'TxSts'),
    pence: amount === undefined ? null : penceOf(amounts, 'InstdAmt'),
  };
}
