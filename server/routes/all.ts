import type { Route } from '../http/route.js';
import { automaticIssueRoutes, type AutomaticIssueDeps } from './automatic-issue.js';
import { bulkRoutes, type BulkDeps } from './bulk.js';
import { burdenRoutes, type BurdenDeps } from './burden.js';
import { calendarChangeRoutes, type CalendarChangeDeps } from './calendar-change.js';
import { calendarVersionRoutes } from './calendar-versions.js';
import { calendarRoutes } from './calendar.js';
import { chainCommandRoutes } from './chain-commands.js';
import { chainReadingRoutes } from './chain-reading.js';
import { chainRoutes } from './chains.js';
import { dutyRoutes } from './duties.js';
import { dutyFigureRoutes } from './duty-figures.js';
import { evidenceUploadRoute } from './evidence-upload.js';
import { evidenceRoutes } from './evidence.js';
import { extensionRoutes } from './extensions.js';
import { formRoutes } from './forms.js';
import { handedInRoutes } from './handed-in.js';
import { mailRoutes } from './mails.js';
import { noticeCommandRoutes } from './notice-commands.js';
import { noticeRoutes } from './notices.js';
import { operationsRoutes } from './operations.js';
import { pilotCommandRoutes } from './pilot-commands.js';
import { pilotRoutes } from './pilots.js';
import { planComparisonRoutes } from './plan-comparison.js';
import { planDraftRoutes } from './plan-drafts.js';
import { proposalRoutes } from './proposals.js';
import { recordRoutes } from './record.js';
import { statementTemplateRoutes } from './statement-templates.js';
import { taskAreaRoutes } from './task-areas.js';
import { unitRoutes } from './units.js';

/** What all routes of the business together are made of. */
export type AllDeps = AutomaticIssueDeps & BulkDeps & BurdenDeps & CalendarChangeDeps & Parameters<typeof mailRoutes>[0];

/** Every route but those of log-in and accounts: the one list that is mounted, documented and tested. */
export function businessRoutes(deps: AllDeps): Route[] {
  const pilotCommands = pilotCommandRoutes(deps);
  return [
    ...calendarRoutes(deps),
    ...calendarChangeRoutes(deps),
    ...calendarVersionRoutes(deps),
    ...dutyRoutes(deps),
    ...extensionRoutes(deps),
    ...dutyFigureRoutes(deps),
    ...burdenRoutes(deps),
    ...pilotRoutes(deps),
    ...pilotCommands,
    ...bulkRoutes(deps, pilotCommands),
    ...planComparisonRoutes(deps),
    ...formRoutes(deps),
    ...handedInRoutes(deps),
    ...planDraftRoutes(deps),
    ...proposalRoutes(deps),
    evidenceUploadRoute(deps),
    ...evidenceRoutes(deps),
    ...taskAreaRoutes(deps),
    ...noticeRoutes(deps),
    ...noticeCommandRoutes(deps),
    ...automaticIssueRoutes(deps),
    ...chainRoutes(deps),
    ...chainReadingRoutes(deps),
    ...chainCommandRoutes(deps),
    ...statementTemplateRoutes(deps),
    ...unitRoutes(deps),
    ...recordRoutes(deps),
    ...operationsRoutes(deps),
    ...mailRoutes(deps),
  ];
}
