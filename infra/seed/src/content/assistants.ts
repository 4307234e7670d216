import { pickNumber } from './deterministic.js';

/** An assistant whom a person employs directly, off the platform; sums in pence. */
export interface Employment {
  readonly assistantName: string;
  readonly hoursPerWeek: bigint;
  /** Pay a week before tax. */
  readonly grossWeeklyPence: bigint;
  /** The part of the pay that goes to HMRC: income tax and national insurance. */
  readonly taxWeeklyPence: bigint;
}

/** Who employs whom. Wages are the largest single use of direct payments. */
const employed: Readonly<Record<string, string>> = {
  'Gwyn Prosser': 'Sian Tudor',
  'Leanne Postlethwaite': 'Becky Arden',
  'Malik Hussain': 'Tariq Aslam',
  'Aled Griffiths': 'Owain Lloyd',
  'Precious Ndlovu': 'Thandi Moyo',
  'Bethan Rhydderch': 'Cerys Maddox',
  'Ngozi Uche': 'Blessing Okoro',
  'Constance Abiola': 'Folake Adeyemi',
  'Samina Yousaf': 'Nadia Iqbal',
  'Ffion Bevan': 'Carly Hopkins',
  'Karen Satterthwaite': 'Joanne Pickles',
  'Dean Colclough': 'Wayne Brough',
  'Phyllis Grantley': 'Maria Santos',
  'Micah Benjamin': 'Jordan Reid',
  'Shanice Walters': 'Keisha Brown',
  'Robbie Cargill': 'Struan Muir',
  'Elsie Wainwright': 'Pat Dewhurst',
  'Hugo Pellegrini': 'Luca Ferrante',
  'Layla Farouk': 'Hoda Saleh',
  'Annabel Frith': 'Tess Garland',
  'Oluwaseyi Adebayo': 'Tunde Bello',
  'Thelma Riddick': 'Joy Campbell',
  'Naomi Asante': 'Efua Mensah',
  'Poppy Lancaster': 'Gemma Stride',
  'Marjorie Beale': 'Lorna Whitby',
};

/** What most goes to the assistant, in percent of the money that is there. */
const WAGES_PERCENT = 60n;
const [LEAST_HOURLY_PENCE, STEPS, STEP_PENCE] = [1_290n, 8, 20n];
/** 2025-26: nothing is due below £242 a week; above it 20 percent tax and 8 percent national insurance. */
const [TAX_FREE_WEEKLY_PENCE, TAX_PERCENT] = [24_200n, 28n];

/** The assistant of the person of that name; null for most people. @param weeklyPence money that is there each week */
export function employmentOf(name: string, weeklyPence: bigint): Employment | null {
  const assistantName = employed[name];
  if (assistantName === undefined) return null;
  const hourlyPence = LEAST_HOURLY_PENCE + BigInt(pickNumber(`wage/${name}`, STEPS)) * STEP_PENCE;
  const hoursPerWeek = (weeklyPence * WAGES_PERCENT) / 100n / hourlyPence;
  const grossWeeklyPence = hoursPerWeek * hourlyPence;
  const taxable = grossWeeklyPence - TAX_FREE_WEEKLY_PENCE;
  return {
    assistantName,
    hoursPerWeek,
    grossWeeklyPence,
    taxWeeklyPence: taxable > 0n ? (taxable * TAX_PERCENT) / 100n : 0n,
  };
}
