import type { Workload, WorkloadSetting } from "../model/facts.ts";
import { known, type Value } from "../model/value.ts";

/** Whether a setting is surely switched on. */
export const isOn = (workload: Workload, setting: WorkloadSetting): boolean =>
  known(workload.settings?.[setting])?.toLowerCase() === "true";

/** Whether a setting is there with a text that is not known. */
export const isOpen = (workload: Workload, setting: WorkloadSetting): boolean => {
  const value = workload.settings?.[setting];
  return value !== undefined && known(value) === undefined;
};

/** The place of a setting, where it is written. */
export const settingPlace = (workload: Workload, setting: WorkloadSetting): Value["span"] =>
  workload.settings?.[setting]?.span ?? workload.head;

/** Whether only networks of one's own reach it. */
export const isInternal = ({ settings }: Workload): boolean => /internal/i.test(known(settings?.ingress) ?? "");
