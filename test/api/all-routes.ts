import { burdenRoutes, type BurdenDeps } from '../../server/routes/burden.js';
import { taskAreaRoutes } from '../../server/routes/task-areas.js';
import type { Route } from '../../server/http/route.js';
import { bulkRoutes, type BulkDeps } from '../../server/routes/bulk.js';
import { calendarChangeRoutes, type CalendarChangeDeps } from '../../server/routes/calendar-change.js';
import { calendarRoutes } from '../../server/routes/calendar.js';
import { chainCommandRoutes } from '../../server/routes/chain-commands.js';
import { chainReadingRoutes } from '../../server/routes/chain-reading.js';
import { chainRoutes } from '../../server/routes/chains.js';
import { dutyRoutes } from '../../server/routes/duties.js';
import { dutyFigureRoutes } from '../../server/routes/duty-figures.js';
import { extensionRoutes } from '../../server/routes/extensions.js';
import { evidenceRoutes } from '../../server/routes/evidence.js';
import { evidenceUploadRoute } from '../../server/routes/evidence-upload.js';
import { formRoutes } from '../../server/routes/forms.js';
import { handedInRoutes } from '../../server/routes/handed-in.js';
import { mailRoutes } from '../../server/routes/mails.js';
import { proposalRoutes } from '../../server/routes/proposals.js';
import { noticeCommandRoutes } from '../../server/routes/notice-commands.js';
import { noticeRoutes } from '../../server/routes/notices.js';
import { operationsRoutes } from '../../server/routes/operations.js';
import { pilotCommandRoutes } from '../../server/routes/pilot-commands.js';
import { pilotRoutes } from '../../server/routes/pilots.js';
import { planDraftRoutes } from '../../server/routes/plan-drafts.js';
import { planComparisonRoutes } from '../../server/routes/plan-comparison.js';
import { recordRoutes } from '../../server/routes/record.js';
import { unitRoutes } from '../../server/routes/units.js';
import { authRoutes } from './site.js';

/** Every route of the API, to be described and looked at, not called: nothing stands behind them. */
export function allRoutes(): readonly Route[] {
  const nothing: BulkDeps & BurdenDeps & CalendarChangeDeps = JSON.parse('{}');
  return [
    ...authRoutes(),
    ...taskAreaRoutes(nothing),
    ...mailRoutes(JSON.parse('{}')),
    ...[
      calendarRoutes,
      calendarChangeRoutes,
      dutyRoutes,
      dutyFigureRoutes,
      extensionRoutes,
      burdenRoutes,
      pilotRoutes,
      pilotCommandRoutes,
      planComparisonRoutes,
      formRoutes,
      handedInRoutes,
      planDraftRoutes,
      proposalRoutes,
      evidenceUploadRoute,
      evidenceRoutes,
      noticeRoutes,
      noticeCommandRoutes,
      chainRoutes,
      chainReadingRoutes,
      chainCommandRoutes,
      unitRoutes,
      recordRoutes,
      operationsRoutes,
    ].flatMap((create) => create(nothing)),
    ...bulkRoutes(nothing, pilotCommandRoutes(nothing)),
  ];
}
