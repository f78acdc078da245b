import { stageSettings } from '../../../infra/config.ts';
import type { Section } from '../section.ts';
import { countLogBytes } from './count-log-bytes.ts';
import { countRequests } from './count-requests.ts';
import { unitsReport } from './units-report.ts';

/** Capacity units per kind of request, counted, and what a million guarded requests cost. */
export const units: Section = async (props) => {
  const counted = await countRequests(props);
  const logBytes = await countLogBytes(props);
  const { functionMemoryMb, checkInAfterSeconds } = stageSettings('prod');
  return unitsReport({ ...counted, logBytes, functionMemoryMb, checkInAfterSeconds });
};
