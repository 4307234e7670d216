export {
  type MarketReport,
  type MarketReportInput,
  type MarketReportRow,
  type ReportGroupingName,
  REPORTS,
  type ReportsPort,
} from './reports.port.js';
