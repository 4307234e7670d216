export type ProviderKindName = 'COMPANY' | 'CHARITY' | 'MICRO' | 'PERSONAL_ASSISTANT' | 'COUNCIL_RUN';
export type PublishingStatus = 'DRAFT' | 'PUBLISHED' | 'RETIRED';
export type PriceUnitName =
  | 'HOUR'
  | 'VISIT15'
  | 'VISIT30'
  | 'VISIT45'
  | 'VISIT60'
  | 'NIGHT_ASLEEP'
  | 'NIGHT_AWAKE'
  | 'DAY'
  | 'SESSION'
  | 'WEEK'
  | 'MONTH'
  | 'YEAR'
  | 'MILE'
  | 'ITEM';
export type DayTypeName = 'EVERY_DAY' | 'WEEKDAY' | 'SATURDAY' | 'SUNDAY' | 'BANK_HOLIDAY';
export type TimeBandName = 'day' | 'evening' | 'night';
export type RatioName = '1:1' | '2:1' | 'group';
export type VatTreatmentName = 'EXEMPT' | 'STANDARD' | 'ZERO' | 'OUTSIDE_SCOPE';
export type VatStatusName = 'REGISTERED' | 'NOT_REGISTERED' | 'EXEMPT_WELFARE';
export type WeekdayCode = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
